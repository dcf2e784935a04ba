/**
 * One step of the linear equations du/dt = A u with a tridiagonal matrix A, by Crank and Nicolson's mean of the old
 * and the new slope:
 *
 *   (1 − Δt A / 2) u(t + Δt) = (1 + Δt A / 2) u(t),
 *
 * with an error of O(Δt³) a step, O(Δt²) at a fixed time, and stable for any Δt if no eigenvalue of A has a positive
 * real part.
 */
import { requireInteger } from '../arguments';
import { solveTridiagonal } from './tridiagonal';

/** A tridiagonal matrix, row by row: lᵢ uᵢ₋₁ + dᵢ uᵢ + uᵢ uᵢ₊₁. */
export interface TridiagonalMatrix {
  /** Left of the diagonal; the first element is not used. */
  lower: Float64Array;
  diagonal: Float64Array;
  /** Right of the diagonal; the last element is not used. */
  upper: Float64Array;
}

/**
 * Makes a stepper for vectors of one length, which keeps its working space from step to step.
 *
 * @param length of the vectors
 * @returns a function that replaces `values` by those a step later; it leaves the matrix as it is
 * @throws RangeError from the stepper if `values` has another length
 * @see Crank, Nicolson, Math. Proc. Camb. Philos. Soc. 43 (1947) 50, doi:10.1017/S0305004100023197
 * @example
 * const decay = { lower: Float64Array.of(0), diagonal: Float64Array.of(-1), upper: Float64Array.of(0) };
 * const values = Float64Array.of(1);
 * crankNicolson(1)(values, decay, 0.1); // (1 − 0.05) / (1 + 0.05), against e^−0.1 = 0.9048
 * values[0]; // => 0.90476
 */
export function crankNicolson(
  length: number,
): (values: Float64Array, matrix: TridiagonalMatrix, step: number) => void {
  const lower = new Float64Array(length);
  const diagonal = new Float64Array(length);
  const upper = new Float64Array(length);
  return (values, matrix, step) => {
    requireInteger('values.length', values.length, { min: length, max: length });
    const half = step / 2;
    let before = 0;
    for (let i = 0; i < length; i++) {
      const now = values[i];
      const left = i > 0 ? half * matrix.lower[i] : 0;
      const right = i < length - 1 ? half * matrix.upper[i] : 0;
      const middle = half * matrix.diagonal[i];
      lower[i] = -left;
      diagonal[i] = 1 - middle;
      upper[i] = -right;
      values[i] = now + left * before + middle * now + (i < length - 1 ? right * values[i + 1] : 0);
      before = now;
    }
    solveTridiagonal(lower, diagonal, upper, values);
  };
}
