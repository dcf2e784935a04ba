/**
 * Reverse water-filling: rate and distortion of independent Gaussian numbers of variances σᵢ², i = 1 … n, that share
 * one budget of distortion. With a water level θ
 *
 *   D = (1/n) Σ min(θ, σᵢ²),   R = (1/n) Σ max(0, ½ log₂(σᵢ²/θ)).
 *
 * What lies below the water is not sent at all; of what sticks out, the noise is θ.
 */
import { requireNumber, requirePositive } from '../arguments';
import { gaussianRate } from './gaussian-rate';

/** A point of a curve of rate against distortion. */
export interface RatePoint {
  /** Bits for each number, in the mean. */
  rate: number;
  /** Mean squared error of each number, in the mean. */
  distortion: number;
}

/**
 * Rate and distortion at a water level.
 *
 * @param variances of independent Gaussian numbers
 * @param level of the water, in the unit of the variances
 * @throws RangeError if there is no variance, one is negative, or the level is not positive
 * @see Kolmogorov, IRE Trans. Inf. Theory 2 (1956) 102; Cover, Thomas, Elements of Information Theory, 2nd ed. (2006),
 *   theorem 10.3.3
 * @example
 * waterFilling([4, 1], 2); // => { rate: 0.25, distortion: 1.5 }
 */
export function waterFilling(variances: ArrayLike<number>, level: number): RatePoint {
  const n = variances.length;
  if (n === 0) throw new RangeError('the length of variances is 0; expected at least 1');
  requirePositive('level', level);
  let [rate, distortion] = [0, 0];
  for (let i = 0; i < n; i++) {
    const variance = variances[i];
    // The text of an error is made only where there is one: this runs a million times for a curve.
    if (!(variance >= 0 && variance < Infinity)) requireNumber(`variances[${i}]`, variance, { min: 0 });
    rate += gaussianRate(variance, level);
    distortion += Math.min(level, variance);
  }
  return { rate: rate / n, distortion: distortion / n };
}

/**
 * The water level that gives a distortion, by bisection to the last bit.
 *
 * @param variances of independent Gaussian numbers
 * @param distortion mean squared error for each number, below the mean of the variances
 * @throws RangeError if the distortion is not positive or not below the mean of the variances
 * @example
 * waterLevel([4, 1], 1.5); // => 2
 */
export function waterLevel(variances: ArrayLike<number>, distortion: number): number {
  requirePositive('distortion', distortion);
  let [low, high] = [0, Array.from(variances).reduce((a, b) => Math.max(a, b), 0)];
  if (!(high > 0) || waterFilling(variances, high).distortion <= distortion) {
    throw new RangeError(`distortion is ${distortion}; expected a number below the mean of the variances`);
  }
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (waterFilling(variances, middle).distortion < distortion) low = middle;
    else high = middle;
  }
}
