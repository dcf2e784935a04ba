/**
 * Principal axes of a covariance: Σ = Q Λ Qᵀ, with Q orthogonal and Λ the variances along its columns.
 */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { requireNumber, requirePositive } from '../arguments';

/** A covariance, taken apart. */
export interface PrincipalAxes {
  /** Λ: variances along the axes, increasing. */
  variances: Float64Array;
  /** Q, row after row: column k is the direction of axis k. Left out where every direction is an axis. */
  basis?: Float64Array;
}

/** A covariance may differ from its transpose by this part of its largest entry, which is rounding. */
const ASYMMETRY = 1e-12;
/** The smallest variance in units of the largest, below which the eigenvalues' rounding is all that one sees. */
const SINGULAR = 1e-13;

/**
 * Takes a covariance apart.
 *
 * @param name what errors call it
 * @param covariance Σ
 * @param dimensions rows that it must have
 * @throws RangeError that names the entry, unless Σ is symmetric and positive definite, of so many rows
 * @see Golub, Van Loan, Matrix Computations (4th ed., 2013), section 8.1
 * @example
 * principalAxes('Σ', [[2, 0], [0, 1]], 2).variances; // => new Float64Array([1, 2])
 */
export function principalAxes(
  name: string,
  covariance: readonly (readonly number[])[],
  dimensions: number,
): PrincipalAxes {
  if (covariance?.length !== dimensions || covariance.some(row => row?.length !== dimensions)) {
    const shape = `${covariance?.length} rows of ${covariance?.[0]?.length}`;
    throw new RangeError(`${name} has ${shape}; expected ${dimensions} rows of ${dimensions}`);
  }
  covariance.forEach((row, i) => {
    row.forEach((value, j) => {
      requireNumber(`${name}[${i}][${j}]`, value);
      const size = Math.sqrt(Math.abs(covariance[i][i] * covariance[j][j]));
      if (Math.abs(value - covariance[j][i]) > ASYMMETRY * Math.max(size, Math.abs(value))) {
        throw new RangeError(
          `${name}[${i}][${j}] is ${value} and ${name}[${j}][${i}] is ${covariance[j][i]}; expected a symmetric matrix`,
        );
      }
    });
    requirePositive(`${name}[${i}][${i}]`, row[i]);
  });
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    new Matrix(covariance.map(row => [...row])),
    { assumeSymmetric: true },
  );
  const variances = Float64Array.from(realEigenvalues);
  const smallest = Math.min(...variances);
  if (smallest <= SINGULAR * Math.max(...variances)) {
    throw new RangeError(
      `${name} has the eigenvalue ${smallest.toPrecision(3)}, and it is singular to rounding; expected a positive definite matrix`,
    );
  }
  return { variances, basis: Float64Array.from(eigenvectorMatrix.to1DArray()) };
}
