/**
 * How far a score is from the ratio of 2 to 1 between exchange and intrinsic rate, from samples alone. For the exact
 * score Stein's identity says E|s|² + E ∇·s = 0 at every t; for a learned one the integral is
 *
 *   V = ∫ g² (E|s_θ|² + E ∇·s_θ) dt = ∫ g² E[s_θ·e] dt = Ŝ_D − Ŝ_A,     e = s_θ − ∇ ln p_t.
 *
 * V is also the slope, at k = 1, of the score-matching loss of k s_θ: zero for every fit that scaling cannot improve.
 * Each sample x₀ gets noise ±ε at every level. From each value is taken what the noise alone does to that of the linear
 * score with the samples' own moments, (s²/w²)(ε² − 1) a coordinate with w = α² v + s²: its mean is 0 for every x₀.
 */
import { requireInteger } from '../arguments';
import type { RandomSource } from '../numerics';
import type { ForwardProcess } from './forward-process';
import type { ScoreFunction } from './score-function';
import { requireRatios, timeNodes } from './time-integral';

/** The violation over one interval of noise; nats. */
export interface TwoToOneViolation {
  /** ∫ g² (E|s_θ|² + E ∇·s_θ) dt. */
  violation: number;
  /** Its standard error, from the scatter over samples. */
  standardError: number;
  /** ½ ∫ g² E|s_θ|² dt. */
  norm: number;
}

/** Mean and variance of each column of n rows of d. */
function columnMoments(rows: Float64Array, d: number): { mean: number[]; variance: number[] } {
  const n = rows.length / d;
  const axes = Array.from({ length: d }, (_, axis) => rows.filter((_, i) => i % d === axis));
  const mean = axes.map(column => column.reduce((sum, x) => sum + x, 0) / n);
  const variance = axes.map((column, k) => column.reduce((sum, x) => sum + (x - mean[k]) ** 2, 0) / n);
  return { mean, variance };
}

/**
 * Estimates the violation of 2:1 from samples of the data, without knowing their density or its score.
 *
 * @param process the noising process
 * @param samples n ≥ 2 rows of d, in the data's unit: of the data, or what the score was trained on
 * @param dimensions d
 * @param score s_θ
 * @param ratios where to start and to stop: at least two values of r = s/α, increasing
 * @param random where the noise comes from
 * @param nodesPerUnit levels of noise for each factor e of r
 * @returns the violation over each interval between two of the ratios
 * @throws RangeError if the samples are not two rows or more of d, or the ratios not as said
 * @see Stein, Proc. 6th Berkeley Symp. 2 (1972) 583 (the identity); Vincent, Neural Comput. 23 (2011) 1661 (the loss)
 * @example
 * const ve = varianceExploding(25);
 * const data = [gaussianData(0, 1)];
 * const samples = drawData(data, 4000, seededRandom(1));
 * const score = scaledScore(exactScore(ve, data), 0.9);
 * const [{ violation, standardError }] = twoToOneViolation(ve, samples, 1, score, [1e-3, 9], seededRandom(2));
 * // In closed form k (k − 1) ln((1 + 9²)/(1 + 1e-6)) = −0.396605.
 * Math.abs(violation + 0.396605) < 3 * standardError; // => true
 */
export function twoToOneViolation(
  process: ForwardProcess,
  samples: Float64Array,
  dimensions: number,
  score: ScoreFunction,
  ratios: readonly number[],
  random: RandomSource,
  nodesPerUnit = 4,
): TwoToOneViolation[] {
  requireInteger('dimensions', dimensions, { min: 1 });
  const [d, n] = [dimensions, samples.length / dimensions];
  requireInteger('samples.length / dimensions', n, { min: 2 });
  requireRatios('ratios', ratios);
  requireInteger('nodesPerUnit', nodesPerUnit, { min: 1 });
  const { mean, variance } = columnMoments(samples, d);
  return ratios.slice(1).map((to, i) => {
    const count = Math.max(3, Math.ceil(Math.log(to / ratios[i]) * nodesPerUnit));
    const totals = new Float64Array(n);
    let norm = 0;
    for (const { t, alpha, std, weight } of timeNodes(process, ratios[i], to, count)) {
      const points = new Float64Array(2 * samples.length);
      samples.forEach((x, k) => {
        const step = std * random.normal();
        points[k] = alpha * x + step;
        points[k + samples.length] = alpha * x - step;
      });
      const learned = score(points, t);
      const spread = variance.map(v => alpha * alpha * v + std * std);
      const share = (weight * std * std) / 2; // of the two signs of the noise
      for (let k = 0; k < points.length; k++) {
        const axis = k % d;
        const offset = alpha * (samples[k % samples.length] - mean[axis]);
        const byNoise = ((points[k] - alpha * mean[axis]) ** 2 - offset ** 2 - std * std) / spread[axis] ** 2;
        const square = learned.score[k] ** 2;
        norm += (share * square) / n;
        totals[Math.floor(k / d) % n] += 2 * share * (square - byNoise);
      }
      learned.divergence.forEach((divergence, row) => {
        totals[row % n] += 2 * share * divergence;
      });
    }
    const violation = totals.reduce((sum, x) => sum + x, 0) / n;
    const squares = totals.reduce((sum, x) => sum + (x - violation) ** 2, 0);
    return { violation, standardError: Math.sqrt(squares / (n - 1) / n), norm };
  });
}
