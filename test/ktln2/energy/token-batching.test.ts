import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitBatching } from 'ktln2/energy';
import { seededRandom } from 'ktln2/numerics';

const BATCHES = [8, 16, 32, 64, 128, 256, 512, 1024];

test('exact data give the exact law back', () => {
  const fit = fitBatching(
    BATCHES,
    BATCHES.map(b => 0.36 + 27.4 / b),
  );
  // The normal equations of eight points of order one lose at most a few digits of double precision.
  assert.ok(Math.abs(fit.perToken / 0.36 - 1) < 1e-11);
  assert.ok(Math.abs(fit.perStep / 27.4 - 1) < 1e-11);
  for (const residual of fit.residuals) assert.ok(Math.abs(residual) < 1e-11);
});

test('no other pair (a, b) has smaller relative deviations', () => {
  const random = seededRandom(7);
  const energies = BATCHES.map(b => (0.4 + 25 / b) * (1 + 0.05 * random.normal()));
  const fit = fitBatching(BATCHES, energies);
  const cost = (a: number, b: number) =>
    BATCHES.reduce((sum, batch, i) => sum + ((a + b / batch) / (energies[i] as number) - 1) ** 2, 0);
  const best = fit.residuals.reduce((sum, r) => sum + r * r, 0);
  assert.ok(Math.abs(best / cost(fit.perToken, fit.perStep) - 1) < 1e-12); // the same sum in another order
  for (let i = 0; i < 200; i++) {
    const [a, b] = [fit.perToken * (1 + 0.01 * random.normal()), fit.perStep * (1 + 0.01 * random.normal())];
    assert.ok(cost(a, b) > best);
  }
});

test('two points are met exactly', () => {
  const fit = fitBatching([1, 10], [10, 1.9]);
  assert.ok(Math.abs(fit.perToken - 1) < 1e-12 && Math.abs(fit.perStep - 9) < 1e-11); // rounding alone
});

test('bad arguments are named', () => {
  assert.throws(() => fitBatching([1, 2], [3]), /^RangeError: energies has length 1; expected 2/);
  assert.throws(() => fitBatching([1, 0], [3, 4]), /^RangeError: batches\[1\] is 0/);
  assert.throws(() => fitBatching([1, 2], [3, -4]), /^RangeError: energies\[1\] is -4/);
  assert.throws(
    () => fitBatching([8, 8], [3, 4]),
    /^RangeError: batches is \[8,8\]; expected at least two different/,
  );
});
