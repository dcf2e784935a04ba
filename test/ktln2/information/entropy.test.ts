import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conditionalEntropy, crossEntropy, shannonEntropy } from 'ktln2/information';
import { seededRandom } from 'ktln2/numerics';

// Sums of up to 64 logarithms, each rounded to a double.
const ROUNDING = 1e-12;
const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < ROUNDING, `${a} and ${b}`);

function randomDistribution(length: number, uniform: () => number): number[] {
  const weights = Array.from({ length }, uniform);
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map(w => w / sum);
}

test('closed forms: uniform, certain, dyadic', () => {
  near(shannonEntropy(new Array(64).fill(1 / 64)), 6);
  assert.equal(shannonEntropy([0, 1, 0]), 0);
  near(shannonEntropy([1 / 2, 1 / 4, 1 / 8, 1 / 8]), 1.75);
});

test('the entropy of a binomial number agrees with the enumeration of its coin tosses', () => {
  // H(tosses) = 5 bits = H(heads) + Σ p(heads) log₂ (number of orders).
  const orders = [1, 5, 10, 10, 5, 1];
  const heads = orders.map(n => n / 32);
  near(shannonEntropy(heads) + heads.reduce((sum, p, k) => sum + p * Math.log2(orders[k]), 0), 5);
});

test('the chain rule holds: H(X|Y) = H(X, Y) − H(Y), and knowing never hurts', () => {
  const random = seededRandom(1);
  for (let trial = 0; trial < 50; trial++) {
    const all = randomDistribution(12, random.uniform);
    const joint = [0, 1, 2].map(x => all.slice(4 * x, 4 * x + 4));
    const y = [0, 1, 2, 3].map(j => joint[0][j] + joint[1][j] + joint[2][j]);
    const x = joint.map(row => row.reduce((a, b) => a + b, 0));
    near(conditionalEntropy(joint), shannonEntropy(all) - shannonEntropy(y));
    assert.ok(conditionalEntropy(joint) <= shannonEntropy(x) + ROUNDING);
  }
});

test('the cross-entropy is least, and the entropy, for the right assumption', () => {
  const random = seededRandom(2);
  for (let trial = 0; trial < 50; trial++) {
    const actual = randomDistribution(8, random.uniform);
    const assumed = randomDistribution(8, random.uniform);
    assert.ok(crossEntropy(actual, assumed) > shannonEntropy(actual));
    near(crossEntropy(actual, actual), shannonEntropy(actual));
    near(crossEntropy(actual, new Array(8).fill(1 / 8)), 3);
  }
  assert.equal(crossEntropy([0.5, 0.5], [1, 0]), Infinity);
});

test('what is not a distribution is named', () => {
  assert.throws(() => shannonEntropy([0.5, 0.4]), /the sum of probabilities is 0.9; expected 1/);
  assert.throws(() => shannonEntropy([]), /the sum of probabilities is 0; expected 1/);
  assert.throws(() => shannonEntropy([1.5, -0.5]), /probabilities\[0\] is 1.5; expected a finite number/);
  assert.throws(() => crossEntropy([1], [0.5, 0.5]), /the length of assumed is 2; expected 1/);
  assert.throws(() => conditionalEntropy([[0.5], [0.25, 0.25]]), /the length of joint\[1\] is 2; expected 1/);
});
