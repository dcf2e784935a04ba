/**
 * Paths of the reverse SDE with their books, in nats, after Seifert and Girsanov. The drift is F = −f + g² s_θ; a passive
 * particle would keep f, so that the demon's force is u = F − f. Along one path, ∘ taking means over a step's ends,
 *
 *   heat          Σ (2/g²) F∘dx      entropy that goes to the bath, if the whole drift counts as a force
 *   control heat  Σ (2/g²) u∘dx      the part of the demon's force
 *
 * and with y = x/α, a = α s_θ, v = r² − q² for a step from r to q, the logarithms of two ratios of probabilities,
 *
 *   steering      Σ a·dy − ½ v|a|²                         of the step and of the noising's step back
 *   retraced      Σ (a + a′)·dy + ½ v (|a′|² − |a|²)       of the step and of a step back with a′, from its end
 *
 * The last two hold for every step length. Under VE `retraced` becomes the heat as steps get short.
 */
import type { RandomSource } from '../numerics';
import type { ForwardProcess } from './forward-process';
import type { ScoreFunction } from './score-function';
import { requireInteger } from '../arguments';
import { requireRatios } from './time-integral';

/** Where each path ended, and its sums: one value a path, in nats. */
export interface BookedPaths {
  /** x at the last ratio, n rows of d. */
  end: Float64Array;
  heat: Float64Array;
  controlHeat: Float64Array;
  steering: Float64Array;
  retraced: Float64Array;
}

/**
 * Follows the reverse SDE (Euler and Maruyama, as `reversePaths`) and keeps the books.
 *
 * @param process the noising process
 * @param score s_θ
 * @param start x at the first ratio, n rows of d
 * @param ratios values of r = s/α, at least two, decreasing and > 0; each is one step
 * @param dimensions d
 * @param random where the noise comes from
 * @throws RangeError if the ratios are not as said or `start` is no whole number of rows
 * @see Seifert, Phys. Rev. Lett. 95 (2005) 040602; Sagawa, Ueda, Phys. Rev. Lett. 104 (2010) 090602
 * @example
 * const score = exactScore(varianceExploding(25), [gaussianData(0, 1)]);
 * const random = seededRandom(1);
 * bookedPaths(varianceExploding(25), score, Float64Array.of(2, -1), [2, 1.9], 1, random).heat.length; // => 2
 */
export function bookedPaths(
  process: ForwardProcess,
  score: ScoreFunction,
  start: Float64Array,
  ratios: readonly number[],
  dimensions: number,
  random: RandomSource,
): BookedPaths {
  requireRatios('ratios, last to first', [...ratios].reverse());
  requireInteger('dimensions', dimensions, { min: 1 });
  const n = requireInteger('start.length / dimensions', start.length / dimensions, { min: 1 });
  const at = (ratio: number) => {
    const t = process.timeOfRatio(ratio);
    return { t, alpha: process.scale(t), pull: process.driftRate(t) / process.diffusion(t) };
  };
  const [heat, controlHeat, steering, retraced] = Array.from({ length: 4 }, () => new Float64Array(n));
  let now = at(ratios[0]);
  let x = start.slice();
  let s = score(x, now.t, 'score').score;
  for (let k = 1; k < ratios.length; k++) {
    const growth = (ratios[k - 1] - ratios[k]) * (ratios[k - 1] + ratios[k]);
    const width = Math.sqrt(growth);
    const next = at(ratios[k]);
    const here = now;
    const moved = x.map((value, i) => {
      const y = value / here.alpha;
      return next.alpha * (y + growth * here.alpha * s[i] + width * random.normal());
    });
    const after = score(moved, next.t, 'score').score;
    for (let i = 0; i < x.length; i++) {
      const path = (i - (i % dimensions)) / dimensions;
      const dx = moved[i] - x[i];
      const dy = moved[i] / next.alpha - x[i] / here.alpha;
      const [a, b] = [here.alpha * s[i], next.alpha * after[i]];
      const trap = here.pull * x[i] + next.pull * moved[i];
      heat[path] += (s[i] + after[i] - trap) * dx;
      controlHeat[path] += (s[i] + after[i] - 2 * trap) * dx;
      steering[path] += a * dy - 0.5 * growth * a * a;
      retraced[path] += (a + b) * dy + 0.5 * growth * (b - a) * (b + a);
    }
    [now, x, s] = [next, moved, after];
  }
  return { end: x, heat, controlHeat, steering, retraced };
}
