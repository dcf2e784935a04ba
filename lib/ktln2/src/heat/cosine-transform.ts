/**
 * The cosine transform of a field (the orthonormal DCT-II), in each direction of n pixels
 *
 *   cₖ = aₖ Σᵢ uᵢ cos(πk(i + ½)/n),   a₀ = √(1/n),  aₖ = √(2/n),
 *
 * by multiplication with its matrix: n³ steps for n × n pixels, which is quick enough up to a few hundred.
 */
import { cosineMatrix, transformAxis } from '../numerics';
import { type HeatField, requireField } from './field';

/**
 * The coefficients of a field's cosine waves, of the size of the field: wave numbers k along x in each row, those along
 * y from row to row.
 *
 * @param field to be transformed
 * @throws RangeError if the field has not as many values as its size says
 * @see Ahmed, Natarajan, Rao, IEEE Trans. Comput. C-23 (1974) 90, doi:10.1109/T-C.1974.223784
 * @example
 * cosineTransform({ width: 2, height: 2, values: Float64Array.of(1, 1, 1, 1) }).values[0]; // => 2
 */
export function cosineTransform(field: HeatField): HeatField {
  requireField(field);
  const { width, height, values } = field;
  return { width, height, values: transformed(values, width, height, false) };
}

/**
 * The field that has given coefficients: undoes {@link cosineTransform}.
 *
 * @param coefficients of the waves
 * @throws RangeError if there are not as many as the size says
 * @example
 * inverseCosineTransform({ width: 4, height: 1, values: Float64Array.of(2, 0, 0, 0) }).values[3]; // => 1
 */
export function inverseCosineTransform(coefficients: HeatField): HeatField {
  requireField(coefficients);
  const { width, height, values } = coefficients;
  return { width, height, values: transformed(values, width, height, true) };
}

function transformed(values: Float64Array, width: number, height: number, inverse: boolean): Float64Array {
  const result = values.slice();
  transformAxis(result, cosineMatrix(width), 1, inverse);
  transformAxis(result, cosineMatrix(height), width, inverse);
  return result;
}
