import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  coarseScore,
  exactScore,
  gaussianData,
  quantiserDemon,
  scoreErrors,
  scoreLevels,
  uniformData,
  varianceExploding,
} from 'ktln2/diffusion';
import { lloydMax, panelRule, seededRandom } from 'ktln2/numerics';

const ve = varianceExploding(25);
const normal = gaussianData(0, 1).noised(1, 0);

test('uniform data in equal cells: n bits', () => {
  const flat = uniformData(1).noised(1, 1e-10);
  for (const bits of [1, 2, 3]) {
    const n = 2 ** bits;
    const thresholds = Array.from({ length: n - 1 }, (_, k) => -1 + (2 * (k + 1)) / n);
    const shifts = Array.from({ length: n }, (_, k) => 1 - (2 * k + 1) / n);
    const { information, removed } = quantiserDemon(flat, { thresholds, shifts });
    assert.ok(Math.abs(information / Math.LN2 - bits) < 1e-9);
    assert.ok(Math.abs(removed / Math.LN2 - bits) < 1e-7);
  }
});

test('a normal distribution moved by one bit: by the trapezoidal rule', () => {
  const c = 0.9;
  // Both halves land on each other between −c and c.
  const phi = (x: number) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  const q = (y: number) => (y > -c ? phi(y + c) : 0) + (y < c ? phi(y - c) : 0);
  const step = 1e-4;
  let after = 0;
  for (let y = -9 + step / 2; y < 9; y += step) after -= step * q(y) * Math.log(q(y));
  const { removed, information } = quantiserDemon(normal, { thresholds: [0], shifts: [c, -c] });
  assert.ok(Math.abs(removed - (0.5 * Math.log(2 * Math.PI * Math.E) - after)) < 1e-6);
  assert.ok(Math.abs(information - Math.LN2) < 1e-12);
});

test('no demon removes more than it learns; a blind one nothing', () => {
  const random = seededRandom(6);
  for (let trial = 0; trial < 40; trial++) {
    const cells = 2 + Math.floor(4 * random.uniform());
    const thresholds = Array.from({ length: cells - 1 }, () => random.normal()).sort((a, b) => a - b);
    const shifts = Array.from({ length: cells }, () => 2 * random.normal());
    const { removed, information } = quantiserDemon(normal, { thresholds, shifts });
    assert.ok(removed < information + 1e-9 && information < Math.log(cells) + 1e-12);
  }
  const blind = quantiserDemon(normal, { thresholds: [], shifts: [5] });
  assert.ok(Math.abs(blind.removed) < 1e-12 && Math.abs(blind.information) < 1e-12);
  // A particle pushed away from the middle: entropy rises, whatever was learned.
  assert.ok(quantiserDemon(normal, { thresholds: [0], shifts: [-1, 1] }).removed < 0);
});

test('an n-bit score: its error falls with n and is that of the quantiser', () => {
  const data = [uniformData(1)];
  const errors = [0, 1, 2, 3].map(
    bits => scoreErrors(ve, data, coarseScore(ve, data, bits), [0.1, 1], { gridCount: 24 })[0].square,
  );
  for (let n = 1; n < 4; n++) assert.ok(errors[n] < 0.7 * errors[n - 1]);
  // Without any bit the score is 0: all of ∫ s² J d ln s is lost.
  const whole = scoreErrors(
    ve,
    data,
    () => ({ score: new Float64Array(0), divergence: new Float64Array(0) }),
    [0.1, 1],
  )[0];
  assert.ok(Number.isNaN(whole.square));
  const nothing = scoreErrors(
    ve,
    data,
    points => ({ score: new Float64Array(points.length), divergence: new Float64Array(points.length) }),
    [0.1, 1],
    { gridCount: 24 },
  )[0];
  assert.ok(Math.abs(errors[0] - nothing.square) < 1e-6);
  // For Gaussian data the levels are those of the normal distribution, in units of 1/√(1 + s²).
  const { nodes, weights } = panelRule([-8, -4, 0, 4, 8], 400);
  const { levels } = lloydMax(
    nodes,
    nodes.map((x, i) => weights[i] * Math.exp(-0.5 * x * x)),
    4,
  );
  const scaled = scoreLevels(ve, [gaussianData(0, 3)], 0, ve.timeOfRatio(1), 2).levels;
  scaled.forEach((level, k) => {
    assert.ok(Math.abs(2 * level - levels[k]) < 5e-3, `${scaled}`);
  });
  const points = Float64Array.of(-2, 0.3, 2);
  const exact = exactScore(ve, data)(points, 0.5, 'score').score;
  const fine = coarseScore(ve, data, 8)(points, 0.5, 'score').score;
  exact.forEach((s, i) => {
    assert.ok(Math.abs(fine[i] - s) < 0.02);
  });
});

test('refusals', () => {
  assert.throws(
    () => quantiserDemon(normal, { thresholds: [0, 0], shifts: [0, 0, 0] }),
    /thresholds\[1\] is 0/,
  );
  assert.throws(() => quantiserDemon(normal, { thresholds: [0], shifts: [0] }), /shifts\.length is 1/);
  assert.throws(() => quantiserDemon(normal, { thresholds: [], shifts: [Number.NaN] }), /shifts\[0\] is NaN/);
  assert.throws(() => coarseScore(ve, [uniformData(1)], 9), /bits is 9/);
  assert.throws(() => scoreLevels(ve, [uniformData(1)], 1, 0.5, 2), /axis is 1/);
  assert.throws(() => coarseScore(ve, [uniformData(1)], 2)(Float64Array.of(1), 0.5), /has no divergence/);
});
