/**
 * Particles that carry the heat equation ∂p/∂s² = ½ ∂²p/∂x² backwards, from noise s to noise s′ < s, by what the data are
 * expected to be, D(x, s) = E[x₀|x] = x + s² ∂ ln p/∂x:
 *
 *   flow   dx = −½ (∂ ln p/∂x) ds²                 hence dx/d ln s = x − D
 *   noise  dx = −(∂ ln p/∂x) ds² + fresh noise     hence x′ = D + (s′/s)² (x − D) + s′ √(1 − (s′/s)²) N(0, 1)
 *
 * while D is held fixed. The flow takes steps of equal ratio by Heun's method.
 */
import { requireInteger, requireNumber, requirePositive } from '../arguments';
import type { AxisData } from '../diffusion';
import type { RandomSource } from '../numerics';

/** From which noise to which, and in how many steps of equal ratio. */
export interface NoiseRange {
  /** s at the start, in the data's unit. */
  start: number;
  /** s at the end, > 0 and below `start`. */
  end: number;
  steps: number;
}

function noiseLevels({ start, end, steps }: NoiseRange): number[] {
  requirePositive('range.end', end);
  requireNumber('range.start', start, { above: end });
  requireInteger('range.steps', steps, { min: 1 });
  return Array.from({ length: steps + 1 }, (_, i) => start * (end / start) ** (i / steps));
}

/**
 * Moves particles from p at the first noise to p at the last, without any random number.
 *
 * @param data the law of x₀
 * @param particles x at the first noise
 * @param range of the noise
 * @returns x at the last noise
 * @throws RangeError if the noise does not fall, or the steps are not a positive integer
 * @see Song et al., ICLR 2021, arXiv:2011.13456, section 4.3 (the probability flow)
 * @example
 * // N(0, 1): every x shrinks as the standard deviation does, from √5 to √1.01.
 * scoreFlow(gaussianData(0, 1), Float64Array.of(1), { start: 2, end: 0.1, steps: 400 })[0]; // => 0.44944
 */
export function scoreFlow(data: AxisData, particles: Float64Array, range: NoiseRange): Float64Array {
  const levels = noiseLevels(range);
  const marginals = levels.map(s => data.noised(1, s));
  const log = Math.log(levels[1] / levels[0]);
  return particles.map(start => {
    let x = start;
    for (let i = 0; i < range.steps; i++) {
      const slope = x - marginals[i].denoised(x);
      const ahead = x + log * slope;
      x += 0.5 * log * (slope + ahead - marginals[i + 1].denoised(ahead));
    }
    return x;
  });
}

/**
 * Moves particles from p at the first noise to p at the last by the reverse stochastic equation.
 *
 * @param data the law of x₀
 * @param particles x at the first noise
 * @param range of the noise
 * @param random for the fresh noise
 * @returns x at the last noise
 * @throws RangeError as {@link scoreFlow} does
 * @see Anderson, Stoch. Proc. Appl. 12 (1982) 313, doi:10.1016/0304-4149(82)90051-5
 * @example
 * const range = { start: 2, end: 0.1, steps: 1 };
 * reverseNoise(gaussianData(7, 1e-12), Float64Array.of(9), range, { uniform: () => 0, normal: () => 0 })[0]; // => 7.005
 */
export function reverseNoise(
  data: AxisData,
  particles: Float64Array,
  range: NoiseRange,
  random: RandomSource,
): Float64Array {
  const levels = noiseLevels(range);
  const marginals = levels.map(s => data.noised(1, s));
  return particles.map(start => {
    let x = start;
    for (let i = 0; i < range.steps; i++) {
      const kept = (levels[i + 1] / levels[i]) ** 2;
      const expected = marginals[i].denoised(x);
      x = expected + kept * (x - expected) + levels[i + 1] * Math.sqrt(1 - kept) * random.normal();
    }
    return x;
  });
}
