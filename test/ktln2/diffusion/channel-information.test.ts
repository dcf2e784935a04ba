import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  channelInformation,
  codingSteps,
  correlatedGaussian,
  drawData,
  exactScore,
  gatheredInformation,
  gaussianData,
  gaussianMixture,
  leastError,
  uniformData,
  varianceExploding,
} from 'ktln2/diffusion';
import { seededRandom } from 'ktln2/numerics';

const ve = varianceExploding(25);
const square = [uniformData(1), uniformData(1)];
const mixture = gaussianMixture([
  { weight: 0.5, mean: [-1], covariance: [[0.04]] },
  { weight: 0.5, mean: [1], covariance: [[0.04]] },
]);

test('Gaussian data: ½ Σ ln(1 + λ/s²), and its derivative', () => {
  // The covariance has the eigenvalues 1.6 and 0.4.
  const data = correlatedGaussian(
    [1, -2],
    [
      [1, 0.6],
      [0.6, 1],
    ],
  );
  const closed = (s: number) => 0.5 * (Math.log1p(1.6 / s ** 2) + Math.log1p(0.4 / s ** 2));
  for (const s of [0.01, 0.3, 1, 7]) {
    assert.ok(Math.abs(channelInformation(data, s) - closed(s)) < 1e-11);
    const error = 1 / (1 / 1.6 + 1 / s ** 2) + 1 / (1 / 0.4 + 1 / s ** 2);
    assert.ok(Math.abs(leastError(data, s) / error - 1) < 1e-10);
  }
  const [low, high] = gatheredInformation(data, [0.01, 0.3, 7]);
  assert.ok(Math.abs(low - (closed(0.01) - closed(0.3))) < 1e-11);
  assert.ok(Math.abs(high - (closed(0.3) - closed(7))) < 1e-11);
});

test('uniform data and a mixture: two roads to the information', () => {
  const stds = [0.003, 0.02, 0.1, 0.5, 2, 10];
  for (const [data, tolerance] of [
    [square, 1e-12],
    [mixture, 1e-7],
  ] as const) {
    gatheredInformation(data, stds).forEach((gathered, k) => {
      const difference = channelInformation(data, stds[k]) - channelInformation(data, stds[k + 1]);
      assert.ok(Math.abs(gathered - difference) < tolerance, `${stds[k]}: ${gathered}, ${difference}`);
    });
  }
  // Two points far apart in units of the noise: one bit, with which component; its place inside follows.
  assert.ok(Math.abs(channelInformation(mixture, 0.2) - Math.LN2 - 0.5 * Math.log(2)) < 1e-3);
});

test('the error of the best denoiser, met by drawing pairs', () => {
  const [count, random] = [4000, seededRandom(8)];
  for (const std of [0.1, 0.6, 3]) {
    const clean = drawData(square, count, random);
    const noisy = clean.map(x => x + std * random.normal());
    const { score } = exactScore(ve, square)(noisy, ve.timeOfRatio(std), 'score');
    const squares = clean.map((x, i) => (x - noisy[i] - std * std * score[i]) ** 2);
    const mean = squares.reduce((sum, e) => sum + e, 0) / squares.length;
    const variance = squares.reduce((sum, e) => sum + (e - mean) ** 2, 0) / squares.length;
    assert.ok(Math.abs(2 * mean - leastError(square, std)) < 4 * 2 * Math.sqrt(variance / squares.length));
  }
});

test('coding by steps: no excess for Gaussian data; else one that falls like 1/T', () => {
  const steps = (count: number) =>
    Array.from({ length: count + 1 }, (_, i) => 10 * (0.003 / 10) ** (i / count));
  const excesses = (data: Parameters<typeof codingSteps>[0], count: number) =>
    codingSteps(data, steps(count)).map(({ net, information }) => net - information);
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  for (const excess of excesses([gaussianData(3, 2), gaussianData(0, 2)], 7)) {
    assert.ok(Math.abs(excess) < 1e-12);
  }
  // Unequal variances are no longer isotropic: one width for both loses something.
  assert.ok(sum(excesses([gaussianData(0, 4), gaussianData(0, 0.1)], 7)) > 1e-3);
  for (const data of [square, mixture]) {
    const [coarse, fine] = [100, 400].map(count => excesses(data, count));
    assert.ok(Math.min(...coarse, ...fine) > -1e-8);
    assert.ok(Math.abs(sum(coarse) / sum(fine) / 4 - 1) < 0.2);
  }
});

test('a coding step, drawn', () => {
  const [before, after, count, random] = [0.8, 0.3, 4000, seededRandom(4)];
  const [{ net }] = codingSteps(square, [before, after]);
  const growth = before ** 2 - after ** 2;
  const clean = drawData(square, count, random);
  const fine = clean.map(x => x + after * random.normal());
  const rough = fine.map(x => x + Math.sqrt(growth) * random.normal());
  const { score } = exactScore(ve, square)(rough, ve.timeOfRatio(before), 'score');
  // The width from the draws themselves: its mean square is what the decoder's Gaussian is fitted to.
  const misses = fine.map((x, i) => (x - rough[i] - growth * score[i]) ** 2);
  const width = misses.reduce((sum, m) => sum + m, 0) / misses.length;
  const costs = Float64Array.from({ length: count }, (_, i) => {
    const drawn = Math.log(2 * Math.PI * width) + (misses[2 * i] + misses[2 * i + 1]) / (2 * width);
    const back = [0, 1].reduce((sum, a) => sum + (rough[2 * i + a] - fine[2 * i + a]) ** 2, 0);
    const returned = Math.log(2 * Math.PI * growth) + back / (2 * growth);
    return drawn - returned + 2 * Math.log(before / after);
  });
  const mean = costs.reduce((sum, c) => sum + c, 0) / count;
  const variance = costs.reduce((sum, c) => sum + (c - mean) ** 2, 0) / count;
  assert.ok(Math.abs(mean - net) < 4 * Math.sqrt(variance / count), `${mean}, expected ${net}`);
});

test('refusals', () => {
  assert.throws(() => leastError(square, 0), /std is 0/);
  assert.throws(() => channelInformation(square, -1), /std is -1/);
  assert.throws(() => gatheredInformation(square, [1, 1]), /stds\[1\] is 1/);
  assert.throws(() => codingSteps(square, [1, 2]), /stds, last to first/);
});
