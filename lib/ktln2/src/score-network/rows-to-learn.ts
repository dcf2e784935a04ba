/** Samples as data for training: each step draws rows with equal probability, so that the law learned is theirs. */
import { requireInteger } from '../arguments';
import type { TrainingData } from './training-tiles';

/**
 * Training data out of a finite set of samples.
 *
 * @param rows n rows of `dimensions` numbers, of mean 0 a coordinate
 * @param dimensions numbers a row
 * @throws RangeError if `rows` is not a whole number of rows
 * @example
 * rowsToLearn([-1, 1], 1).std; // => 1
 */
export function rowsToLearn(rows: ArrayLike<number>, dimensions: number): TrainingData {
  requireInteger('dimensions', dimensions, { min: 1 });
  const count = requireInteger('rows.length / dimensions', rows.length / dimensions, { min: 1 });
  const values = Float64Array.from(rows);
  const square = values.reduce((sum, x) => sum + x * x, 0) / values.length;
  return {
    dimensions,
    std: Math.sqrt(square),
    uniforms: 1,
    point: u => {
      const row = Math.min(count - 1, Math.floor(u[0] * count));
      return values.subarray(row * dimensions, (row + 1) * dimensions);
    },
  };
}
