import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FactorChart, factorChart, figureBundle, PALETTE } from 'ktln2/notebook';

const CHART: FactorChart = {
  title: 'Changes',
  axis: 'factor',
  labels: 'what changes',
  kinds: {
    saving: { name: 'a saving', color: 'blue', symbol: 'circle' },
    counting: { name: 'a way of counting', color: 'orange', symbol: 'square' },
  },
  bars: [
    { label: 'batch', kind: 'saving', spread: { least: 2, lower: 3, median: 4, upper: 6, most: 9 } },
    {
      label: 'boundary',
      kind: 'counting',
      spread: { least: 1.7, lower: 1.7, median: 1.7, upper: 1.7, most: 1.7 },
    },
  ],
  claim: { factor: 9.4, label: 'claimed' },
  ticks: [0.5, 1, 2, 10],
  caption: 'Factors.',
  alt: 'Two bars.',
};
type Trace = Record<string, unknown> & { x: number[]; y: string[]; line?: { color: string } };

test('each bar has its half, each kind its dots, and the error bars end at least and most', () => {
  const [half, point, saving, counting] = factorChart(CHART).data as unknown as Trace[];
  assert.deepEqual([half.x, half.y, half.line?.color], [[3, 6], ['batch', 'batch'], PALETTE.blue]);
  assert.deepEqual(point.x, [1.7, 1.7]);
  assert.deepEqual([saving.x, saving.y], [[4], ['batch']]);
  const { array, arrayminus } = saving.error_x as { array: number[]; arrayminus: number[] };
  assert.deepEqual([array, arrayminus], [[5], [2]]);
  assert.deepEqual([counting.x, counting.name], [[1.7], 'a way of counting']);
});

test('the axis ends at the outer ticks, and the claim stands where it is', () => {
  const { xaxis, shapes, annotations } = factorChart(CHART).layout;
  assert.deepEqual(xaxis?.range, [Math.log10(0.5), 1]);
  assert.deepEqual(
    shapes?.map(shape => shape.x0),
    [1, 9.4],
  );
  // A place on a logarithmic axis is given by its exponent.
  assert.ok(Math.abs(10 ** Number(annotations?.[0]?.x) - 9.4) < 1e-12);
  assert.ok(figureBundle(factorChart(CHART))['text/plain']);
});

test('bad arguments are named', () => {
  const wrong = (change: object) => () =>
    factorChart({ ...CHART, bars: [{ ...CHART.bars[0], ...change } as FactorChart['bars'][number]] });
  assert.throws(
    wrong({ kind: 'none' }),
    /^RangeError: kind of "batch" is "none"; expected one of saving, counting/,
  );
  const spread = { least: 2, lower: 3, median: 4, upper: 6, most: 9 };
  assert.throws(
    wrong({ spread: { ...spread, lower: 1 } }),
    /^RangeError: spread of "batch" is 2, 1, 4, 6, 9/,
  );
  assert.throws(wrong({ spread: { ...spread, most: 11 } }), /expected numbers in order, 0.5 to 10/);
});
