/**
 * Entropy rates that a learned score s_θ implies at one time, averaged over the exact p_t, in nats per unit of t. With
 * ν_θ = f − ½ g² s_θ,
 *
 *   norm (A)         E ∇·f + ½ g² E|s_θ|²
 *   divergence (B)   E ∇·f − ½ g² E ∇·s_θ
 *   system (D)       E ∇·f − g² E ∇·s_θ − ½ g² E|s_θ|²
 *   intrinsic        (2/g²) E|ν_θ|² ≥ 0
 *   exchange         system − intrinsic
 *
 * For the exact score A, B and D are one rate, and the exchange is −(2/g²) E[f·ν]. Under VE the reverse process's
 * exchange comes out as g² E ∇·s_θ and the ratio to its intrinsic rate as 2 E ∇·s_θ / E|s_θ|²: by Stein's identity −2
 * for the exact score, and else a measure of the score's error.
 */
import { requireNumber } from '../arguments';
import { type Resolution, settingsOf } from './accuracy';
import { bothWays, type RatesBothWays } from './entropy-rates';
import { noisedGrid } from './expectation';
import type { ForwardProcess } from './forward-process';
import type { DiffusionData } from './joint-data';
import type { ScoreFunction } from './score-function';

/** Rates of a learned score, in nats per unit of t. */
export interface LearnedRates extends RatesBothWays {
  /** Reading A of the system rate. */
  norm: number;
  /** Reading B. */
  divergence: number;
}

/**
 * Entropy rates of a learned score at one time.
 *
 * @param process the noising process
 * @param data the data
 * @param score s_θ
 * @param t time, 0 < t ≤ 1
 * @param resolution see {@link Resolution}
 * @returns readings A and B of the system rate, and with reading D the splitting for both directions of time
 * @throws RangeError if t is outside
 * @see Kodama, Hinczewski, arXiv:2510.06174, figure 1
 * @example
 * const data = [gaussianData(0, 1)];
 * const score = scaledScore(exactScore(varianceExploding(25), data), 0.95);
 * const { reverse } = learnedRates(varianceExploding(25), data, score, 0.5);
 * reverse.exchange / reverse.intrinsic; // => -2.105263
 */
export function learnedRates(
  process: ForwardProcess,
  data: DiffusionData,
  score: ScoreFunction,
  t: number,
  resolution: Resolution = {},
): LearnedRates {
  requireNumber('t', t, { above: 0, max: 1 });
  const { gridCount, ignore, reach } = settingsOf(resolution);
  const [alpha, std, c, g2] = [process.scale(t), process.std(t), process.driftRate(t), process.diffusion(t)];
  const { points, weights, dimensions } = noisedGrid(data, alpha, std, gridCount, ignore, reach);
  const learned = score(points, t);
  let [square, divergence, production] = [0, 0, 0];
  points.forEach((x, i) => {
    const weight = weights[Math.floor(i / dimensions)];
    const s = learned.score[i];
    square += weight * s * s;
    production += weight * ((c / g2) * x - 0.5 * s) ** 2;
  });
  weights.forEach((weight, i) => {
    divergence += weight * learned.divergence[i];
  });
  const drift = c * dimensions;
  const system = drift - g2 * divergence - 0.5 * g2 * square;
  const intrinsic = 2 * g2 * production;
  return {
    norm: drift + 0.5 * g2 * square,
    divergence: drift - 0.5 * g2 * divergence,
    ...bothWays({ system, intrinsic, exchange: system - intrinsic }),
  };
}
