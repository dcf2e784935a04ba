import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  axisDenoiser,
  ddpmChain,
  ddpmLaw,
  ddpmSample,
  ddpmStep,
  exactScore,
  gaussianData,
  linearDdpm,
  rowDenoiser,
  sampledDdpm,
  uniformData,
  varianceExploding,
  variancePreserving,
} from 'ktln2/diffusion';
import { erf, seededRandom } from 'ktln2/numerics';

const vp = variancePreserving(20);
const silent = { uniform: () => 0.5, normal: () => 0 };

test('the sampled chain is the process, whatever the number of steps', () => {
  for (const steps of [1, 7, 100]) {
    const { alphaBars } = sampledDdpm(vp, steps);
    for (let t = 0; t <= steps; t++) assert.ok(Math.abs(alphaBars[t] / vp.scale(t / steps) ** 2 - 1) < 1e-11);
  }
});

test('the linear schedule is that of Ho and colleagues, and meets the process as 1/T', () => {
  const { betas, alphaBars } = linearDdpm(1000);
  assert.deepEqual(
    [betas[0], betas[999]].map(b => b.toPrecision(6)),
    ['0.000100000', '0.0200000'],
  );
  const byHand = betas.reduce((product, _, i) => product * (1 - (1e-4 + (0.02 - 1e-4) * (i / 999))), 1);
  assert.ok(Math.abs(alphaBars[1000] / byHand - 1) < 1e-12);
  const excess = [2000, 4000].map(T => T * (Math.log(linearDdpm(T).alphaBars[T]) + 10.05));
  // −½ ∫ β² = −67.002; what is left halves with T.
  const limit = -((20 ** 3 - 0.1 ** 3) / (3 * 19.9)) / 2;
  assert.ok(
    Math.abs((excess[0] - limit) / (excess[1] - limit) - 2) < 0.02 && Math.abs(excess[1] - limit) < 0.3,
  );
});

test('the reverse mean is that of the score', () => {
  const chain = sampledDdpm(vp, 20);
  const data = uniformData(1.7);
  const score = exactScore(vp, [data]);
  let before: Float64Array = Float64Array.of(0.6);
  ddpmSample(chain, axisDenoiser(data), before, silent, (t, x) => {
    const now = t + 1;
    const beta = chain.betas[t];
    const expected = (before[0] + beta * score(before, now / 20).score[0]) / Math.sqrt(1 - beta);
    assert.ok(Math.abs(x[0] - expected) < 1e-9 * Math.max(1, Math.abs(expected)), `t = ${t}`);
    before = x;
  });
});

test('a point comes out as the point, and forward steps add up', () => {
  const chain = linearDdpm(25);
  const out = ddpmSample(chain, x => x.map(() => 3), Float64Array.of(-1, 2), seededRandom(1));
  assert.ok(out.every(x => Math.abs(x - 3) < 1e-12));
  const random = seededRandom(2);
  let crowd = new Float64Array(4000).fill(2);
  for (const beta of chain.betas.slice(0, 8)) crowd = Float64Array.from(ddpmStep(crowd, beta, random));
  const left = chain.alphaBars[8];
  const mean = crowd.reduce((sum, x) => sum + x, 0) / 4000;
  const variance = crowd.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 4000;
  assert.ok(Math.abs(mean - 2 * Math.sqrt(left)) < 4 * Math.sqrt((1 - left) / 4000));
  assert.ok(Math.abs(variance / (1 - left) - 1) < 4 * Math.sqrt(2 / 4000));
});

test('the law without draws is the Gaussian of the linear recursion', () => {
  for (const [steps, variance] of [
    [5, 1],
    [12, 0.5],
  ]) {
    const chain = sampledDdpm(vp, steps);
    let v = 1;
    for (let t = steps; t >= 1; t--) {
      const [beta, now, before] = [chain.betas[t - 1], chain.alphaBars[t], chain.alphaBars[t - 1]];
      const guess = (Math.sqrt(now) * variance) / (now * variance + 1 - now);
      const slope = (Math.sqrt(before) * beta * guess + Math.sqrt(1 - beta) * (1 - before)) / (1 - now);
      v = slope * slope * v + (beta * (1 - before)) / (1 - now);
    }
    const { x, cumulative } = ddpmLaw(chain, gaussianData(0, variance), { min: -6, max: 6, cells: 600 });
    const worst = Math.max(
      ...x.map((place, i) => Math.abs(cumulative[i] - 0.5 * (1 + erf(place / Math.sqrt(2 * v))))),
    );
    // The midpoint rule of the cells, 0.02 wide.
    assert.ok(worst < 2e-5, `${worst}`);
    assert.ok(Math.abs(v - variance) > 0.01 * variance);
  }
});

test('the guess from rows is the mean by enumeration', () => {
  const rows = [Float64Array.of(1, 0), Float64Array.of(0, 2), Float64Array.of(-1, -1)];
  const [x, alpha, s] = [Float64Array.of(0.3, 0.4), 0.8, 0.7];
  const weights = rows.map(y =>
    Math.exp(-((x[0] - alpha * y[0]) ** 2 + (x[1] - alpha * y[1]) ** 2) / (2 * s * s)),
  );
  const total = weights.reduce((sum, w) => sum + w, 0);
  const guess = rowDenoiser(rows)(x, alpha, s);
  for (const k of [0, 1]) {
    const expected = rows.reduce((sum, y, j) => sum + (weights[j] / total) * y[k], 0);
    assert.ok(Math.abs(guess[k] - expected) < 1e-15);
  }
  // Far away nothing underflows.
  assert.deepEqual(rowDenoiser(rows)(Float64Array.of(0, 1e6), 1, 1e-3), rows[1]);
});

test('impossible arguments are named', () => {
  assert.throws(() => ddpmChain([]), /betas.length is 0; expected an integer >= 1/);
  assert.throws(() => ddpmChain([0.5, 1.5]), /betas\[1\] is 1.5; expected .*<= 1/);
  assert.throws(() => linearDdpm(19), /steps is 19; expected an integer >= 20/);
  assert.throws(() => sampledDdpm(varianceExploding(5), 3), /process has α² \+ s² = /);
  assert.throws(() => sampledDdpm(vp, 0), /steps is 0/);
  assert.throws(() => ddpmStep(Float64Array.of(1), 0, silent), /beta is 0/);
  assert.throws(() => rowDenoiser([]), /rows has lengths/);
  assert.throws(() => rowDenoiser([Float64Array.of(1)])(Float64Array.of(1, 2), 1, 1), /x.length is 2/);
  assert.throws(() => rowDenoiser([Float64Array.of(1)])(Float64Array.of(1), 1, 0), /std is 0/);
  assert.throws(() => axisDenoiser(gaussianData(0, 1))(Float64Array.of(1), 0, 1), /alpha is 0/);
});
