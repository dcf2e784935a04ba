/**
 * The energy of a token against the batch size. A decoding step costs a fixed energy b (reading the weights),
 * shared by the B requests that it serves, and an energy a for each request of its own:
 *
 *   ε(B) = a + b / B.
 */
import { requirePositive } from '../arguments';
import { fitLine } from '../numerics';

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
 * logarithmic axis: the minimum of Σ ((a + b / Bᵢ − εᵢ) / εᵢ)², a line in 1/B.
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
  const points = batches.map((batch, i) => ({
    x: 1 / requirePositive(`batches[${i}]`, batch),
    y: requirePositive(`energies[${i}]`, energies[i], 'J'),
    error: energies[i],
  }));
  if (new Set(batches).size < 2) {
    throw new RangeError(`batches is [${batches}]; expected at least two different batch sizes`);
  }
  const { intercept: perToken, slope: perStep } = fitLine(points);
  const residuals = batches.map((batch, i) => (perToken + perStep / batch) / energies[i] - 1);
  return { perToken, perStep, residuals };
}
