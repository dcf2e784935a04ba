/** Tridiagonal systems of linear equations: lᵢ xᵢ₋₁ + dᵢ xᵢ + uᵢ xᵢ₊₁ = bᵢ, by Thomas' elimination. */

/**
 * Solves a tridiagonal system in place, without pivoting: for matrices with a dominant diagonal.
 *
 * @param lower l; the first element is not used
 * @param diagonal d; overwritten
 * @param upper u; the last element is not used
 * @param values b on entry, the solution x on return
 */
export function solveTridiagonal(
  lower: Float64Array,
  diagonal: Float64Array,
  upper: Float64Array,
  values: Float64Array,
): void {
  const n = values.length;
  for (let i = 1; i < n; i++) {
    const factor = lower[i] / diagonal[i - 1];
    diagonal[i] -= factor * upper[i - 1];
    values[i] -= factor * values[i - 1];
  }
  values[n - 1] /= diagonal[n - 1];
  for (let i = n - 2; i >= 0; i--) values[i] = (values[i] - upper[i] * values[i + 1]) / diagonal[i];
}
