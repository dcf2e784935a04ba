import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaussLegendre } from 'ktln2/numerics';
import { blahutArimoto, gaussianRate, shannonLowerBound } from 'ktln2/rate-distortion';

test('the test channel carries R(D): mutual information by integrals over both densities', () => {
  // X ~ N(0, 1), Y = (1 − D) X + noise of variance D (1 − D); I(X;Y) = ∫∫ p log₂ p/(p(x) p(y)).
  const normal = (x: number, variance: number) =>
    Math.exp((-x * x) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
  for (const D of [0.1, 0.4, 0.8]) {
    const { nodes, weights } = gaussLegendre(80, -8, 8);
    let [information, error] = [0, 0];
    for (const [i, u] of nodes.entries()) {
      for (const [j, x] of nodes.entries()) {
        const y = u * Math.sqrt(1 - D); // scaled, so that the rule fits both numbers
        const p = normal(x, 1) * normal(y - (1 - D) * x, D * (1 - D)) * Math.sqrt(1 - D);
        const mass = weights[i] * weights[j] * p;
        if (p > 0) {
          information += mass * Math.log2(p / Math.sqrt(1 - D) / (normal(x, 1) * normal(y, 1 - D)));
          error += mass * (x - y) ** 2;
        }
      }
    }
    // The rule's own error at the sharpest of the three ridges.
    assert.ok(Math.abs(information - gaussianRate(1, D)) < 1e-6, `${information}`);
    assert.ok(Math.abs(error - D) < 1e-6);
  }
});

test("Shannon's bound is reached by the Gaussian, and lies below R(D) of whole numbers", () => {
  const h = 0.5 * Math.log2(2 * Math.PI * Math.E * 9);
  assert.ok(Math.abs(shannonLowerBound(h, 2) - gaussianRate(9, 2)) < 1e-12);
  const source = new Array(16).fill(1 / 16);
  const distortion = source.map((_, x) => source.map((__, y) => (x - y) ** 2));
  for (const D of [0.5, 2, 8]) {
    const found = blahutArimoto({ source, distortion, slope: -1 / (2 * Math.LN2 * D) }, { tolerance: 1e-3 });
    assert.ok(shannonLowerBound(4, found.distortion + 1 / 12) < found.rate);
    assert.ok(gaussianRate((16 ** 2 - 1) / 12, found.distortion) > found.rate - found.gap);
  }
});

test('nothing is sent when all the variance may be lost', () => {
  assert.equal(gaussianRate(2, 2), 0);
  assert.equal(gaussianRate(0, 1), 0);
  assert.throws(() => gaussianRate(-1, 1), /variance is -1; expected a finite number >= 0/);
  assert.throws(() => shannonLowerBound(1, 0), /distortion is 0; expected a finite number > 0/);
});
