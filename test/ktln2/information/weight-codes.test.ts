/** Codes of a network's weights: the adaptive code, and the parts of floating-point numbers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adaptiveCodeLength, floatParts } from 'ktln2/information';
import { seededRandom } from 'ktln2/numerics';

/** All words of `length` symbols out of `alphabet`. */
const words = (length: number, alphabet: number) =>
  Array.from({ length: alphabet ** length }, (_, word) =>
    Array.from({ length }, (_ignored, i) => Math.floor(word / alphabet ** i) % alphabet),
  );

test('the adaptive code uses up Kraft’s budget: it is a probability on all words of a length', () => {
  for (const [length, alphabet] of [
    [1, 256],
    [4, 3],
    [10, 2],
  ] as const) {
    const total = words(length, alphabet).reduce((sum, word) => {
      return sum + 2 ** -adaptiveCodeLength(word, alphabet);
    }, 0);
    assert.ok(Math.abs(total - 1) < 1e-12); // a sum of a thousand rounded terms
  }
});

test('the length depends on the counts alone, by the closed form with products of odd numbers', () => {
  // Γ(n + ½)/Γ(½) = 1·3·5···(2n − 1)/2ⁿ.
  const half = (n: number) => Array.from({ length: n }, (_, i) => i + 0.5).reduce((p, x) => p * x, 1);
  for (const word of words(6, 3)) {
    const counts = [0, 1, 2].map(a => word.filter(symbol => symbol === a).length);
    const rising = Array.from({ length: 6 }, (_, i) => i + 1.5).reduce((p, x) => p * x, 1);
    const expected = -Math.log2(counts.map(half).reduce((p, x) => p * x, 1) / rising);
    assert.ok(Math.abs(adaptiveCodeLength(word, 3) - expected) < 1e-12);
  }
});

const value = ({ sign, exponent, mantissa }: ReturnType<typeof floatParts>, bits: number) =>
  (sign ? -1 : 1) *
  (exponent === 0 ? mantissa / 2 ** bits : 1 + mantissa / 2 ** bits) *
  2 ** (Math.max(exponent, 1) - 127);

test('float32 parts give the number back, normal and subnormal', () => {
  const random = seededRandom(4);
  const numbers = Array.from({ length: 500 }, () => random.normal() * 2 ** (40 * random.normal()));
  for (const x of [...numbers, 0, 1, -2, 1e-40, -1e-45, 3.4e38]) {
    assert.equal(value(floatParts(x, 'float32'), 23), Math.fround(x) + 0);
  }
});

test('bfloat16 is the nearest of all, ties to even', () => {
  const random = seededRandom(6);
  for (let i = 0; i < 500; i++) {
    const x = Math.fround(random.normal());
    const parts = floatParts(x, 'bfloat16');
    const near = value(parts, 7);
    const step = 2 ** (parts.exponent - 127 - 7);
    for (const other of [near - step, near + step]) assert.ok(Math.abs(near - x) <= Math.abs(other - x));
  }
  assert.equal(floatParts(1 + 2 ** -8, 'bfloat16').mantissa, 0);
  assert.equal(floatParts(1 + 3 * 2 ** -8, 'bfloat16').mantissa, 2);
  assert.deepEqual(floatParts(2 - 2 ** -9, 'bfloat16'), { sign: 0, exponent: 128, mantissa: 0 });
});

test('bad arguments are named', () => {
  assert.throws(() => adaptiveCodeLength([0, 3], 3), /^RangeError: symbols\[1\] is 3/);
  assert.throws(() => adaptiveCodeLength([], 0), /^RangeError: alphabet is 0/);
  assert.throws(() => floatParts(Infinity, 'float32'), /^RangeError: value is Infinity/);
  assert.throws(() => floatParts(1, 'float64' as never), /^TypeError: format is "float64"/);
});
