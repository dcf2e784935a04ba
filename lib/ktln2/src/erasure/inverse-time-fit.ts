/**
 * The law of slow driving, y(τ) = y∞ + B/τ: a straight line in 1/τ. Where a memory can be lost over its barrier, the law
 * holds only for durations far below the time of escape, and y∞ is the extrapolation of this plateau.
 */
import { requireNumber, requirePositive } from '../arguments';
import { fitLine } from '../numerics';

/** A mean that was estimated at one duration. */
export interface DurationPoint {
  /** Duration τ. */
  duration: number;
  /** The mean y. */
  mean: number;
  /** Standard error σ of the mean. */
  error: number;
}

/** The fitted law. */
export interface InverseTimeFit {
  /** y∞, the line's value at 1/τ = 0. */
  limit: number;
  /** Standard error of the limit. */
  limitError: number;
  /** B. */
  slope: number;
  /** Standard error of B. */
  slopeError: number;
  /** χ² at the minimum; about the number of points less two if the law holds. */
  chiSquared: number;
}

/**
 * Fits y(τ) = y∞ + B/τ to means with known standard errors.
 *
 * @param points at least two different durations
 * @throws RangeError if a duration or an error is not positive, or fewer than two durations differ
 * @see Press et al., Numerical Recipes (3rd ed., 2007), section 15.2
 * @example
 * const points = [5, 10, 20].map(duration => ({ duration, mean: 0.7 + 6 / duration, error: 0.1 }));
 * fitInverseTime(points).limit; // => 0.7000
 */
export function fitInverseTime(points: readonly DurationPoint[]): InverseTimeFit {
  const line = points.map(({ duration, mean, error }, i) => {
    const x = 1 / requirePositive(`points[${i}].duration`, duration);
    return {
      x,
      y: requireNumber(`points[${i}].mean`, mean),
      error: requirePositive(`points[${i}].error`, error),
    };
  });
  if (new Set(points.map(({ duration }) => duration)).size < 2) {
    throw new RangeError('points has fewer than two different durations; expected at least two');
  }
  const { intercept, interceptError, slope, slopeError, chiSquared } = fitLine(line);
  return { limit: intercept, limitError: interceptError, slope, slopeError, chiSquared };
}
