/**
 * Variance-preserving processes (VP), which turn data into N(0, I): with a rate β(t) and B(t) = ∫₀ᵗ β,
 *
 *   c = −β/2,   g² = β,   α = exp(−½ B),   s² = 1 − exp(−B),   r² = exp(B) − 1.
 */
import { requireNumber, requirePositive } from '../arguments';
import type { ForwardProcess } from './forward-process';

/** A rate β(t), its integral B(t), and the time at which B has a given value. */
interface NoiseSchedule {
  beta(t: number): number;
  total(t: number): number;
  timeOfTotal(total: number): number;
}

function preserving(name: string, { beta, total, timeOfTotal }: NoiseSchedule): ForwardProcess {
  return {
    name,
    scale: t => Math.exp(-total(t) / 2),
    logScale: t => -total(t) / 2,
    std: t => Math.sqrt(-Math.expm1(-total(t))),
    varianceRate: t => beta(t) * Math.exp(-total(t)),
    diffusion: beta,
    driftRate: t => -beta(t) / 2,
    // From 1e8 on the 1 in ln(1 + r²) no longer counts; r² would overflow at 1e154.
    timeOfRatio: ratio => timeOfTotal(ratio < 1e8 ? Math.log1p(ratio * ratio) : 2 * Math.log(ratio)),
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
  return preserving(`VP, β_max = ${betaMax}`, {
    beta: t => betaMin + slope * t,
    total: t => betaMin * t + 0.5 * slope * t * t,
    // The form that does not cancel where the total is small.
    timeOfTotal: total => (2 * total) / (betaMin + Math.sqrt(betaMin * betaMin + 2 * slope * total)),
  });
}

/**
 * The variance-preserving process with g = σᵗ, that is β(t) = σ²ᵗ: the noise of {@link varianceExploding} with the drift
 * that keeps the variance.
 *
 * @param sigma σ > 1, without unit
 * @throws RangeError if σ is not a finite number > 1
 * @see Song et al., ICLR 2021, arXiv:2011.13456 (β as a free function of t)
 * @example
 * variancePreservingExponential(25).logScale(1); // => -48.46412
 */
export function variancePreservingExponential(sigma: number): ForwardProcess {
  requireNumber('sigma', sigma, { above: 1 });
  const rate = 2 * Math.log(sigma);
  return preserving(`VP, g = σᵗ, σ = ${sigma}`, {
    beta: t => Math.exp(rate * t),
    total: t => Math.expm1(rate * t) / rate,
    timeOfTotal: total => Math.log1p(rate * total) / rate,
  });
}
