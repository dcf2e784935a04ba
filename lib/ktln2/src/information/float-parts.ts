/**
 * The parts of a floating-point number, as its format stores them. Float32 has 1 cell for the sign, 8 for the exponent
 * and 23 for the mantissa; bfloat16 is float32 without the last 16 of the mantissa's cells, rounded to nearest, ties to
 * even.
 */
import { requireNumber } from '../arguments';

/** The cells of a number, each part as a whole number. */
export interface FloatParts {
  sign: number;
  /** As stored, from 0 to 255: the exponent plus 127, or 0 for zero and subnormal numbers. */
  exponent: number;
  mantissa: number;
}

const view = new DataView(new ArrayBuffer(4));

/**
 * The sign, exponent and mantissa of a number in float32 or bfloat16.
 *
 * @param value a finite number
 * @param format 'float32' or 'bfloat16'
 * @throws RangeError if `value` is not finite
 * @throws TypeError if the format is not one of these
 * @see IEEE 754-2019, doi:10.1109/IEEESTD.2019.8766229
 * @example
 * floatParts(-1.5, 'bfloat16'); // => { sign: 1, exponent: 127, mantissa: 64 }
 */
export function floatParts(value: number, format: 'float32' | 'bfloat16'): FloatParts {
  requireNumber('value', value);
  if (format !== 'float32' && format !== 'bfloat16') {
    throw new TypeError(`format is ${JSON.stringify(format)}; expected float32 or bfloat16`);
  }
  view.setFloat32(0, value);
  let cells = view.getUint32(0);
  if (format === 'bfloat16') cells += 0x7fff + ((cells >>> 16) & 1);
  const exponent = (cells >>> 23) & 0xff;
  const mantissa = format === 'float32' ? cells & 0x7fffff : (cells >>> 16) & 0x7f;
  return { sign: cells >>> 31, exponent, mantissa };
}
