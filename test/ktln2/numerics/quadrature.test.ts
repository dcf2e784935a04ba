import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaussLegendre } from 'ktln2/numerics';

const integrate = (f: (x: number) => number, count: number, from = -1, to = 1) => {
  const { nodes, weights } = gaussLegendre(count, from, to);
  return nodes.reduce((sum, x, i) => sum + weights[i] * f(x), 0);
};

test('n nodes integrate polynomials of degree 2n − 1 exactly, and not of degree 2n', () => {
  for (const n of [1, 2, 3, 8, 33]) {
    for (let degree = 0; degree <= 2 * n - 1; degree++) {
      const exact = degree % 2 ? 0 : 2 / (degree + 1);
      // Sums of up to 33 terms of order 1: some tens of rounding errors.
      assert.ok(Math.abs(integrate(x => x ** degree, n) - exact) < 1e-14, `${n} nodes, degree ${degree}`);
    }
  }
  assert.ok(Math.abs(integrate(x => x ** 4, 2) - 2 / 5) > 0.1);
});

test('the rule for three nodes is the textbook one', () => {
  const { nodes, weights } = gaussLegendre(3);
  // A few units in the last digit.
  nodes.forEach((x, i) => {
    assert.ok(Math.abs(x - [-Math.sqrt(0.6), 0, Math.sqrt(0.6)][i]) < 1e-15);
    assert.ok(Math.abs(weights[i] - [5 / 9, 8 / 9, 5 / 9][i]) < 1e-15);
  });
});

test('other intervals and a smooth function that is no polynomial', () => {
  // The rules' own error is far below; rounding of sums of 7 and of 200 terms.
  assert.ok(Math.abs(integrate(Math.exp, 20, -3, 2) - (Math.exp(2) - Math.exp(-3))) < 1e-13);
  assert.ok(Math.abs(integrate(() => 1, 200, 0, 7) - 7) < 1e-12);
});

test('errors name the parameter', () => {
  assert.throws(() => gaussLegendre(0), /count is 0; expected an integer >= 1 and <= 1000/);
  assert.throws(() => gaussLegendre(3, Number.NaN, 1), /from is NaN; expected a finite number/);
  assert.throws(() => gaussLegendre(3, 0, Number.NaN), /to is NaN; expected a finite number/);
});
