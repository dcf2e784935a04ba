import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EnergyLadder, energyLadder, figureBundle, PALETTE } from 'ktln2/notebook';

const LADDER: EnergyLadder = {
  title: 'Prices',
  axis: 'energy (J)',
  labels: 'what is paid for',
  decades: [-21, 3],
  kinds: {
    bound: { name: 'a bound', color: 'blue', symbol: 'circle', side: 'right' },
    measured: { name: 'a measurement', color: 'orange', symbol: 'square', side: 'left' },
  },
  rungs: [
    { label: 'bit', energy: 2.87e-21, kind: 'bound' },
    { label: 'token', energy: 0.0712, kind: 'measured' },
    { label: 'picture', energy: 12, kind: 'bound' },
  ],
  caption: 'What things cost.',
  alt: 'Three points.',
};
type Trace = Record<string, unknown> & { x: number[]; y: string[]; text: string[] };
const traces = (ladder: EnergyLadder) => energyLadder(ladder).data as unknown as Trace[];

test('each kind is a trace of its own rungs, with its looks, and every rung is in one', () => {
  const [bound, measured] = traces(LADDER);
  assert.deepEqual(
    [bound.x, bound.y],
    [
      [2.87e-21, 12],
      ['bit', 'picture'],
    ],
  );
  assert.deepEqual([measured.x, measured.y], [[0.0712], ['token']]);
  const looks = [bound, measured].map(({ name, marker, textposition, mode, type }) => {
    const { color, symbol } = marker as Record<string, unknown>;
    return [name, color, symbol, textposition, mode, type];
  });
  assert.deepEqual(looks, [
    ['a bound', PALETTE.blue, 'circle', 'middle right', 'text+markers', 'scatter'],
    ['a measurement', PALETTE.orange, 'square', 'middle left', 'text+markers', 'scatter'],
  ]);
});

test('energies from 1 mJ to 1 MJ are written in plain notation, others in powers of ten', () => {
  const written = (energy: number, digits?: number) =>
    traces({
      ...{ ...LADDER, decades: [-21, 12], rungs: [{ label: 'r', energy, kind: 'bound' }] },
      ...(digits && { digits }),
    })[0].text[0];
  assert.equal(written(2.87e-21), '  2.9e-21 J  ');
  assert.equal(written(9.94e-4, 3), '  9.9e-4 J  ');
  assert.equal(written(1e-3, 3), '  0.00100 J  ');
  assert.equal(written(0.0712), '  0.071 J  ');
  assert.equal(written(999.4, 3), '  999 J  ');
  assert.equal(written(1.354e11, 3), '  1.35e11 J  ');
});

test('rungs stand in their order on a logarithmic axis of the decades', () => {
  const { layout } = energyLadder(LADDER);
  assert.deepEqual(layout.yaxis?.categoryarray, ['bit', 'token', 'picture']);
  assert.equal(layout.yaxis?.categoryorder, 'array');
  assert.deepEqual([layout.xaxis?.type, layout.xaxis?.range], ['log', [-21, 3]]);
  // A tick for every factor of a thousand, as the SI's prefixes go.
  assert.equal(10 ** Number(layout.xaxis?.dtick), 1000);
  assert.equal(layout.xaxis?.exponentformat, 'power');
  const y = layout.legend?.y ?? 0;
  assert.ok(y < 0 && y > -0.5, 'the legend lies below the plot and in the figure');
  assert.equal(layout.legend?.orientation, 'h');
  assert.equal(energyLadder({ ...LADDER, height: 600 }).layout.height, 600);
  assert.ok((layout.height ?? 0) > 0);
  // A figure as all others: with all the texts that are required.
  assert.equal(figureBundle(energyLadder(LADDER))['text/plain'], LADDER.caption);
  assert.equal(energyLadder(LADDER).alt, LADDER.alt);
});

test('a rung may stand at either end of the axis, and not beyond', () => {
  const at = (energy: number) => () =>
    energyLadder({ ...LADDER, rungs: [{ label: 'far', energy, kind: 'bound' }] });
  for (const energy of [10 ** -21, 10 ** 3]) at(energy)();
  for (const energy of [0.99e-21, 1001, Number.NaN, -1]) {
    assert.throws(at(energy), {
      name: 'RangeError',
      message: `energy of "far" is ${energy} J; expected 10^-21 to 10^3`,
    });
  }
});

test('a kind that the ladder does not have is named', () => {
  for (const kind of ['model', 'toString']) {
    const rungs = [{ label: 'bit', energy: 1, kind }];
    assert.throws(() => energyLadder({ ...LADDER, rungs }), {
      name: 'RangeError',
      message: `kind of "bit" is "${kind}"; expected one of bound, measured`,
    });
  }
});
