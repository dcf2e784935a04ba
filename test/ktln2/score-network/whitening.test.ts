import assert from 'node:assert/strict';
import { test } from 'node:test';
import { correlatedGaussian, drawData } from 'ktln2/diffusion';
import { seededRandom } from 'ktln2/numerics';
import { whitening } from 'ktln2/score-network';

test('whitened samples have mean 0 and covariance I, and ½ ln det Σ is that of the closed form', () => {
  const rows = drawData(correlatedGaussian([1, -2], [[2, 1.2], [1.2, 1]]), 4000, seededRandom(1)); // biome-ignore format: a matrix
  const { apply, logVolume } = whitening(rows, 2);
  const y = apply(rows);
  const sums = { x: 0, y: 0, xx: 0, yy: 0, xy: 0 };
  for (let i = 0; i < y.length; i += 2) {
    sums.x += y[i] / 4000;
    sums.y += y[i + 1] / 4000;
    sums.xx += y[i] ** 2 / 4000;
    sums.yy += y[i + 1] ** 2 / 4000;
    sums.xy += (y[i] * y[i + 1]) / 4000;
  }
  const expected = [0, 0, 1, 1, 0];
  const values = Object.values(sums);
  assert.ok(
    values.every((value, k) => Math.abs(value - expected[k]) < 1e-9),
    `${values}`,
  );
  // The logarithm of a Wishart determinant has the standard deviation √(2d/n) = 0.03; half of it counts.
  assert.ok(Math.abs(logVolume - 0.5 * Math.log(2 - 1.44)) < 0.06);
});

test('what does not fit is named', () => {
  assert.throws(() => whitening([1, 2, 3], 2), /rows.length \/ dimensions is 1.5/);
  assert.throws(
    () => whitening([1, 1, 2, 2, 3, 3], 2),
    /covariance of rows has the eigenvalue .* positive definite/,
  );
});
