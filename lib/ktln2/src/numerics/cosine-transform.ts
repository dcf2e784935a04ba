/**
 * The discrete cosine transform of n numbers (DCT-II), scaled so that it keeps lengths and angles:
 *
 *   X(k) = √(2/n) c(k) Σ x(j) cos(π k (2j + 1) / 2n),  c(0) = 1/√2, c(k) = 1.
 *
 * A squared error is the same before and after it, and neighbours that resemble each other become few large numbers.
 */
import { requireInteger } from '../arguments';

/**
 * The transform's matrix: row k holds the numbers that X(k) is made with. Its inverse is its transpose.
 *
 * @param n how many numbers are transformed
 * @throws RangeError if n is not a positive integer
 * @see Ahmed, Natarajan, Rao, IEEE Trans. Comput. C-23 (1974) 90, doi:10.1109/T-C.1974.223784
 * @example
 * cosineMatrix(2)[1].map(x => Number(x.toFixed(4))); // => new Float64Array([0.7071, -0.7071])
 */
export function cosineMatrix(n: number): Float64Array[] {
  requireInteger('n', n, { min: 1 });
  return Array.from({ length: n }, (_, k) => {
    const scale = Math.sqrt((k === 0 ? 1 : 2) / n);
    return Float64Array.from({ length: n }, (_, j) => {
      // Whole turns are taken out before the angle is rounded.
      const quarters = (k * (2 * j + 1)) % (4 * n);
      return scale * Math.cos((Math.PI * quarters) / (2 * n));
    });
  });
}

/**
 * Applies a square matrix along one axis of a block of numbers, in place.
 *
 * @param block the numbers
 * @param matrix n × n, or its transpose if `inverse`
 * @param stride distance of neighbours along the axis; the block's length is a multiple of n times the stride
 * @param inverse whether the transpose is applied
 * @example
 * const block = Float64Array.of(3, 1);
 * transformAxis(block, cosineMatrix(2), 1);
 * block.map(x => Number(x.toFixed(4))); // => new Float64Array([2.8284, 1.4142])
 */
export function transformAxis(
  block: Float64Array,
  matrix: readonly Float64Array[],
  stride: number,
  inverse = false,
): void {
  const n = matrix.length;
  const line = new Float64Array(n);
  for (let start = 0; start < block.length; start++) {
    if (Math.floor(start / stride) % n !== 0) continue;
    for (let j = 0; j < n; j++) line[j] = block[start + j * stride];
    for (let k = 0; k < n; k++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += (inverse ? matrix[j][k] : matrix[k][j]) * line[j];
      block[start + k * stride] = sum;
    }
  }
}
