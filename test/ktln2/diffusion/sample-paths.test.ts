import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  exactScore,
  flowPaths,
  gaussianData,
  noisedPaths,
  reversePaths,
  reverseSdeLaw,
  scaledScore,
  standardPrior,
  uniformData,
  varianceExploding,
  variancePreserving,
} from 'ktln2/diffusion';
import { seededRandom } from 'ktln2/numerics';

const ve = varianceExploding(25);
const vp = variancePreserving(20);
const normal = [gaussianData(0, 1)];
const geometric = (high: number, low: number, steps: number) =>
  Array.from({ length: steps + 1 }, (_, i) => high * (low / high) ** (i / steps));
const secondMoment = (values: Float64Array) => values.reduce((sum, x) => sum + x * x, 0) / values.length;

test('noising: variances and covariances in time, with and without the data’s scale', () => {
  const count = 4_000;
  const [early, late] = [0.5, 2];
  for (const process of [ve, vp]) {
    const [, one, two] = noisedPaths(process, new Float64Array(count), [0, early, late], seededRandom(3));
    const [a, b] = [early, late].map(r => process.scale(process.timeOfRatio(r)));
    // y = x/α is a Wiener process in r²: E y(r) y(q) = r² for r < q. Four standard errors.
    const tolerance = 4 * Math.sqrt(2 / count);
    assert.ok(Math.abs(secondMoment(one) / (a * early) ** 2 - 1) < tolerance);
    assert.ok(Math.abs(secondMoment(two) / (b * late) ** 2 - 1) < tolerance);
    const product = one.reduce((sum, x, i) => sum + x * two[i], 0) / count / (a * b);
    assert.ok(Math.abs(product - early ** 2) < 4 * early * late * Math.sqrt(2 / count));
  }
});

test('reverse SDE: the closed form for a Gaussian’s score times 0.9', () => {
  const [count, k] = [4_000, 0.9];
  const score = scaledScore(exactScore(ve, normal), k);
  const prior = standardPrior(ve, 1);
  const random = seededRandom(5);
  const start = Float64Array.from({ length: count }, () => Math.sqrt(prior.variance[0]) * random.normal());
  // What Euler's steps make of a Gaussian's variance.
  const stepped = (ratios: number[]) =>
    ratios.slice(1).reduce((variance, to, i) => {
      const growth = ratios[i] ** 2 - to ** 2;
      return variance * (1 - (k * growth) / (1 + ratios[i] ** 2)) ** 2 + growth;
    }, prior.variance[0]);
  const exact = reverseSdeLaw(ve, { mean: [0], variance: [1] }, k, prior).variance[0];
  const [coarse, fine] = [50, 100].map(steps => geometric(ve.std(1), 1e-3, steps));
  const found = secondMoment(reversePaths(ve, score, start, coarse, random)[50]);
  assert.ok(Math.abs(found / stepped(coarse) - 1) < 4 * Math.sqrt(2 / count), `${found}`);
  // First order in the step: twice the steps leave half of the error.
  const order = (stepped(coarse) - exact) / (stepped(fine) - exact);
  assert.ok(order > 1.8 && order < 2.4 && stepped(fine) / exact < 1.12, `${order}`);
});

test('flow: the closed form, to second order in the step, both ways, under VE and VP', () => {
  // dy/dr² = −½ s_y with s_y = −k y/(1 + r²): y grows like (1 + r²) to the power k/2.
  const k = 0.9;
  const score = (process: typeof ve) => scaledScore(exactScore(process, normal), k);
  for (const process of [ve, vp]) {
    const [low, high] = [0.05, 4];
    const scaleAt = (r: number) => process.scale(process.timeOfRatio(r));
    const expected = (0.7 * scaleAt(high) * ((1 + high ** 2) / (1 + low ** 2)) ** (k / 2)) / scaleAt(low);
    const errors = [50, 100].map(steps => {
      const up = geometric(low, high, steps);
      const there = flowPaths(process, score(process), Float64Array.of(0.7), up)[steps];
      const back = flowPaths(process, score(process), there, [...up].reverse())[steps];
      return [there[0] / expected - 1, back[0] / 0.7 - 1].map(Math.abs);
    });
    assert.ok(Math.max(...errors[1]) < 1e-3);
    const order = errors[0][0] / errors[1][0];
    assert.ok(order > 3.5 && order < 4.5, `${order}`);
  }
});

test('both ways of generating bring noise back into the square', () => {
  const square = [uniformData(1), uniformData(1)];
  const random = seededRandom(9);
  const start = Float64Array.from({ length: 400 }, () => ve.std(1) * random.normal());
  const ratios = geometric(ve.std(1), 0.01, 100);
  for (const paths of [
    flowPaths(ve, exactScore(ve, square), start, ratios),
    reversePaths(ve, exactScore(ve, square), start, ratios, random),
  ]) {
    // Noise of r = 0.01 is left; U[−1, 1] has the second moment ⅓.
    assert.ok(paths[100].every(x => Math.abs(x) < 1.1));
    assert.ok(Math.abs(secondMoment(paths[100]) - 1 / 3) < 0.06);
  }
});

test('ratios in no order are refused', () => {
  const score = exactScore(ve, normal);
  const one = Float64Array.of(1);
  const message = /expected a (finite )?number > /;
  assert.throws(() => noisedPaths(ve, one, [1, 0.5], seededRandom(1)), { name: 'RangeError', message });
  assert.throws(() => noisedPaths(ve, one, [-1, 1], seededRandom(1)), /ratios\[0\] is -1/);
  assert.throws(() => reversePaths(ve, score, one, [1, 2], seededRandom(1)), { name: 'RangeError', message });
  assert.throws(() => flowPaths(ve, score, one, [1, 2, 1.5]), { name: 'RangeError', message });
  assert.throws(() => flowPaths(ve, score, one, [1]), /ratios\.length is 1/);
});
