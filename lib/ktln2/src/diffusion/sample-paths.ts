/**
 * Paths of single samples: under noising, under the reverse SDE and along the probability flow. With y = x/α, r = s/α
 * and the score of y, α s_θ, one step from the ratio r to the ratio q is
 *
 *   noising, q > r        y + √(q² − r²) z                        (exact in law)
 *   reverse SDE, q < r    y + (r² − q²) α s_θ + √(r² − q²) z      (Euler and Maruyama)
 *   flow, either way      y + ½ (r² − q²) α s_θ                   (Heun: the mean of the slopes at both ends)
 *
 * with z ~ N(0, I): for dy = (g/α) dW, and dr² = g²/α² dt.
 */
import { requireNumber } from '../arguments';
import type { RandomSource } from '../numerics';
import type { ForwardProcess } from './forward-process';
import type { ScoreFunction } from './score-function';
import { requireRatios } from './time-integral';

/** x of all samples at each of the ratios, one array of n rows of d for each. */
export type SamplePaths = Float64Array[];

/** Follows y = x/α through the ratios by `step`; what is returned is x. */
function follow(
  process: ForwardProcess,
  start: Float64Array,
  ratios: readonly number[],
  step: (y: Float64Array, from: number, to: number) => Float64Array,
): SamplePaths {
  const scaleAt = (ratio: number) => process.scale(process.timeOfRatio(ratio));
  let y: Float64Array = start.map(x => x / scaleAt(ratios[0]));
  const paths: SamplePaths = [start.slice()];
  for (let k = 1; k < ratios.length; k++) {
    y = step(y, ratios[k - 1], ratios[k]);
    const alpha = scaleAt(ratios[k]);
    paths.push(y.map(value => alpha * value));
  }
  return paths;
}

/** The score of y at the ratio r. */
function scoreOfRatio(process: ForwardProcess, score: ScoreFunction) {
  return (y: Float64Array, ratio: number) => {
    const t = process.timeOfRatio(ratio);
    const alpha = process.scale(t);
    const x = y.map(value => alpha * value);
    return score(x, t, 'score').score.map(s => alpha * s);
  };
}

/**
 * Paths of samples that noise is added to.
 *
 * @param process the noising process
 * @param start x at the first ratio
 * @param ratios values of r = s/α at which to record, at least two, increasing; the first may be 0
 * @param random where the noise comes from
 * @throws RangeError if the ratios are not as said
 * @see Song et al., ICLR 2021, arXiv:2011.13456, section 3.1
 * @example
 * noisedPaths(varianceExploding(25), Float64Array.of(0.5), [0, 1, 2], seededRandom(1)).length; // => 3
 */
export function noisedPaths(
  process: ForwardProcess,
  start: Float64Array,
  ratios: readonly number[],
  random: RandomSource,
): SamplePaths {
  requireNumber('ratios[0]', ratios[0], { min: 0 });
  requireRatios('ratios', ratios[0] === 0 ? [Number.MIN_VALUE, ...ratios.slice(1)] : ratios);
  return follow(process, start, ratios, (y, from, to) => {
    const width = Math.sqrt(to * to - from * from);
    return y.map(value => value + width * random.normal());
  });
}

/**
 * Paths of the reverse SDE, which makes data out of noise.
 *
 * @param process the noising process
 * @param score s_θ
 * @param start x at the first ratio
 * @param ratios values of r = s/α at which to record, at least two, decreasing and > 0; each is one step
 * @param random where the noise comes from
 * @throws RangeError if the ratios are not as said
 * @see Anderson, Stoch. Proc. Appl. 12 (1982) 313; Song et al., ICLR 2021, arXiv:2011.13456, section 3.3
 * @example
 * const score = exactScore(varianceExploding(25), [uniformData(1)]);
 * const start = Float64Array.of(3, -2);
 * reversePaths(varianceExploding(25), score, start, [5, 1, 0.1], seededRandom(1))[2].length; // => 2
 */
export function reversePaths(
  process: ForwardProcess,
  score: ScoreFunction,
  start: Float64Array,
  ratios: readonly number[],
  random: RandomSource,
): SamplePaths {
  requireRatios('ratios, last to first', [...ratios].reverse());
  const slope = scoreOfRatio(process, score);
  return follow(process, start, ratios, (y, from, to) => {
    const growth = from * from - to * to;
    const s = slope(y, from);
    return y.map((value, i) => value + growth * s[i] + Math.sqrt(growth) * random.normal());
  });
}

/**
 * Paths of the probability flow, which have the densities of noising without any noise.
 *
 * @param process the noising process
 * @param score s_θ
 * @param start x at the first ratio
 * @param ratios values of r = s/α at which to record, at least two, all > 0, increasing (towards noise) or decreasing
 *   (towards data); each is one step
 * @throws RangeError if the ratios are not as said
 * @see Song et al., ICLR 2021, arXiv:2011.13456, section 4.3
 * @example
 * const score = exactScore(varianceExploding(25), [gaussianData(0, 1)]);
 * const ratios = Array.from({ length: 201 }, (_, i) => 9 ** (1 - i / 100));
 * flowPaths(varianceExploding(25), score, Float64Array.of(9), ratios)[200][0]; // => 0.99964
 */
export function flowPaths(
  process: ForwardProcess,
  score: ScoreFunction,
  start: Float64Array,
  ratios: readonly number[],
): SamplePaths {
  const falling = ratios.length > 1 && ratios[1] < ratios[0];
  requireRatios(falling ? 'ratios, last to first' : 'ratios', falling ? [...ratios].reverse() : ratios);
  const slope = scoreOfRatio(process, score);
  return follow(process, start, ratios, (y, from, to) => {
    const half = 0.5 * (from * from - to * to);
    const first = slope(y, from);
    const second = slope(
      y.map((value, i) => value + half * first[i]),
      to,
    );
    return y.map((value, i) => value + 0.5 * half * (first[i] + second[i]));
  });
}
