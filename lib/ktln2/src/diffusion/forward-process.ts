/**
 * Noising by dx = c(t) x dt + g(t) dW on t ∈ [0, 1], which turns data x₀ into x_t = α(t) x₀ + s(t) N(0, I):
 *
 *   variance exploding (VE):   c = 0,       g = σᵗ,   α = 1,             s² = (σ²ᵗ − 1) / (2 ln σ)
 *   variance preserving (VP):  c = −β/2,    g² = β,   α = exp(−½ ∫β),    s² = 1 − α²
 *
 * with β(t) = β_min + t (β_max − β_min). The ratio r = s/α grows with dr²/dt = g²/α², hence ½ g² dt = s² d ln r:
 * integrals over time become integrals over ln r, in which nothing diverges at t = 0.
 */
import { requireNumber, requirePositive } from '../arguments';

/** A noising process that is linear in x. Time is without unit, from 0 (data) to 1 (noise). */
export interface ForwardProcess {
  /** What to call it in tables and figures. */
  name: string;
  /** α(t): what is left of the data. */
  scale(t: number): number;
  /** s(t): standard deviation of the noise added so far, in each dimension. */
  std(t: number): number;
  /** g²(t): strength of the noise. */
  diffusion(t: number): number;
  /** c(t): the drift is f(x, t) = c(t) x, and its divergence d · c(t). */
  driftRate(t: number): number;
  /** The time at which s/α has the value `ratio`. */
  timeOfRatio(ratio: number): number;
}

/**
 * The variance-exploding process dx = σᵗ dW.
 *
 * @param sigma σ > 1, without unit
 * @throws RangeError if σ is not a finite number > 1
 * @see Song et al., Score-Based Generative Modeling through Stochastic Differential Equations, ICLR 2021,
 *   arXiv:2011.13456; the choice g = σᵗ is that of its tutorial
 * @example
 * varianceExploding(25).std(1); // => 9.845215
 * varianceExploding(25).timeOfRatio(9.845214563); // => 1.000000
 */
export function varianceExploding(sigma: number): ForwardProcess {
  requireNumber('sigma', sigma, { above: 1 });
  const rate = 2 * Math.log(sigma);
  return {
    name: `VE, σ = ${sigma}`,
    scale: () => 1,
    // expm1 and log1p keep all digits where t is small.
    std: t => Math.sqrt(Math.expm1(rate * t) / rate),
    diffusion: t => Math.exp(rate * t),
    driftRate: () => 0,
    timeOfRatio: ratio => Math.log1p(rate * ratio * ratio) / rate,
  };
}

/**
 * The variance-preserving process dx = −½ β x dt + √β dW, β(t) rising linearly.
 *
 * @param betaMax β at t = 1, without unit
 * @param betaMin β at t = 0, without unit
 * @throws RangeError if β_min is not > 0 or β_max not > β_min
 * @see Ho, Jain, Abbeel, NeurIPS 2020, arXiv:2006.11239; Song et al., ICLR 2021, arXiv:2011.13456
 * @example
 * variancePreserving(20).scale(1); // => 0.006571586
 */
export function variancePreserving(betaMax: number, betaMin = 0.1): ForwardProcess {
  requirePositive('betaMin', betaMin);
  requireNumber('betaMax', betaMax, { above: betaMin });
  const slope = betaMax - betaMin;
  const beta = (t: number) => betaMin + slope * t;
  /** ∫₀ᵗ β = −ln α². */
  const total = (t: number) => betaMin * t + 0.5 * slope * t * t;
  return {
    name: `VP, β_max = ${betaMax}`,
    scale: t => Math.exp(-total(t) / 2),
    std: t => Math.sqrt(-Math.expm1(-total(t))),
    diffusion: beta,
    driftRate: t => -beta(t) / 2,
    timeOfRatio(ratio) {
      // ∫₀ᵗ β = ln(1 + r²), solved for t in the form that does not cancel where r is small.
      const target = Math.log1p(ratio * ratio);
      return (2 * target) / (betaMin + Math.sqrt(betaMin * betaMin + 2 * slope * target));
    },
  };
}

/**
 * The ratio r = s/α of noise to data.
 *
 * @param process the noising process
 * @param t time, from 0 to 1
 * @example
 * noiseRatio(variancePreserving(20), 1); // => 152.1670
 */
export function noiseRatio(process: ForwardProcess, t: number): number {
  return process.std(t) / process.scale(t);
}
