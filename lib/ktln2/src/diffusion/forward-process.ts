/**
 * Noising by dx = c(t) x dt + g(t) dW on t ∈ [0, 1], which turns data x₀ into x_t = α(t) x₀ + s(t) N(0, I):
 *
 *   dα/dt = c α,   d s²/dt = 2 c s² + g²,   α(0) = 1,   s(0) = 0.
 *
 * The ratio r = s/α grows with dr²/dt = g²/α², hence ½ g² dt = s² d ln r: integrals over time become integrals over
 * ln r, in which nothing diverges at t = 0.
 */
import { requireNumber } from '../arguments';

/** A noising process that is linear in x. Time is without unit, from 0 (data) to 1 (noise). */
export interface ForwardProcess {
  /** What to call it in tables and figures. */
  name: string;
  /** α(t): what is left of the data. */
  scale(t: number): number;
  /** ln α(t), also where α itself underflows. */
  logScale(t: number): number;
  /** s(t): standard deviation of the noise added so far, in each dimension. */
  std(t: number): number;
  /** d s²/dt, in a form that does not cancel where s stops growing. */
  varianceRate(t: number): number;
  /** g²(t): strength of the noise. */
  diffusion(t: number): number;
  /** c(t): the drift is f(x, t) = c(t) x, and its divergence d · c(t). */
  driftRate(t: number): number;
  /** The time at which s/α has the value `ratio`. */
  timeOfRatio(ratio: number): number;
}

/**
 * The ratio r = s/α of noise to data.
 *
 * @param process the noising process
 * @param t time, from 0 to 1
 * @throws RangeError if t is outside
 * @example
 * noiseRatio(variancePreserving(20), 1); // => 152.1670
 */
export function noiseRatio(process: ForwardProcess, t: number): number {
  requireNumber('t', t, { min: 0, max: 1 });
  return process.std(t) / process.scale(t);
}

/** ln r, also where r itself overflows. */
export function logNoiseRatio(process: ForwardProcess, t: number): number {
  return Math.log(process.std(t)) - process.logScale(t);
}
