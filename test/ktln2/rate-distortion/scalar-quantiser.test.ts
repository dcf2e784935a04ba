import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaussLegendre, seededRandom } from 'ktln2/numerics';
import { gaussianRate, roundedGaussian, roundedSamples } from 'ktln2/rate-distortion';

test('at small steps rounding costs ½ log₂(2πe/12) bits more than R(D), at large ones less', () => {
  const excess = (step: number) => {
    const { rate, distortion } = roundedGaussian(step);
    return rate - gaussianRate(1, distortion);
  };
  assert.ok(Math.abs(excess(0.02) - 0.5 * Math.log2((2 * Math.PI * Math.E) / 12)) < 1e-5);
  for (const step of [0.05, 0.5, 1, 2, 4]) assert.ok(excess(step) > 0 && excess(step) < 0.2547);
  assert.ok(excess(4) < 0.2 && excess(8) < 0.01);
});

test('closed forms agree with integrals over each interval', () => {
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  for (const step of [0.7, 1.9]) {
    let [rate, distortion] = [0, 0];
    for (let i = -14; i <= 14; i++) {
      const { nodes, weights } = gaussLegendre(24, (i - 0.5) * step, (i + 0.5) * step);
      const mass = nodes.map((x, k) => weights[k] * density(x));
      const p = mass.reduce((a, b) => a + b);
      const mean = mass.reduce((sum, m, k) => sum + m * nodes[k], 0) / p;
      if (p > 0) rate -= p * Math.log2(p);
      distortion += mass.reduce((sum, m, k) => sum + m * (nodes[k] - mean) ** 2, 0);
    }
    const found = roundedGaussian(step);
    assert.ok(Math.abs(found.rate - rate) < 1e-12 && Math.abs(found.distortion - distortion) < 1e-12);
  }
});

test('measured on seeded numbers, rate and distortion are those of the closed form', () => {
  const { normal } = seededRandom(5);
  const n = 40000;
  const samples = Float64Array.from({ length: n }, normal);
  for (const step of [0.5, 1.5]) {
    const [measured, exact] = [roundedSamples(samples, step), roundedGaussian(step)];
    // Five standard errors: a surprisal scatters by about 1 bit, a squared error by less than twice its mean.
    assert.ok(Math.abs(measured.rate - exact.rate) < 5 / Math.sqrt(n));
    assert.ok(Math.abs(measured.distortion / exact.distortion - 1) < 10 / Math.sqrt(n));
  }
});

test('steps and lists that cannot be are named', () => {
  assert.throws(() => roundedGaussian(0), /step is 0; expected a finite number > 0/);
  assert.throws(() => roundedSamples([], 1), /the length of samples is 0/);
});
