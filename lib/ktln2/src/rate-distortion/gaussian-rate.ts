/**
 * Rate and distortion of a Gaussian number of variance σ², and Shannon's lower bound for any number:
 *
 *   R(D) = ½ log₂(σ²/D) for D < σ², else 0;   R(D) ≥ h − ½ log₂(2πe D)
 *
 * with the differential entropy h of the number. For the Gaussian, h = ½ log₂(2πe σ²), and the two agree.
 */
import { requireNumber, requirePositive } from '../arguments';

/**
 * Bits that a Gaussian number needs at least, if it may come back with the mean squared error D.
 *
 * @param variance of the number, σ²
 * @param distortion mean squared error D that is allowed, in the same unit
 * @throws RangeError if the variance is negative or the distortion not positive
 * @see Shannon, IRE Nat. Conv. Rec. 7, part 4 (1959) 142; Cover, Thomas, Elements of Information Theory, 2nd ed.
 *   (2006), theorem 10.3.2
 * @example
 * gaussianRate(1, 0.25); // => 1
 * gaussianRate(1, 2); // => 0
 */
export function gaussianRate(variance: number, distortion: number): number {
  requireNumber('variance', variance, { min: 0 });
  requirePositive('distortion', distortion);
  return Math.max(0, 0.5 * Math.log2(variance / distortion));
}

/**
 * Shannon's lower bound on R(D) under mean squared error, in bits: no number with this differential entropy, of
 * whatever distribution, can be had for less. Negative where it says nothing.
 *
 * @param differentialEntropy of the number, in bits. For a whole number take its entropy, and D + 1/12 for D: a uniform
 *   number of width 1 added to both sides turns the one into the other
 * @param distortion mean squared error D that is allowed
 * @throws RangeError if the entropy is not finite or the distortion not positive
 * @see Berger, Rate Distortion Theory (1971), section 4.3.1
 * @example
 * shannonLowerBound(0.5 * Math.log2(2 * Math.PI * Math.E), 0.25); // => 1
 * shannonLowerBound(8, 6.5025 + 1 / 12); // => 4.5932
 */
export function shannonLowerBound(differentialEntropy: number, distortion: number): number {
  requireNumber('differentialEntropy', differentialEntropy);
  requirePositive('distortion', distortion);
  return differentialEntropy - 0.5 * Math.log2(2 * Math.PI * Math.E * distortion);
}
