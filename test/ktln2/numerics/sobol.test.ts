import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom, sobolPoints } from 'ktln2/numerics';

const taken = (count: number, dimensions: number, seed: number) => {
  const next = sobolPoints(dimensions, seededRandom(seed));
  return Array.from({ length: count }, () => [...next()]);
};

test('every coordinate: one point to an interval in 256 in a row, in the second 256 as in the first', () => {
  const points = taken(512, 9, 4);
  for (const block of [points.slice(0, 256), points.slice(256)]) {
    for (let k = 0; k < 9; k++) {
      assert.equal(new Set(block.map(point => Math.floor(256 * (point[k] as number)))).size, 256, `${k}`);
    }
  }
});

test('the first two coordinates: one point to every box of area 1/256, whatever its shape', () => {
  const points = taken(256, 2, 5);
  for (let a = 0; a <= 8; a++) {
    const boxes = points.map(([x = 0, y = 0]) => `${Math.floor(x * 2 ** a)} ${Math.floor(y * 2 ** (8 - a))}`);
    assert.equal(new Set(boxes).size, 256, `${a}`);
  }
});

test('in nine coordinates the integral of a product errs less than independent points would', () => {
  // ∏ (1 + (x − ½)/2) has mean 1 and variance (1 + 1/48)⁹ − 1 = 0.204: independent points err by 0.0071.
  const errors = [1, 2, 3, 4, 5].map(seed => {
    const values = taken(4096, 9, seed).map(point =>
      point.reduce((product, x) => product * (1 + (x - 0.5) / 2), 1),
    );
    return values.reduce((sum, value) => sum + value, 0) / values.length - 1;
  });
  assert.ok(Math.hypot(...errors) / Math.sqrt(errors.length) < 0.0071 / 5, `${errors}`);
});

test('beyond the ninth coordinate: numbers between 0 and 1, no two alike', () => {
  const points = taken(50, 11, 6);
  assert.equal(new Set(points.flatMap(point => point.slice(9))).size, 100);
  assert.ok(points.flat().every(x => x > 0 && x < 1));
});
