/**
 * A test of the law ε(B) = a + b / B where it was not fitted: fit it to batches above a limit only, extrapolate to the
 * smallest measured batch B₁, and compare with what was measured there,
 *
 *   d = (a + b / B₁) / ε₁ − 1.
 */
import { requirePositive } from '../arguments';
import { type BatchingFit, fitBatching } from './token-batching';

/** What an extrapolation said, and what was measured. */
export interface ExtrapolationTest {
  /** The fit to the batches above the limit. */
  readonly fit: BatchingFit;
  /** The smallest batch B₁. */
  readonly batch: number;
  /** a + b / B₁, in J. */
  readonly predicted: number;
  /** ε₁, in J. */
  readonly measured: number;
  /** d: above 0 if the law says too much. */
  readonly deviation: number;
}

/**
 * Extrapolates the batching law to the smallest measured batch from the batches above a limit.
 *
 * @param batches batch sizes Bᵢ
 * @param energies energies of a token εᵢ, in J, as many
 * @param above only batches larger than this are fitted; the smallest must not be among them
 * @throws RangeError if a value is not positive, the lengths differ, the smallest batch is above the limit, or fewer
 * than two different batches are
 * @example
 * testExtrapolation([8, 64, 128], [4, 0.6, 0.4], 60).predicted; // => 3.400
 */
export function testExtrapolation(
  batches: readonly number[],
  energies: readonly number[],
  above: number,
): ExtrapolationTest {
  if (batches.length !== energies.length) {
    throw new RangeError(`energies has length ${energies.length}; expected ${batches.length} as of batches`);
  }
  requirePositive('above', above);
  const smallest = Math.min(...batches);
  if (!(smallest <= above)) {
    throw new RangeError(`above is ${above}; expected at least the smallest batch, ${smallest}`);
  }
  const fitted = (_: number, i: number) => batches[i] > above;
  const fit = fitBatching(batches.filter(fitted), energies.filter(fitted));
  const measured = requirePositive(
    'energies of the smallest batch',
    energies[batches.indexOf(smallest)],
    'J',
  );
  const predicted = fit.perToken + fit.perStep / smallest;
  return { fit, batch: smallest, predicted, measured, deviation: predicted / measured - 1 };
}
