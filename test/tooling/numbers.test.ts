import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberChange, textMatches, tokens, withinTolerance } from '#tooling/check/numbers';

const exact = { rtol: 0, atol: 0 };
const percent = { rtol: 0.01, atol: 0 };

test('a number matches within atol + rtol · |committed|, and not beyond', () => {
  assert.ok(withinTolerance(100, 101, percent));
  assert.ok(!withinTolerance(100, 101.1, percent));
  assert.ok(withinTolerance(-100, -99, percent));
  assert.ok(!withinTolerance(1, -1, percent));
  assert.ok(withinTolerance(0, 0.5, { rtol: 0, atol: 0.5 }));
  assert.ok(!withinTolerance(1, Number.NaN, percent));
});

test('texts are exact unless a tolerance is given', () => {
  assert.ok(textMatches('1.00 J', '1.00 J', exact));
  assert.ok(!textMatches('1.00 J', '1.01 J', exact));
  assert.ok(!textMatches('1.0 J', '1.00 J', exact));
});

test('with a tolerance, numbers may differ and words may not', () => {
  assert.ok(textMatches('E = 1.000e-3 J, 5 %', 'E = 1.005e-3 J, 5 %', percent));
  assert.ok(!textMatches('E = 1.000e-3 J', 'E = 1.000e-3 W', percent));
  assert.ok(!textMatches('E = 1.000e-3 J', 'E = 1.000e-4 J', percent));
  assert.ok(!textMatches('5', '-5', percent));
  assert.ok(!textMatches('5', 'NaN', percent));
  assert.ok(!textMatches('5 6', '5', percent));
});

test('both minus signs, exponents and bare decimals are read as parts of numbers', () => {
  assert.deepEqual(tokens('a −1.5e−3 b .5 c +2').numbers, ['−1.5e−3', '.5', '+2']);
});

test('a change is told with its relative error', () => {
  assert.equal(numberChange(2, 2.1), '2 → 2.1 (relative error 5.0e-2)');
  assert.equal(numberChange(0, 1), '0 → 1');
});
