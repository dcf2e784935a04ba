/**
 * Likelihood by the probability-flow ODE dx/dt = f − ½ g² s_θ, whose paths carry the model's density:
 *
 *   −ln p_θ(x₀) = −ln π(x₁) − ∫ ∇·(f − ½ g² s_θ) dt,     π: the prior at t = 1.
 *
 * In coordinates z = (x − m)/σ, with m and σ² = α² v + s² the moments of noised data of mean and variance v, and with
 * r = s/α, the same path reads
 *
 *   dz/d ln r = −(s²/σ) (s_θ + z/σ),
 *
 * which is 0 for the exact score of Gaussian data, and ∫ ∇·(f − ½ g² s_θ) dt = Σ ln σ₁/σ₀ − ∫ s² (∇·s_θ + Σ 1/σ²) d ln r.
 * Runge and Kutta's fourth-order rule with equal steps of ln r solves what is left.
 */
import { requireInteger } from '../arguments';
import type { WeightedPoints } from './weighted-points';
import type { ForwardProcess } from './forward-process';
import { type GaussianPrior, priorSurprisal } from './gaussian-prior';
import type { ScoreFunction } from './score-function';
import { requireRatios } from './time-integral';

/** Where paths are when they reach a ratio r, and what they have gathered on the way. */
export interface FlowState {
  /** r = s/α. */
  ratio: number;
  /** x, n rows of d. */
  points: Float64Array;
  /** ∫ ∇·(f − ½ g² s_θ) dt since the start, n values. */
  expansion: Float64Array;
}

/** Mean and standard deviation of noised data, coordinate by coordinate. */
function momentsAt(process: ForwardProcess, { mean, variance }: GaussianPrior, t: number) {
  const [alpha, std] = [process.scale(t), process.std(t)];
  return {
    noise: std * std,
    mean: mean.map(m => alpha * m),
    width: variance.map(v => Math.hypot(alpha * Math.sqrt(v), std)),
  };
}

/** dz/d ln r and the divergence's integrand s² (∇·s_θ + Σ 1/σ²) at z and ln r. */
function flowVelocity(
  process: ForwardProcess,
  score: ScoreFunction,
  moments: GaussianPrior,
  z: Float64Array,
  logRatio: number,
) {
  const t = process.timeOfRatio(Math.exp(logRatio));
  const { noise, mean, width } = momentsAt(process, moments, t);
  const d = width.length;
  // Plain loops here and below: they run once for each of a thousand steps.
  const points = new Float64Array(z.length);
  for (let i = 0; i < z.length; i++) points[i] = mean[i % d] + width[i % d] * z[i];
  const values = score(points, t);
  const velocity = new Float64Array(z.length);
  for (let i = 0; i < z.length; i++) {
    velocity[i] = -(noise / width[i % d]) * (values.score[i] + z[i] / width[i % d]);
  }
  const gaussian = width.reduce((sum, w) => sum + noise / w / w, 0);
  return { velocity, shrinkage: values.divergence.map(div => noise * div + gaussian) };
}

/** z + factor · k. */
function moved(z: Float64Array, k: Float64Array, factor: number): Float64Array {
  const result = new Float64Array(z.length);
  for (let i = 0; i < z.length; i++) result[i] = z[i] + factor * k[i];
  return result;
}

/**
 * Follows probability-flow paths through increasing ratios r = s/α, towards the noise, or through decreasing ones,
 * towards the data.
 *
 * @param process the noising process
 * @param score s_θ
 * @param start x at `ratios[0]`: `points`, n rows of d, and `dimensions`, d
 * @param ratios where to stop and record; at least two, increasing or decreasing
 * @param stepsPerUnit Runge-Kutta steps for each factor e of r
 * @param moments mean and variance of the data without noise, for the coordinates z; 0 and 1 unless told otherwise
 * @returns the states at `ratios[1]`, `ratios[2]`, …
 * @throws RangeError if `stepsPerUnit` is not an integer >= 1 or the ratios are not as said
 * @see Song et al., ICLR 2021, arXiv:2011.13456, section 4.3
 * @example
 * const data = [gaussianData(0, 1)];
 * const score = exactScore(varianceExploding(25), data);
 * const start = { points: Float64Array.of(1), dimensions: 1 };
 * followFlow(varianceExploding(25), score, start, [1e-6, Math.sqrt(3)])[0].points[0]; // => 2.000000
 */
export function followFlow(
  process: ForwardProcess,
  score: ScoreFunction,
  start: Pick<WeightedPoints, 'points' | 'dimensions'>,
  ratios: readonly number[],
  stepsPerUnit = 16,
  moments: GaussianPrior = {
    mean: Array(start.dimensions).fill(0),
    variance: Array(start.dimensions).fill(1),
  },
): FlowState[] {
  requireInteger('stepsPerUnit', stepsPerUnit, { min: 1 });
  const falling = ratios.length > 1 && ratios[1] < ratios[0];
  requireRatios(falling ? 'ratios, last to first' : 'ratios', falling ? [...ratios].reverse() : ratios);
  const d = start.dimensions;
  const momentsOf = (ratio: number) => momentsAt(process, moments, process.timeOfRatio(ratio));
  const begin = momentsOf(ratios[0]);
  const z = start.points.map((x, i) => (x - begin.mean[i % d]) / begin.width[i % d]);
  const shrunk = new Float64Array(start.points.length / d);
  const states: FlowState[] = [];
  for (let stop = 1; stop < ratios.length; stop++) {
    const from = Math.log(ratios[stop - 1]);
    const length = Math.log(ratios[stop]) - from;
    const steps = Math.ceil(Math.abs(length) * stepsPerUnit);
    const h = length / steps;
    for (let step = 0; step < steps; step++) {
      const log = from + step * h;
      const velocityAt = (at: Float64Array, log: number) => flowVelocity(process, score, moments, at, log);
      const k1 = velocityAt(z, log);
      const k2 = velocityAt(moved(z, k1.velocity, h / 2), log + h / 2);
      const k3 = velocityAt(moved(z, k2.velocity, h / 2), log + h / 2);
      const k4 = velocityAt(moved(z, k3.velocity, h), log + h);
      for (const [sum, key] of [
        [z, 'velocity'],
        [shrunk, 'shrinkage'],
      ] as const) {
        const [one, two, three, four] = [k1[key], k2[key], k3[key], k4[key]];
        for (let i = 0; i < sum.length; i++) {
          sum[i] += (h / 6) * (one[i] + 2 * two[i] + 2 * three[i] + four[i]);
        }
      }
    }
    const { mean, width } = momentsOf(ratios[stop]);
    const stretch = width.reduce((sum, w, axis) => sum + Math.log(w / begin.width[axis]), 0);
    states.push({
      ratio: ratios[stop],
      points: z.map((v, i) => mean[i % d] + width[i % d] * v),
      expansion: shrunk.map(value => stretch - value),
    });
  }
  return states;
}

/**
 * −ln p_θ at the points where paths started, from the state at which they end.
 *
 * @param state the end of the paths
 * @param prior the prior π there
 * @returns n values, in nats
 * @see Song et al., ICLR 2021, arXiv:2011.13456, section 4.3
 * @example
 * const end = { ratio: 1, points: Float64Array.of(0), expansion: Float64Array.of(0.5) };
 * pointSurprisal(end, { mean: [0], variance: [1] })[0]; // => 0.4189385
 */
export function pointSurprisal(state: FlowState, prior: GaussianPrior): Float64Array {
  return priorSurprisal(prior, state.points).map((surprisal, i) => surprisal - state.expansion[i]);
}
