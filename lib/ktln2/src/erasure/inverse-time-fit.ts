/**
 * The law of slow driving, y(τ) = y∞ + B/τ, fitted by weighted least squares: with u = 1/τ, the minimum of
 *
 *   χ² = Σ ((y∞ + B uᵢ − yᵢ) / σᵢ)².
 */
import { requirePositive, requireNumber } from '../arguments';

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
  /** y∞, for unlimited time. */
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
  let [s, su, suu, sy, suy] = [0, 0, 0, 0, 0];
  points.forEach(({ duration, mean, error }, i) => {
    const u = 1 / requirePositive(`points[${i}].duration`, duration);
    const weight = 1 / requirePositive(`points[${i}].error`, error) ** 2;
    requireNumber(`points[${i}].mean`, mean);
    s += weight;
    su += weight * u;
    suu += weight * u * u;
    sy += weight * mean;
    suy += weight * u * mean;
  });
  if (new Set(points.map(point => point.duration)).size < 2) {
    throw new RangeError('points has fewer than two different durations; expected at least two');
  }
  const determinant = s * suu - su * su;
  const limit = (suu * sy - su * suy) / determinant;
  const slope = (s * suy - su * sy) / determinant;
  const residual = ({ duration, mean, error }: DurationPoint) => (limit + slope / duration - mean) / error;
  return {
    limit,
    limitError: Math.sqrt(suu / determinant),
    slope,
    slopeError: Math.sqrt(s / determinant),
    chiSquared: points.reduce((sum, point) => sum + residual(point) ** 2, 0),
  };
}
