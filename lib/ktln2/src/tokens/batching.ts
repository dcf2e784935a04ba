/**
 * The energy of a token against the batch size. A decoding step costs a fixed energy b (reading the weights),
 * shared by the B requests that it serves, and an energy a for each request of its own:
 *
 *   ε(B) = a + b / B.
 */
import { requirePositive } from '../arguments';

/** The fitted law ε(B) = a + b / B. */
export interface BatchingFit {
  /** Energy a of a token at an unlimited batch, in J. */
  readonly perToken: number;
  /** Energy b of a decoding step that the batch shares, in J. */
  readonly perStep: number;
  /** Relative deviations (fit − measured) / measured, in the order of the data. */
  readonly residuals: number[];
}

/**
 * Fits ε(B) = a + b / B by least squares of the relative deviations, so that each point weighs the same on a
 * logarithmic axis: the minimum of Σ ((a + b / Bᵢ − εᵢ) / εᵢ)², from its two normal equations.
 *
 * @param batches batch sizes Bᵢ, at least two different ones
 * @param energies energies of a token εᵢ, in J, as many
 * @throws RangeError if a value is not positive, the lengths differ or all batches are equal
 * @example
 * fitBatching([1, 2, 4], [28, 14.5, 7.75]).perToken; // => 1.000
 */
export function fitBatching(batches: readonly number[], energies: readonly number[]): BatchingFit {
  if (batches.length !== energies.length) {
    throw new RangeError(`energies has length ${energies.length}; expected ${batches.length} as of batches`);
  }
  // Each point gives the row (u, v) · (a, b) = 1 with u = 1/ε and v = 1/(B ε).
  let [uu, uv, vv, u1, v1] = [0, 0, 0, 0, 0];
  batches.forEach((batch, i) => {
    const u = 1 / requirePositive(`energies[${i}]`, energies[i], 'J');
    const v = u / requirePositive(`batches[${i}]`, batch);
    uu += u * u;
    uv += u * v;
    vv += v * v;
    u1 += u;
    v1 += v;
  });
  if (new Set(batches).size < 2) {
    throw new RangeError(`batches is [${batches}]; expected at least two different batch sizes`);
  }
  const determinant = uu * vv - uv * uv;
  const perToken = (u1 * vv - v1 * uv) / determinant;
  const perStep = (uu * v1 - uv * u1) / determinant;
  const residuals = batches.map((batch, i) => (perToken + perStep / batch) / energies[i] - 1);
  return { perToken, perStep, residuals };
}
