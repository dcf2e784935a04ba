import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cropPicture, type Picture, shiftBands, shuffleTiles, staticPicture } from 'ktln2/pictures';

const picture = staticPicture({ width: 24, height: 16, channels: 3 }, 5);
const inOrder = (n: number): Picture => ({
  ...{ width: n, height: 1, channels: 1 },
  samples: Uint8Array.from({ length: n }, (_, i) => i),
});

/** The square tiles of a picture as texts, row by row. */
function tiles(source: Picture, side: number): string[] {
  const found: string[] = [];
  for (let top = 0; top < source.height; top += side) {
    for (let left = 0; left < source.width; left += side) {
      found.push(cropPicture(source, { left, top, width: side, height: side }).samples.join());
    }
  }
  return found;
}

test('shuffling keeps every tile and puts them into another order', () => {
  for (const side of [1, 2, 4, 8]) {
    const shuffled = shuffleTiles(picture, side, 3);
    assert.deepEqual(tiles(shuffled, side).sort(), tiles(picture, side).sort());
    assert.notDeepEqual(tiles(shuffled, side), tiles(picture, side));
    assert.deepEqual(shuffleTiles(picture, side, 3).samples, shuffled.samples);
    assert.notDeepEqual(shuffleTiles(picture, side, 4).samples, shuffled.samples);
  }
  // A single tile has only one order.
  const square = cropPicture(picture, { left: 0, top: 0, width: 16, height: 16 });
  assert.deepEqual(shuffleTiles(square, 16, 3).samples, square.samples);
});

test('all orders are equally likely', () => {
  const counts = new Map<string, number>();
  const seeds = 2400;
  for (let seed = 0; seed < seeds; seed++) {
    const order = shuffleTiles(inOrder(4), 1, seed).samples.join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.equal(counts.size, 24);
  const expected = seeds / 24;
  const chiSquared = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  // 23 degrees of freedom: standard deviation √46 = 6.8; five of them, and the seeds are fixed.
  assert.ok(Math.abs(chiSquared - 23) < 34, `χ² = ${chiSquared}`);
});

test('each band is turned as a whole, by an amount of its own', () => {
  const rows = 5; // bands of 5, 5, 5 and 1 rows
  const shifted = shiftBands(picture, rows, 7);
  const turn = (source: Picture, y: number, shift: number) => {
    const line = source.samples.subarray(y * 72, (y + 1) * 72);
    return [...line.subarray(3 * shift), ...line.subarray(0, 3 * shift)].join();
  };
  const amounts = Array.from({ length: picture.height }, (_, y) => {
    const target = turn(shifted, y, 0);
    const found = Array.from({ length: picture.width }, (_, shift) => shift).filter(
      shift => turn(picture, y, shift) === target,
    );
    assert.equal(found.length, 1); // rows of static agree with themselves in one position only
    return found[0];
  });
  amounts.forEach((amount, y) => {
    assert.equal(amount, amounts[y - (y % rows)]);
  });
  assert.ok(new Set(amounts).size > 1);
  assert.deepEqual(shiftBands(picture, rows, 7).samples, shifted.samples);
});

test('impossible tiles, bands, seeds and pictures are named', () => {
  assert.throws(() => shuffleTiles(picture, 5, 1), /side is 5; expected a divisor of width 24 and height 16/);
  assert.throws(() => shuffleTiles(picture, 0, 1), /side is 0; expected an integer >= 1/);
  assert.throws(() => shuffleTiles(picture, 1, -1), /seed is -1; expected an integer >= 0/);
  assert.throws(() => shiftBands(picture, Number.NaN, 1), /rows is NaN; expected an integer >= 1/);
  assert.throws(() => shiftBands(picture, 1, 0.5), /seed is 0.5; expected an integer >= 0/);
  const short = { ...picture, samples: picture.samples.subarray(1) };
  assert.throws(() => shuffleTiles(short, 1, 1), /samples has length 1151; expected a Uint8Array/);
  assert.throws(() => shiftBands(short, 1, 1), /samples has length 1151; expected a Uint8Array/);
});
