/** What makes no sense is refused by name; what does, but is far from the usual, keeps its digits. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  boundReadings,
  entropyBound,
  entropyRates,
  exactScore,
  type GaussianPrior,
  gaussianData,
  noisedCrossEntropy,
  noisedMoments,
  noiseRatio,
  priorCrossEntropy,
  reverseSdeLaw,
  scaledScore,
  uniformData,
  varianceExploding,
  variancePreserving,
  variancePreservingExponential,
} from 'ktln2/diffusion';

const ve = varianceExploding(25);
const two = [gaussianData(0, 1), gaussianData(0, 1)];

test("a prior that is no Gaussian of the data's dimension is refused", () => {
  const cases: [unknown, RegExp][] = [
    [{ mean: [0], variance: [97.9] }, /^prior\.mean has length 1; expected 2/],
    [{ mean: [0, 0], variance: [1] }, /^prior\.variance has length 1; expected 2/],
    [{ mean: [0, 0], variance: [1, -1] }, /^prior\.variance\[1\] is -1/],
    [{ mean: [0, Number.NaN], variance: [1, 1] }, /^prior\.mean\[1\] is NaN/],
    [null, /^prior\.mean has length undefined/],
  ];
  for (const [prior, message] of cases) {
    const options = { prior: prior as GaussianPrior };
    assert.throws(() => entropyBound(ve, two, options), { message });
    assert.throws(() => boundReadings(ve, two, exactScore(ve, two), options), { message });
  }
  const one = { mean: [0], variance: [1] };
  assert.throws(() => priorCrossEntropy(one, { mean: [0, 0], variance: [1, 1] }), /^RangeError: other\.mean/);
});

test('numbers that are none are refused', () => {
  assert.throws(() => scaledScore(exactScore(ve, two), Number.NaN), /factor is NaN/);
  assert.throws(() => noiseRatio(ve, 2), /t is 2/);
  assert.throws(() => noisedMoments(two, Number.NaN, 1), /alpha is NaN/);
});

test('a grid that leaves out much of the probability is refused', () => {
  const data = [gaussianData(0, 1)];
  assert.throws(
    () => boundReadings(ve, data, exactScore(ve, data), { ignore: 1e-2 }),
    /ignore is 0\.01, which leaves out 0\.\d+ of the probability; expected 0\.001 at most/,
  );
});

test('cross-entropy with a model whose edges lie inside the data', () => {
  // mpmath, 30 digits, with panels at every edge.
  const cases: [ReturnType<typeof uniformData>, number, number, number][] = [
    [uniformData(2), 1, 0.001, 83337.441],
    [gaussianData(0, 1), 1, 0.01, 755.497],
    [uniformData(1), 0.9, 0.01, 2.49862795],
    [uniformData(1), 0.5, 0.01, 210.27163],
  ];
  for (const [data, alpha, std, expected] of cases) {
    const got = noisedCrossEntropy([data], [uniformData(1)], alpha, std);
    // As many digits as the reference was told with.
    assert.ok(Math.abs(got / expected - 1) < 1e-7, `${got}, expected ${expected}`);
  }
});

test('what the reverse SDE makes of the prior, where nothing is left of the data', () => {
  const data = { mean: [2], variance: [0.3] };
  const prior = { mean: [0], variance: [1] };
  for (const process of [variancePreserving(5000), variancePreservingExponential(150)]) {
    const { mean, variance } = reverseSdeLaw(process, data, 1, prior);
    assert.ok(Math.abs((mean[0] ?? 0) - 2) < 1e-12 && Math.abs((variance[0] ?? 0) - 0.3) < 1e-12);
  }
  // k = ½: V = v (1 + ln w₁/w₀), with ln w₁/w₀ = ∫β dt − ln v up to e^−1400.
  const { variance } = reverseSdeLaw(variancePreserving(2800), data, 0.5, prior);
  assert.ok(Math.abs((variance[0] ?? 0) - 0.3 * (1 + 1400.05 - Math.log(0.3))) < 1e-9);
});

test('the rate of the entropy does not depend on the mean', () => {
  const rate = (mean: number) =>
    entropyRates(variancePreserving(150), [gaussianData(mean, 0.25)], 0.9).forward.system;
  assert.equal(rate(1e6), rate(0));
});
