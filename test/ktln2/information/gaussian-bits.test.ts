import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaussianBits } from 'ktln2/information';
import { seededRandom } from 'ktln2/numerics';

const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** All positive numbers of a format up to 64 and the first one above, in order. */
function positiveNumbers(mantissaBits: number, minExponent: number): number[] {
  const unit = 2 ** -mantissaBits;
  const numbers: number[] = [];
  for (let k = 1; k < 2 ** mantissaBits; k++) numbers.push(k * unit * 2 ** minExponent);
  for (let e = minExponent; e < 6; e++) {
    for (let k = 0; k < 2 ** mantissaBits; k++) numbers.push((1 + k * unit) * 2 ** e);
  }
  return numbers;
}

/** Entropy by enumeration: the mass of every rounding cell, by Simpson's rule between the midpoints. */
function enumeratedBits(mantissaBits: number, minExponent: number): number {
  const numbers = [0, ...positiveNumbers(mantissaBits, minExponent)];
  let entropy = 0;
  let total = 0;
  for (let i = 0; i + 1 < numbers.length; i++) {
    const high = (numbers[i] + numbers[i + 1]) / 2;
    const low = i === 0 ? -high : (numbers[i - 1] + numbers[i]) / 2;
    const p = ((high - low) / 6) * (density(low) + 4 * density((low + high) / 2) + density(high));
    if (p === 0) continue;
    const sides = i === 0 ? 1 : 2;
    entropy -= sides * p * Math.log2(p);
    total += sides * p;
  }
  assert.ok(Math.abs(total - 1) < 1e-9, `the cells hold ${total}`);
  return entropy;
}

test('the formula agrees with the enumeration of all cells of the 16-bit formats', () => {
  // Cells at powers of two: half of width u, half of 2u, are counted at two thirds of a bit where
  // log₂ 1.5 is right. 0.082 bits × their mass, 1.05 × 2⁻ᵐ, is the whole difference.
  for (const [format, m, minExponent] of [
    ['float16', 10, -14],
    ['bfloat16', 7, -126],
  ] as const) {
    const difference = enumeratedBits(m, minExponent) - gaussianBits(format);
    assert.ok(difference > 0.08 * 2 ** -m && difference < 0.1 * 2 ** -m, `${format}: ${difference}`);
  }
});

test('13 more mantissa bits are 13 more bits of entropy', () => {
  // float32 also reaches below 2⁻¹⁴, where 5e-5 of the mass lies: two more bits there, in the mean.
  const difference = gaussianBits('float32') - gaussianBits('float16') - 13;
  assert.ok(difference > 0 && difference < 2e-4, `${difference}`);
});

test('a Monte Carlo mean of −log₂ p(cell) agrees for float32', () => {
  const random = seededRandom(7);
  const samples = Array.from({ length: 200_000 }, () => {
    const z = Math.fround(random.normal());
    const unit = 2 ** (Math.floor(Math.log2(Math.abs(z))) - 23);
    return -Math.log2(density(z) * unit);
  });
  const mean = samples.reduce((a, b) => a + b, 0) / samples.length;
  const variance = samples.reduce((sum, s) => sum + (s - mean) ** 2, 0) / samples.length;
  // Four standard errors, 0.007 bits here; the seed is fixed.
  assert.ok(Math.abs(mean - gaussianBits('float32')) < 4 * Math.sqrt(variance / samples.length));
});

test('an unknown format is named', () => {
  assert.throws(() => gaussianBits('float8' as never), {
    name: 'TypeError',
    message: 'format is "float8"; expected one of float32, float16, bfloat16',
  });
});
