/**
 * Entropy of a standard normal number Z rounded to a floating-point format, in bits. A cell of width u(z),
 * the unit in the last place, has probability φ(z) u(z), so that
 *
 *   H = h(Z) − E[log₂ u(Z)],  h(Z) = ½ log₂ 2πe,
 *   E[log₂ u(Z)] = Σₑ P(2ᵉ ≤ |Z| < 2ᵉ⁺¹) (e − m) + P(|Z| < 2^minExponent) (minExponent − m),
 *
 * with m mantissa bits: u is 2ᵉ⁻ᵐ throughout a binade and stays constant among the subnormal numbers.
 * Only the cells at powers of two, half narrow and half wide, are off: together by 0.09 × 2⁻ᵐ bits.
 */
import { erf } from '../numerics';

/** Floating-point formats in which noise is drawn. */
export type FloatFormat = 'float32' | 'float16' | 'bfloat16';

/** Stored mantissa bits m, and the exponent of the smallest normal number. */
const FORMATS: Record<FloatFormat, { mantissaBits: number; minExponent: number }> = {
  float32: { mantissaBits: 23, minExponent: -126 },
  float16: { mantissaBits: 10, minExponent: -14 },
  bfloat16: { mantissaBits: 7, minExponent: -126 },
};

/** Above 2⁶ = 64 a standard normal has no probability that a double could hold. */
const MAX_EXPONENT = 6;

/** P(|Z| < x). */
const within = (x: number) => erf(x / Math.SQRT2);

/**
 * Entropy of a standard normal number in a floating-point format, in bits.
 *
 * It is what an ideal source must supply and a forgetful sampler must forget; the format's cells
 * (32, or 16) are more than that, the numbers a seeded generator can return are fewer.
 *
 * @param format 'float32', 'float16' or 'bfloat16'
 * @throws TypeError if the format is not one of these
 * @see IEEE 754-2019, doi:10.1109/IEEESTD.2019.8766229, for the formats
 * @example
 * gaussianBits('float32'); // => 26.46
 * gaussianBits('float16'); // => 13.46
 */
export function gaussianBits(format: FloatFormat): number {
  if (!Object.hasOwn(FORMATS, format)) {
    const names = Object.keys(FORMATS).join(', ');
    throw new TypeError(`format is ${JSON.stringify(format)}; expected one of ${names}`);
  }
  const { mantissaBits, minExponent } = FORMATS[format];
  let meanLogUnit = within(2 ** minExponent) * (minExponent - mantissaBits);
  for (let e = minExponent; e < MAX_EXPONENT; e++) {
    meanLogUnit += (within(2 ** (e + 1)) - within(2 ** e)) * (e - mantissaBits);
  }
  return 0.5 * Math.log2(2 * Math.PI * Math.E) - meanLogUnit;
}
