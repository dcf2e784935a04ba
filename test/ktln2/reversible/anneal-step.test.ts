import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from 'ktln2/numerics';
import { annealStep } from 'ktln2/reversible';

test('the rule knows no direction and no colour but for the twist', () => {
  const random = seededRandom(1);
  const width = 12;
  const cells = Uint8Array.from({ length: width * width }, () => Math.floor(2 * random.uniform()));
  const next = annealStep(cells, width);
  const transposed = (square: Uint8Array) =>
    square.map((_, i) => square[(i % width) * width + Math.floor(i / width)]);
  const shifted = (square: Uint8Array) => square.map((_, i) => square[(i + width) % square.length]);
  const inverted = (square: Uint8Array) => square.map(cell => 1 - cell);
  assert.deepEqual(annealStep(transposed(cells), width), transposed(next));
  assert.deepEqual(annealStep(shifted(cells), width), shifted(next));
  // 4 and 5 ones of 9 change places with 5 and 4 zeros, and so do the votes.
  assert.deepEqual(annealStep(inverted(cells), width), inverted(next));
});

test('votes, one number of ones after the other', () => {
  // The middle of a 5 × 5 square with k ones around it and in it.
  const vote = (k: number) => {
    const cells = new Uint8Array(25);
    for (const place of [6, 7, 8, 11, 12, 13, 16, 17, 18].slice(0, k)) cells[place] = 1;
    return annealStep(cells, 5)[12];
  };
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(vote), [0, 0, 0, 0, 1, 0, 1, 1, 1, 1]);
});

test('impossible squares are named', () => {
  assert.throws(() => annealStep(new Uint8Array(4), 2), /^RangeError: width is 2; expected an integer >= 3/);
  assert.throws(() => annealStep(new Uint8Array(8), 3), /length of cells is 8; expected 3 × 3/);
});
