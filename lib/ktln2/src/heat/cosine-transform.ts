/**
 * The cosine transform of a field (the orthonormal DCT-II), in each direction of n pixels
 *
 *   cₖ = aₖ Σᵢ uᵢ cos(πk(i + ½)/n),   a₀ = √(1/n),  aₖ = √(2/n),
 *
 * by multiplication with its matrix: n³ steps for n × n pixels, which is quick enough up to a few hundred.
 */
import { type HeatField, requireField } from './field';

const matrices = new Map<number, Float64Array>();

/** Row k holds the wave number k. */
function cosines(n: number): Float64Array {
  let matrix = matrices.get(n);
  if (!matrix) {
    matrix = new Float64Array(n * n);
    for (let k = 0; k < n; k++) {
      const scale = Math.sqrt((k === 0 ? 1 : 2) / n);
      for (let i = 0; i < n; i++) {
        // Whole turns are taken out before the angle is rounded.
        const quarter = (k * (2 * i + 1)) % (4 * n);
        matrix[k * n + i] = scale * Math.cos((Math.PI * quarter) / (2 * n));
      }
    }
    matrices.set(n, matrix);
  }
  return matrix;
}

/** Multiplies each row of `values` by the cosines of its length, or by their transpose; the result is transposed. */
function alongRows(values: Float64Array, rows: number, inverse: boolean): Float64Array {
  const n = values.length / rows;
  const matrix = cosines(n);
  const result = new Float64Array(values.length);
  const line = new Float64Array(n);
  for (let y = 0; y < rows; y++) {
    const row = values.subarray(y * n, (y + 1) * n);
    if (inverse) {
      line.fill(0);
      for (let k = 0; k < n; k++) {
        const c = row[k];
        const wave = matrix.subarray(k * n, (k + 1) * n);
        for (let i = 0; i < n; i++) line[i] += c * wave[i];
      }
    } else {
      for (let k = 0; k < n; k++) {
        const wave = matrix.subarray(k * n, (k + 1) * n);
        let sum = 0;
        for (let i = 0; i < n; i++) sum += wave[i] * row[i];
        line[k] = sum;
      }
    }
    for (let i = 0; i < n; i++) result[i * rows + y] = line[i];
  }
  return result;
}

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
  return { width, height, values: alongRows(alongRows(values, height, false), width, false) };
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
  return { width, height, values: alongRows(alongRows(values, height, true), width, true) };
}
