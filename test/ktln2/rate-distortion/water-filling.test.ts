import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaussianRate, waterFilling, waterLevel } from 'ktln2/rate-distortion';

test('neighbours that resemble each other save −½ log₂(1 − ρ²) bits while no frequency is under water', () => {
  const rho = 0.9;
  // Spectrum of x(n) = ρ x(n − 1) + noise, variance 1; the mean of its logarithm is ln(1 − ρ²) (Kolmogorov).
  const n = 512;
  const spectrum = Array.from(
    { length: n },
    (_, k) => (1 - rho ** 2) / (1 - 2 * rho * Math.cos((2 * Math.PI * (k + 0.5)) / n) + rho ** 2),
  );
  const D = (0.9 * (1 - rho)) / (1 + rho); // below the least of the spectrum
  const { rate, distortion } = waterFilling(spectrum, waterLevel(spectrum, D));
  assert.ok(Math.abs(distortion - D) < 1e-12);
  // Sums of smooth periodic functions over a full period are exact but for rounding.
  assert.ok(Math.abs(rate - (gaussianRate(1, D) + 0.5 * Math.log2(1 - rho ** 2))) < 1e-10);
});

test('no other way of sharing the distortion needs fewer bits', () => {
  const variances = [5, 2, 0.3];
  for (const D of [0.2, 0.8, 2]) {
    const level = waterLevel(variances, D);
    const { rate } = waterFilling(variances, level);
    let best = Infinity;
    const steps = 60;
    for (let i = 1; i < steps; i++) {
      for (let j = 1; i + j < steps; j++) {
        const shares = [i, j, steps - i - j].map(share => (3 * D * share) / steps);
        // More distortion than there is variance is no use to anybody.
        const bits = variances.map((variance, k) => gaussianRate(variance, shares[k]));
        best = Math.min(best, (bits[0] + bits[1] + bits[2]) / 3);
      }
    }
    assert.ok(best >= rate - 1e-12 && best < rate + 0.02, `${best} ${rate}`);
  }
});

test('one variance, or equal ones, give the formula of a single number', () => {
  assert.deepEqual(waterFilling([4, 4, 4], 1), { rate: 1, distortion: 1 });
  assert.ok(Math.abs(waterLevel([4, 4], 1) - 1) < 1e-15);
  assert.deepEqual(waterFilling([1], 3), { rate: 0, distortion: 1 });
});

test('levels and distortions that cannot be are named', () => {
  assert.throws(() => waterFilling([], 1), /length of variances is 0/);
  assert.throws(() => waterFilling([1, -1], 1), /variances\[1\] is -1; expected a finite number >= 0/);
  assert.throws(() => waterLevel([1, 3], 2), /distortion is 2; expected a number below the mean/);
  assert.throws(() => waterLevel([0, 0], 1), /distortion is 1; expected a number below the mean/);
});
