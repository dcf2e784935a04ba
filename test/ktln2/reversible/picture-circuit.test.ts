import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from 'ktln2/numerics';
import {
  addInto,
  circuitLayers,
  cnot,
  compareInto,
  flipBy,
  fredkin,
  type Gate,
  inverseCircuit,
  lookUp,
  not,
  numberAt,
  pictureCircuit,
  type TableCode,
  runCircuit,
  runOnAllInputs,
  toffoli,
} from 'ktln2/reversible';

const upTo = (count: number, first = 0) => Array.from({ length: count }, (_, i) => first + i);

test('all inputs at once are all inputs one by one, for every kind of gate', () => {
  const random = seededRandom(1);
  const wires = 8;
  const circuit = upTo(60).map((): Gate => {
    const [a, b, c] = upTo(wires)
      .map(wire => ({ wire, key: random.uniform() }))
      .sort((x, y) => x.key - y.key)
      .map(({ wire }) => wire);
    return [not(a), cnot(a, b), toffoli(a, b, c), fredkin(a, b, c)][Math.floor(4 * random.uniform())];
  });
  const inputs = [3, 0, 7, 5, 1, 2];
  const rows = runOnAllInputs(circuit, wires, inputs);
  for (let input = 0; input < 2 ** inputs.length; input++) {
    const bits = new Uint8Array(wires);
    inputs.forEach((wire, i) => {
      bits[wire] = (input >> i) & 1;
    });
    runCircuit(circuit, bits);
    for (let wire = 0; wire < wires; wire++) assert.equal(numberAt(rows, [wire], input), bits[wire]);
  }
});

test('sums, comparisons and tables for all numbers, and every borrowed wire blank afterwards', () => {
  for (const width of [1, 2, 3, 4]) {
    const [a, b, longer] = [upTo(width), upTo(width, width), upTo(width + 1, width)];
    const [carry, target, wires] = [2 * width + 1, 2 * width + 2, 2 * width + 3];
    const filling = upTo(Math.max(0, 5 - 2 * width - 1), wires);
    const inputs = [...a, ...longer, ...filling];
    const all = wires + filling.length;
    const sums = runOnAllInputs(addInto(a, b, carry, target), all, inputs);
    const differences = runOnAllInputs(inverseCircuit(addInto(a, b, carry)), all, inputs);
    const sameWidth = runOnAllInputs(compareInto(a, b, carry, target), all, inputs);
    const wider = runOnAllInputs(compareInto(a, longer, carry, target), all, inputs);
    for (let input = 0; input < 2 ** inputs.length; input++) {
      const x = input % 2 ** width;
      const y = Math.floor(input / 2 ** width) % 2 ** width;
      const z = Math.floor(input / 2 ** width) % 2 ** (width + 1);
      assert.equal(numberAt(sums, [...b, target], input), x + y);
      assert.equal(numberAt(differences, b, input), (y - x + 2 ** width) % 2 ** width);
      assert.equal(numberAt(sameWidth, [target], input), y >= x ? 1 : 0);
      assert.equal(numberAt(wider, [target], input), z >= x ? 1 : 0);
      for (const rows of [sums, differences, sameWidth, wider]) {
        assert.equal(numberAt(rows, a, input), x);
        assert.equal(numberAt(rows, [carry], input), 0);
      }
      for (const rows of [sameWidth, wider]) assert.equal(numberAt(rows, longer, input), z);
    }
  }
  const random = seededRandom(2);
  for (const bits of [2, 3, 5]) {
    const table = upTo(2 ** bits).map(() => Math.floor(16 * random.uniform()));
    const [index, target, ladder] = [upTo(bits), upTo(4, bits), upTo(bits - 1, bits + 4)];
    const rows = runOnAllInputs(lookUp(table, index, target, ladder), 2 * bits + 3, [...index, ...target]);
    for (let input = 0; input < 2 ** (bits + 4); input++) {
      const before = Math.floor(input / 2 ** bits);
      assert.equal(numberAt(rows, index, input), input % 2 ** bits);
      assert.equal(numberAt(rows, target, input), before ^ table[input % 2 ** bits]);
      assert.equal(numberAt(rows, ladder, input), 0);
    }
  }
});

/** The decoder in whole numbers: what the circuit must do, found without a gate. */
function decoded(code: TableCode, latent: number): { samples: number[]; rest: number } {
  const slots = code.widths.reduce((sum, width) => sum + width, 0);
  const samples: number[] = [];
  let x = latent;
  for (let i = 0; i < code.width * code.height; i++) {
    let [e, start] = [0, 0];
    while ((x % slots) - start >= code.widths[e]) start += code.widths[e++];
    x = code.widths[e] * Math.floor(x / slots) + (x % slots) - start;
    const left = i % code.width > 0 ? samples[i - 1] : samples[i - code.width];
    samples.push(((left ?? 2 ** (code.sampleBits - 1)) + e) % 2 ** code.sampleBits);
  }
  return { samples, rest: x };
}

/** The first latent for which a circuit differs from the decoder, or leaves a borrowed wire that is not blank. */
function firstFault(code: TableCode, gates: readonly Gate[]): number | undefined {
  const { wires, latent, samples, rest, scratch } = pictureCircuit(code);
  const rows = runOnAllInputs(gates, wires, latent);
  return upTo(2 ** code.stateBits).find(input => {
    const expected = decoded(code, input);
    return (
      samples.some((sample, i) => numberAt(rows, sample, input) !== expected.samples[i]) ||
      numberAt(rows, rest, input) !== expected.rest ||
      scratch.some(wire => numberAt(rows, [wire], input) !== 0)
    );
  });
}

const SMALL: TableCode = { width: 2, height: 2, sampleBits: 2, widths: [5, 1, 1, 1], stateBits: 6 };
const CODES: TableCode[] = [
  SMALL,
  { width: 1, height: 5, sampleBits: 2, widths: [1, 1, 1, 5], stateBits: 7 },
  { width: 2, height: 2, sampleBits: 2, widths: [1, 1, 1, 1], stateBits: 8 },
  { width: 3, height: 2, sampleBits: 3, widths: [4, 3, 1, 1, 1, 1, 1, 4], stateBits: 11 },
  { width: 4, height: 4, sampleBits: 2, widths: [11, 2, 1, 2], stateBits: 14 },
];

test('compiled decoders: for all latents the right picture, the right rest, every borrowed wire blank', () => {
  for (const code of CODES) {
    const gates = pictureCircuit(code).steps.flat();
    assert.equal(firstFault(code, gates), undefined, code.widths.join(' '));
    assert.ok(gates.every(({ kind }) => kind !== 'Fredkin'));
  }
});

test('after each single step the borrowed wires are blank, and the way back restores the latent', () => {
  const { steps, wires, latent, samples } = pictureCircuit(SMALL);
  for (let done = 1; done <= steps.length; done++) {
    const rows = runOnAllInputs(steps.slice(0, done).flat(), wires, latent);
    // The latent's wires, the samples so far and the second bank of 3 may hold something; the other wires are blank.
    const lent = upTo(wires - 6 - 3 - 8, 6 + 3 + 8);
    for (let input = 0; input < 64; input++) {
      assert.equal(numberAt(rows, [...lent, ...samples.slice(done).flat()], input), 0);
    }
  }
  const all = steps.flat();
  const back = runOnAllInputs([...all, ...inverseCircuit(all)], wires, latent);
  for (let input = 0; input < 64; input++) {
    assert.equal(numberAt(back, latent, input), input);
    assert.equal(numberAt(back, upTo(wires - 6, 6), input), 0);
  }
});

test('a gate left out or turned around is caught, unless no latent ever shows the difference', () => {
  const { steps, wires, latent } = pictureCircuit(SMALL);
  const gates = steps.flat();
  let unseen = 0;
  let tried = 0;
  gates.forEach((gate, i) => {
    const mutants: Gate[][] = [[]];
    if (gate.kind === 'CNOT') mutants.push([cnot(gate.wires[1], gate.wires[0])]);
    if (gate.kind === 'Toffoli') mutants.push([toffoli(gate.wires[0], gate.wires[2], gate.wires[1])]);
    const before = gates.slice(0, i);
    const right = runOnAllInputs([...before, gate], wires, latent);
    for (const mutant of mutants) {
      const wrong = runOnAllInputs([...before, ...mutant], wires, latent);
      // The gates after it merge nothing: what differs here differs at the end, on some wire that is looked at.
      const differs = wrong.some((row, wire) => row.some((word, w) => word !== right[wire][w]));
      const fault = firstFault(SMALL, [...before, ...mutant, ...gates.slice(i + 1)]);
      assert.equal(fault !== undefined, differs, `gate ${i}, ${gate.kind} ${gate.wires}`);
      tried++;
      if (!differs) unseen++;
    }
  });
  // The compiler makes the same gates for every table; where an entry is 1, those for its higher bits never act.
  assert.deepEqual([tried, unseen], [3177, 583]);
});

test('layers: gates on wires of their own share one, gates on a common wire follow one another', () => {
  assert.equal(circuitLayers([]), 0);
  assert.equal(circuitLayers([not(0), not(1), not(2)]), 1);
  assert.equal(circuitLayers([not(0), cnot(0, 1), not(2), toffoli(1, 2, 3)]), 3);
  // The definition word by word: a longest chain of gates of which each shares a wire with the one before.
  const gates = pictureCircuit(SMALL).steps.flat();
  const chain: number[] = [];
  gates.forEach(({ wires }, i) => {
    let longest = 0;
    for (let j = 0; j < i; j++) {
      if (gates[j].wires.some(wire => wires.includes(wire))) longest = Math.max(longest, chain[j]);
    }
    chain.push(longest + 1);
  });
  assert.equal(circuitLayers(gates), Math.max(...chain));
});

test('impossible codes and wires are named', () => {
  const cases: [Partial<TableCode>, RegExp][] = [
    [{ widths: [5, 1, 1] }, /^widths has 3 entries; expected 2\^2/],
    [{ widths: [5, 1, 1, 0] }, /^widths\[3\] is 0; expected an integer >= 1/],
    [{ widths: [5, 1, 1, 2] }, /^the sum of widths is no power of 2/],
    [{ stateBits: 3 }, /^stateBits is 3; expected an integer >= 4/],
    [{ sampleBits: 1 }, /^sampleBits is 1; expected an integer >= 2/],
    [{ width: 0 }, /^width is 0/],
    [{ height: 1.5 }, /^height is 1.5/],
  ];
  for (const [change, message] of cases) {
    assert.throws(() => pictureCircuit({ ...SMALL, ...change }), { name: 'RangeError', message });
  }
  assert.throws(() => addInto([0, 1], [2, 3, 4], 5), { name: 'RangeError', message: /^b has 3 wires/ });
  assert.throws(() => compareInto([0, 1], [2], 5, 6), { name: 'RangeError', message: /expected 2 or 3/ });
  assert.throws(() => flipBy(4, [0, 1]), { name: 'RangeError', message: /^constant is 4/ });
  assert.throws(() => lookUp([0, 1, 2], [0, 1], [2], [3]), { message: /^number of entries is 3/ });
  assert.throws(() => runOnAllInputs([], 5, [0, 1, 2]), { message: /^number of inputs is 3/ });
  assert.throws(() => runOnAllInputs([not(9)], 5, upTo(5)), { message: /^wire of NOT is 9/ });
});
