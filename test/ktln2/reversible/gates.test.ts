import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conditionalEntropy, shannonEntropy } from 'ktln2/information';
import { type RandomSource, seededRandom } from 'ktln2/numerics';
import {
  circuitDiagram,
  cnot,
  fredkin,
  type Gate,
  inverseCircuit,
  not,
  runCircuit,
  toffoli,
} from 'ktln2/reversible';

const bitsOf = (number: number, count: number) =>
  Uint8Array.from({ length: count }, (_, wire) => (number >> wire) & 1);
const numberOf = (bits: Uint8Array) => bits.reduce((sum, bit, wire) => sum + bit * 2 ** wire, 0);

function randomGate(random: RandomSource, wires: number): Gate {
  const order = Array.from({ length: wires }, (_, wire) => ({ wire, key: random.uniform() }))
    .sort((a, b) => a.key - b.key)
    .map(({ wire }) => wire);
  const kind = Math.floor(4 * random.uniform());
  if (kind === 0) return not(order[0]);
  if (kind === 1) return cnot(order[0], order[1]);
  return (kind === 2 ? toffoli : fredkin)(order[0], order[1], order[2]);
}

test('the gates are those of the truth tables', () => {
  // Outputs for the inputs 0, 1, 2 …, wire 0 being the lowest bit.
  const table = (gate: Gate, wires: number) =>
    Array.from({ length: 2 ** wires }, (_, input) => numberOf(runCircuit([gate], bitsOf(input, wires))));
  assert.deepEqual(table(not(0), 1), [1, 0]);
  assert.deepEqual(table(cnot(0, 1), 2), [0, 3, 2, 1]);
  assert.deepEqual(table(toffoli(0, 1, 2), 3), [0, 1, 2, 7, 4, 5, 6, 3]);
  assert.deepEqual(table(fredkin(0, 1, 2), 3), [0, 1, 2, 5, 4, 3, 6, 7]);
});

test('random circuits undo themselves and never merge two inputs', () => {
  const random = seededRandom(1);
  for (let round = 0; round < 200; round++) {
    const wires = 3 + Math.floor(5 * random.uniform());
    const circuit = Array.from({ length: Math.floor(40 * random.uniform()) }, () =>
      randomGate(random, wires),
    );
    const outputs = new Set<number>();
    for (let input = 0; input < 2 ** wires; input++) {
      const bits = runCircuit(circuit, bitsOf(input, wires));
      outputs.add(numberOf(bits));
      assert.equal(numberOf(runCircuit(inverseCircuit(circuit), bits)), input);
    }
    assert.equal(outputs.size, 2 ** wires);
  }
});

test('entropy is conserved by a circuit, and lost by forgetting a wire just as much as was unknown of it', () => {
  const random = seededRandom(2);
  for (let round = 0; round < 50; round++) {
    const wires = 4;
    const weights = Array.from({ length: 2 ** wires }, () => random.uniform());
    const sum = weights.reduce((a, b) => a + b);
    const before = weights.map(w => w / sum);
    const circuit = Array.from({ length: 12 }, () => randomGate(random, wires));
    const after = Array(2 ** wires).fill(0);
    const joint = [0, 1].map(() => Array(2 ** (wires - 1)).fill(0));
    const kept = Array(2 ** (wires - 1)).fill(0);
    before.forEach((p, input) => {
      const output = numberOf(runCircuit(circuit, bitsOf(input, wires)));
      after[output] += p;
      joint[output & 1][output >> 1] += p;
      kept[output >> 1] += p;
    });
    // Sums of 16 terms, each rounded to about 10⁻¹⁶.
    assert.ok(Math.abs(shannonEntropy(after) - shannonEntropy(before)) < 1e-12);
    assert.ok(Math.abs(shannonEntropy(after) - shannonEntropy(kept) - conditionalEntropy(joint)) < 1e-12);
  }
});

test("Fredkin's gate keeps the number of ones", () => {
  for (let input = 0; input < 8; input++) {
    const bits = runCircuit([fredkin(2, 0, 1)], bitsOf(input, 3));
    const count = (word: Uint8Array) => word.reduce((a, b) => a + b);
    assert.equal(count(bits), count(bitsOf(input, 3)));
  }
});

test('a diagram shows wires that a gate only crosses', () => {
  assert.equal(
    circuitDiagram([fredkin(3, 0, 1), cnot(0, 2)], ['a', 'b', 'sum', 'c']),
    ['a   ─╳─●─', 'b   ─╳─┼─', 'sum ─┼─⊕─', 'c   ─●───'].join('\n'),
  );
});

test('impossible gates are named', () => {
  assert.throws(() => cnot(1, 1), {
    name: 'RangeError',
    message: 'the wires of CNOT are 1, 1; expected all different',
  });
  assert.throws(() => toffoli(0, -1, 2), {
    name: 'RangeError',
    message: /^wire is -1; expected an integer >= 0/,
  });
  assert.throws(() => not(0.5), { name: 'RangeError', message: /^wire is 0.5/ });
  assert.throws(() => runCircuit([fredkin(0, 1, 2)], new Uint8Array(2)), {
    name: 'RangeError',
    message: 'Fredkin has wire 2; expected one below 2',
  });
  assert.throws(() => runCircuit([], Uint8Array.of(0, 2)), { name: 'TypeError', message: /contains 2/ });
});
