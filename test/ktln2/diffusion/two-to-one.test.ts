import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  drawData,
  exactScore,
  gaussianData,
  type ScoreFunction,
  scaledScore,
  scoreErrors,
  twoToOneViolation,
  uniformData,
  varianceExploding,
  variancePreserving,
} from 'ktln2/diffusion';
import { seededRandom } from 'ktln2/numerics';

const processes = [varianceExploding(25), variancePreserving(20)];

for (const process of processes) {
  test(`${process.name}: the violation and the norm of k times the exact score are their closed forms`, () => {
    const data = [gaussianData(0.5, 0.25), gaussianData(-1, 0.25)];
    const samples = drawData(data, 4000, seededRandom(3));
    for (const k of [0.8, 1, 1.2]) {
      const score = scaledScore(exactScore(process, data), k);
      const ratios = [1e-3, 0.5, 8];
      const found = twoToOneViolation(process, samples, 2, score, ratios, seededRandom(4));
      found.forEach(({ violation, standardError, norm }, i) => {
        // ½ ∫ g² E|s|² dt = d ∫ r²/(v + r²) d ln r = d/2 ln(v + r²).
        const whole = Math.log((0.25 + ratios[i + 1] ** 2) / (0.25 + ratios[i] ** 2));
        assert.ok(standardError < 0.15 && standardError > 0);
        assert.ok(Math.abs(violation - 2 * k * (k - 1) * whole) < 3.5 * standardError + 1e-9);
        assert.ok(Math.abs(norm - k * k * whole) < 0.1 * whole);
      });
    }
  });
}

test('for the linear score with the moments of the samples the violation is 0', () => {
  const process = varianceExploding(25);
  const samples = drawData([uniformData(1)], 500, seededRandom(5));
  const mean = samples.reduce((sum, x) => sum + x, 0) / 500;
  const variance = samples.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 500;
  const linear: ScoreFunction = (points, t) => {
    const w = variance + process.std(t) ** 2;
    return {
      score: points.map(x => (mean - x) / w),
      divergence: new Float64Array(points.length).fill(-1 / w),
    };
  };
  const [found] = twoToOneViolation(process, samples, 1, linear, [1e-3, 9], seededRandom(6));
  // What is left is the noise across x₀ − mean, which ±ε cancels.
  assert.ok(Math.abs(found.violation) < 1e-9 && found.standardError > 0.01);
});

test('a score that bends: samples agree with quadrature, and the error bar with the scatter of repetitions', () => {
  const process = varianceExploding(10);
  const data = [uniformData(1)];
  const exact = exactScore(process, data);
  const bent: ScoreFunction = (points, t) => {
    const { score, divergence } = exact(points, t);
    return {
      score: score.map((s, i) => 0.9 * s + 0.2 * Math.sin(3 * points[i])),
      divergence: divergence.map((s, i) => 0.9 * s + 0.6 * Math.cos(3 * points[i])),
    };
  };
  const ratios = [0.05, 4];
  const [{ cross, square }] = scoreErrors(process, data, bent, ratios);
  const expected = 2 * (cross + square);
  const runs = Array.from({ length: 40 }, (_, i) => {
    const samples = drawData(data, 200, seededRandom(100 + i));
    return twoToOneViolation(process, samples, 1, bent, ratios, seededRandom(200 + i))[0];
  });
  const average = runs.reduce((sum, run) => sum + run.violation, 0) / 40;
  const scatter = Math.sqrt(runs.reduce((sum, run) => sum + (run.violation - average) ** 2, 0) / 39);
  const stated = runs.reduce((sum, run) => sum + run.standardError, 0) / 40;
  assert.ok(
    Math.abs(average - expected) < (3.5 * scatter) / Math.sqrt(40),
    `${average}, expected ${expected}`,
  );
  // A standard deviation from 40 runs errs by a ninth; three times that.
  assert.ok(Math.abs(scatter / stated - 1) < 0.34, `${scatter} against ${stated}`);
});

test('refuses what is no set of samples', () => {
  const process = varianceExploding(25);
  const score = exactScore(process, [gaussianData(0, 1)]);
  const call = (n: number, d: number, ratios: number[]) => () =>
    twoToOneViolation(process, new Float64Array(n), d, score, ratios, seededRandom(1));
  assert.throws(call(3, 2, [1, 2]), /samples\.length \/ dimensions/);
  assert.throws(call(1, 1, [1, 2]), /samples\.length \/ dimensions/);
  assert.throws(call(4, 0, [1, 2]), /dimensions/);
  assert.throws(call(4, 1, [2, 1]), /ratios/);
});
