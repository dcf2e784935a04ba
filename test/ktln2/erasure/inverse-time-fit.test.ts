import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitInverseTime } from 'ktln2/erasure';
import { seededRandom } from 'ktln2/numerics';
import { linearRegression } from 'simple-statistics';

const durations = [10, 20, 40, 80];

test('with equal errors it is the ordinary regression against 1/τ', () => {
  const means = [1.31, 1.04, 0.83, 0.78];
  const fit = fitInverseTime(durations.map((duration, i) => ({ duration, mean: means[i], error: 0.02 })));
  const { m, b } = linearRegression(durations.map((duration, i) => [1 / duration, means[i]]));
  assert.ok(Math.abs(fit.limit - b) < 1e-12 && Math.abs(fit.slope - m) < 1e-10);
});

test('its errors are what they say: the truth lies within two of them in 95 % of all cases', () => {
  const random = seededRandom(4);
  const errors = [0.03, 0.02, 0.01, 0.01];
  const repeats = 4000;
  let [limits, slopes, chi] = [0, 0, 0];
  for (let i = 0; i < repeats; i++) {
    const points = durations.map((duration, j) => {
      const error = errors[j];
      return { duration, mean: 0.7 + 6 / duration + error * random.normal(), error };
    });
    const fit = fitInverseTime(points);
    if (Math.abs(fit.limit - 0.7) < 1.96 * fit.limitError) limits++;
    if (Math.abs(fit.slope - 6) < 1.96 * fit.slopeError) slopes++;
    chi += fit.chiSquared / repeats;
  }
  // 4,000 cases of probability 0.95: standard error 0.34 %. χ² of two degrees of freedom: mean 2, standard error 0.03.
  for (const hits of [limits, slopes]) assert.ok(Math.abs(hits / repeats - 0.95) < 4 * 0.0034);
  assert.ok(Math.abs(chi - 2) < 4 * 0.032);
});

test('points that cannot be fitted are named', () => {
  const point = { duration: 10, mean: 1, error: 0.1 };
  const named = (message: RegExp) => ({ name: 'RangeError', message });
  assert.throws(() => fitInverseTime([point, point]), named(/fewer than two different durations/));
  assert.throws(() => fitInverseTime([]), named(/fewer than two different durations/));
  assert.throws(() => fitInverseTime([point, { ...point, error: 0 }]), named(/^points\[1\].error is 0/));
  assert.throws(() => fitInverseTime([{ ...point, mean: Number.NaN }]), named(/^points\[0\].mean is NaN/));
  assert.throws(() => fitInverseTime([{ ...point, duration: -1 }]), named(/^points\[0\].duration is -1/));
});
