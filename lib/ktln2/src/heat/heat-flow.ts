/**
 * Heat on a grid of pixels with insulating edges: duᵢ/dt = Σⱼ (uⱼ − uᵢ) over the two to four neighbours j of i. The
 * cosine waves are its eigenvectors, so that their coefficients simply decay,
 *
 *   c(t) = c(0) exp(−λt),   λ = 4 sin²(πkₓ/2w) + 4 sin²(πk_y/2h),
 *
 * without any error of a step. Time is in units of the mean time that a walker needs to hop to one given neighbour,
 * in which the diffusion constant is D = 1 pixel² per unit.
 */
import { requireNumber } from '../arguments';
import { cosineTransform, inverseCosineTransform } from './cosine-transform';
import { type HeatField, requireField } from './field';

/** λ = 4 sin²(πk/2n) = 2 − 2 cos(πk/n), without cancellation. */
const chainRate = (k: number, n: number) => 4 * Math.sin((Math.PI * k) / (2 * n)) ** 2;

/**
 * The decay rates λ of all waves on a rectangle of pixels, in the order of their coefficients.
 *
 * @param size width and height, in pixels
 * @throws RangeError if one of them is not a positive integer
 * @see Strang, SIAM Rev. 41 (1999) 135, doi:10.1137/S0036144598336745
 * @example
 * decayRates({ width: 2, height: 1 })[1]; // => 2.0000000
 */
export function decayRates({ width, height }: { width: number; height: number }): Float64Array {
  const rates = Float64Array.from({ length: width * height }, (_, i) => {
    return chainRate(i % width, width) + chainRate(Math.floor(i / width), height);
  });
  requireField({ width, height, values: rates });
  return rates;
}

/**
 * The exact flow of heat from a field.
 *
 * @param start the field at t = 0
 * @returns a function that gives the field at time t. Negative times run heat backwards, and amplify whatever is in
 *   the finest waves, rounding errors included
 * @throws RangeError if the field has not as many values as its size says; the function, if t is not finite
 * @see Fourier, Théorie analytique de la chaleur (1822)
 * @example
 * const flow = heatFlow({ width: 2, height: 1, values: Float64Array.of(1, 0) });
 * flow(0.5).values[0]; // (1 + e^−1) / 2
 * // => 0.6839397
 */
export function heatFlow(start: HeatField): (t: number) => HeatField {
  const coefficients = cosineTransform(start);
  const rates = decayRates(start);
  return t => {
    requireNumber('t', t);
    const values = coefficients.values.map((c, i) => c * Math.exp(-rates[i] * t));
    return inverseCosineTransform({ ...coefficients, values });
  };
}
