import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neighbourEntropy } from 'ktln2/information';
import { seededRandom } from 'ktln2/numerics';

const draw = (count: number, seed: number, of: 'uniform' | 'normal') => {
  const random = seededRandom(seed);
  return Float64Array.from({ length: count }, () => random[of]());
};

test('four points by hand: both norms, first and second neighbour', () => {
  // (0,0), (3,4), (6,8), (9,12): nearest at 5 (Euclid) or 4; second nearest of the inner two at the same distance.
  const line = [0, 0, 3, 4, 6, 8, 9, 12];
  const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-12, `${a}, ${b}`);
  const gap = 1 + 1 / 2 + 1 / 3; // ψ(4) − ψ(1)
  near(neighbourEntropy(line, 2), gap + Math.log(Math.PI) + 2 * Math.log(5));
  near(neighbourEntropy(line, 2, { norm: 'max' }), gap + Math.log(4) + 2 * Math.log(4));
  const second = (2 / 4) * (2 * Math.log(5) + 2 * Math.log(10));
  near(neighbourEntropy(line, 2, { neighbour: 2 }), gap - 1 + Math.log(Math.PI) + second);
});

test('closed forms: uniform data on a square, Gaussian data in one and three dimensions', () => {
  // Standard errors of about 0.04, and at d = 3 a bias of a few hundredths.
  const gaussian = 0.5 * Math.log(2 * Math.PI * Math.E);
  for (const norm of ['euclidean', 'max'] as const) {
    for (const neighbour of [1, 3]) {
      const options = { norm, neighbour };
      assert.ok(Math.abs(neighbourEntropy(draw(1600, 1, 'uniform'), 2, options)) < 0.15);
      assert.ok(Math.abs(neighbourEntropy(draw(800, 2, 'normal'), 1, options) - gaussian) < 0.15);
      assert.ok(Math.abs(neighbourEntropy(draw(2400, 3, 'normal'), 3, options) - 3 * gaussian) < 0.2);
    }
  }
});

test('a longer unit: ln of the factor a dimension, to rounding', () => {
  const samples = draw(300, 4, 'normal');
  const longer = samples.map(x => 5 * x);
  const moved = neighbourEntropy(longer, 3) - neighbourEntropy(samples, 3);
  assert.ok(Math.abs(moved - 3 * Math.log(5)) < 1e-12);
});

test('what does not fit is named', () => {
  assert.throws(() => neighbourEntropy([1, 2, 3], 2), /samples.length \/ dimensions is 1.5/);
  assert.throws(() => neighbourEntropy([1, 2], 1, { neighbour: 2 }), /expected an integer >= 3/);
  assert.throws(() => neighbourEntropy([1, 1, 2], 1), /points that coincide/);
});
