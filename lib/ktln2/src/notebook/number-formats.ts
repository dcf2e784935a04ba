/** Numbers as the chapters print them, in English notation on every machine. */

/**
 * A count, or another number in plain notation: digits in groups of three, and decimals where there are any.
 *
 * @param value to be written
 * @param decimals at most so many
 * @example
 * grouped(6291456); // => '6,291,456'
 * grouped(3.14159, 1); // => '3.1'
 */
export function grouped(value: number, decimals = 0): string {
  return value.toLocaleString('en', { maximumFractionDigits: decimals, signDisplay: 'negative' });
}

/**
 * A number to a number of significant digits, in plain notation.
 *
 * @param value to be written
 * @param digits significant digits, all of which are written
 * @example
 * significant(0.070214); // => '0.0702'
 * significant(1961.4, 2); // => '2,000'
 */
export function significant(value: number, digits = 3): string {
  return value.toLocaleString('en', { minimumSignificantDigits: digits, maximumSignificantDigits: digits });
}

/**
 * A number in scientific notation.
 *
 * @param value to be written
 * @param decimals of the factor
 * @example
 * scientific(104857600); // => '1.05e8'
 */
export function scientific(value: number, decimals = 2): string {
  return value.toExponential(decimals).replace('e+', 'e');
}
