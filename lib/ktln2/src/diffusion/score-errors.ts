/**
 * How far a learned score s_θ = s + e is from the exact one, integrated over time with ½ g² dt = s² d ln r:
 *
 *   cross  = ½ ∫ g² E[s·e] dt      (−square for a least-squares fit over a family closed under scaling)
 *   square = ½ ∫ g² E|e|² dt       (the score-matching loss above its minimum)
 *
 * By Stein's identity E ∇·e = −E[s·e], so that these two give every average over p_t that the bound's readings need.
 * Both are small where s_θ is good: quadrature errors are relative to them, not to the rates.
 */
import { type Resolution, settingsOf } from './accuracy';
import { noisedGrid } from './expectation';
import type { ForwardProcess } from './forward-process';
import type { DiffusionData } from './joint-data';
import { exactScore, type ScoreFunction } from './score-function';
import { requireRatios, timeNodes } from './time-integral';

/** Integrals of a score's error over time, in nats. */
export interface ScoreErrors {
  /** ½ ∫ g² E[s·e] dt. */
  cross: number;
  /** ½ ∫ g² E|e|² dt. */
  square: number;
}

/**
 * The integrated errors of a score.
 *
 * @param process the noising process
 * @param data the data
 * @param score s_θ
 * @param ratios where to start and to stop: at least two values of r = s/α, increasing
 * @param resolution see {@link Resolution}
 * @returns the integrals from `ratios[0]` to `ratios[1]`, `ratios[2]`, …
 * @throws RangeError if the ratios are not as said or a count is not an integer >= 1
 * @see Vincent, Neural Comput. 23 (2011) 1661 (the loss whose excess `square` is)
 * @example
 * const data = [gaussianData(0, 1)];
 * const score = scaledScore(exactScore(varianceExploding(25), data), 0.95);
 * scoreErrors(varianceExploding(25), data, score, [1e-6, 1])[0].square; // => 0.000866434
 */
export function scoreErrors(
  process: ForwardProcess,
  data: DiffusionData,
  score: ScoreFunction,
  ratios: readonly number[],
  resolution: Resolution = {},
): ScoreErrors[] {
  requireRatios('ratios', ratios);
  const { nodesPerUnit, gridCount, ignore, reach } = settingsOf(resolution);
  const exact = exactScore(process, data);
  const sums: ScoreErrors = { cross: 0, square: 0 };
  return ratios.slice(1).map((to, i) => {
    const from = ratios[i];
    const count = Math.max(3, Math.ceil(Math.log(to / from) * nodesPerUnit));
    for (const { t, alpha, std, weight } of timeNodes(process, from, to, count)) {
      const { points, weights, dimensions } = noisedGrid(data, alpha, std, gridCount, ignore, reach);
      const truth = exact(points, t, 'score').score;
      const learned = score(points, t, 'score').score;
      truth.forEach((s, k) => {
        const share = weight * std * std * weights[Math.floor(k / dimensions)];
        const error = learned[k] - s;
        sums.cross += share * s * error;
        sums.square += share * error * error;
      });
    }
    return { ...sums };
  });
}
