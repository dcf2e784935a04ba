import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lloydMax, panelRule } from 'ktln2/numerics';

const breaks = Array.from({ length: 41 }, (_, i) => -8 + 0.4 * i);
const { nodes, weights } = panelRule(breaks, 100);
const normal = nodes.map((x, i) => weights[i] * Math.exp(-0.5 * x * x));

test('the normal distribution: Max’s levels, distortions and entropies', () => {
  // Max, IRE Trans. Inf. Theory 6 (1960) 7, table I: levels and mean squared errors.
  const known = [
    { count: 1, positive: [], distortion: 1, bits: 0 },
    { count: 2, positive: [0.798], distortion: 0.3634, bits: 1 },
    { count: 4, positive: [0.4528, 1.51], distortion: 0.1175, bits: 1.911 },
    { count: 8, positive: [0.2451, 0.756, 1.344, 2.152], distortion: 0.03454, bits: 2.825 },
  ];
  const total = normal.reduce((sum, w) => sum + w, 0);
  for (const { count, positive, distortion, bits } of known) {
    const { levels, thresholds, shares } = lloydMax(nodes, normal, count);
    assert.equal(levels.length, count);
    positive.forEach((level, k) => {
      assert.ok(Math.abs(levels[Math.ceil(count / 2) + k] - level) < 5e-3, `${count} levels: ${levels}`);
    });
    const error = nodes.reduce((sum, x, i) => {
      const cell = thresholds.filter(threshold => x > threshold).length;
      return sum + (normal[i] / total) * (x - levels[cell]) ** 2;
    }, 0);
    assert.ok(Math.abs(error - distortion) < 1e-4, `${count} levels: error ${error}`);
    const entropy = -shares.reduce((sum, p) => sum + p * Math.log2(p), 0);
    assert.ok(Math.abs(entropy - bits) < 4e-3, `${count} levels: ${entropy} bits`);
  }
});

test('points that coincide make fewer cells; order does not matter', () => {
  assert.deepEqual(lloydMax([3, 3, 3], [1, 2, 0], 4).levels, [3]);
  assert.deepEqual(lloydMax([11, 0, 10, 1], [1, 1, 1, 1], 2), {
    thresholds: [5.5],
    levels: [0.5, 10.5],
    shares: [0.5, 0.5],
  });
});

test('refusals', () => {
  assert.throws(() => lloydMax([1, 2], [1], 2), /weights\.length is 1/);
  assert.throws(() => lloydMax([1, 2], [1, 1], 0), /count is 0/);
  assert.throws(() => lloydMax([1, Number.NaN], [1, 1], 1), /values\[1\] is NaN/);
  assert.throws(() => lloydMax([1, 2], [1, -1], 1), /weights\[1\] is -1/);
  assert.throws(() => lloydMax([1, 2], [0, 0], 1), /sum of weights is 0/);
});
