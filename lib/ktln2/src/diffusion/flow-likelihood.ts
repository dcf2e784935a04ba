/**
 * Likelihood by the probability-flow ODE dx/dt = f − ½ g² s_θ, whose paths carry the model's density:
 *
 *   −ln p_θ(x₀) = −ln π(x₁) − ∫ ∇·(f − ½ g² s_θ) dt,     π: the prior at t = 1.
 *
 * With y = x/α and r = s/α the same path reads dy/d ln r = −(s²/α) s_θ, and the integral over the divergence is
 * d ln α(1)/α(t₀) − ∫ s² ∇·s_θ d ln r. Runge and Kutta's fourth-order rule with equal steps of ln r solves it.
 */
import { requireInteger } from '../arguments';
import type { WeightedPoints } from './expectation';
import type { ForwardProcess } from './forward-process';
import { type GaussianPrior, priorSurprise } from './gaussian-prior';
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

/** dy/d ln r and the divergence's integrand s² ∇·s_θ at y and ln r. */
function flowVelocity(process: ForwardProcess, score: ScoreFunction, y: Float64Array, logRatio: number) {
  const t = process.timeOfRatio(Math.exp(logRatio));
  const [alpha, variance] = [process.scale(t), process.std(t) ** 2];
  const values = score(
    y.map(v => alpha * v),
    t,
  );
  return {
    velocity: values.score.map(s => -(variance / alpha) * s),
    shrinkage: values.divergence.map(div => variance * div),
  };
}

/**
 * Follows probability-flow paths through increasing ratios r = s/α.
 *
 * @param process the noising process
 * @param score s_θ
 * @param start x at `ratios[0]`: `points`, n rows of d, and `dimensions`, d
 * @param ratios where to stop and record; at least two, increasing
 * @param stepsPerUnit Runge-Kutta steps for each factor e of r
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
): FlowState[] {
  requireInteger('stepsPerUnit', stepsPerUnit, { min: 1 });
  requireRatios('ratios', ratios);
  const alphaAt = (ratio: number) => process.scale(process.timeOfRatio(ratio));
  const alphaStart = alphaAt(ratios[0]);
  let y = start.points.map(x => x / alphaStart);
  const shrunk = new Float64Array(start.points.length / start.dimensions);
  const states: FlowState[] = [];
  for (let stop = 1; stop < ratios.length; stop++) {
    const from = Math.log(ratios[stop - 1]);
    const length = Math.log(ratios[stop]) - from;
    const steps = Math.ceil(length * stepsPerUnit);
    const h = length / steps;
    for (let step = 0; step < steps; step++) {
      const at = from + step * h;
      const k1 = flowVelocity(process, score, y, at);
      const move = (k: Float64Array, factor: number) => y.map((v, i) => v + factor * k[i]);
      const k2 = flowVelocity(process, score, move(k1.velocity, h / 2), at + h / 2);
      const k3 = flowVelocity(process, score, move(k2.velocity, h / 2), at + h / 2);
      const k4 = flowVelocity(process, score, move(k3.velocity, h), at + h);
      const mean = (key: 'velocity' | 'shrinkage', i: number) =>
        (h / 6) * (k1[key][i] + 2 * k2[key][i] + 2 * k3[key][i] + k4[key][i]);
      y = y.map((v, i) => v + mean('velocity', i));
      for (let i = 0; i < shrunk.length; i++) shrunk[i] += mean('shrinkage', i);
    }
    const alpha = alphaAt(ratios[stop]);
    const stretch = start.dimensions * Math.log(alpha / alphaStart);
    states.push({
      ratio: ratios[stop],
      points: y.map(v => alpha * v),
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
 * pointSurprise(end, { mean: [0], variance: [1] })[0]; // => 0.4189385
 */
export function pointSurprise(state: FlowState, prior: GaussianPrior): Float64Array {
  return priorSurprise(prior, state.points).map((surprise, i) => surprise - state.expansion[i]);
}
