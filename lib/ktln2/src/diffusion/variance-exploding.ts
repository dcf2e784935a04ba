/**
 * Variance-exploding processes (VE), which add noise and leave the data's scale alone: c = 0, α = 1, with s growing
 * like a power of t's exponential,
 *
 *   g = g₀ kᵗ,   s² = g₀² (k²ᵗ − 1) / (2 ln k).
 */
import { requireNumber, requirePositive } from '../arguments';
import type { ForwardProcess } from './forward-process';

/** g = g₀ kᵗ. */
function exploding(name: string, g0: number, k: number): ForwardProcess {
  const rate = 2 * Math.log(k);
  const diffusion = (t: number) => g0 * g0 * Math.exp(rate * t);
  return {
    name,
    scale: () => 1,
    logScale: () => 0,
    // expm1 and log1p keep all digits where t is small.
    std: t => g0 * Math.sqrt(Math.expm1(rate * t) / rate),
    varianceRate: diffusion,
    diffusion,
    driftRate: () => 0,
    timeOfRatio: ratio => Math.log1p(rate * (ratio / g0) ** 2) / rate,
  };
}

/**
 * The variance-exploding process dx = σᵗ dW: s² = (σ²ᵗ − 1) / (2 ln σ).
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
  return exploding(`VE, σ = ${sigma}`, 1, sigma);
}

/**
 * The variance-exploding process with a geometric schedule, s² = σ_min² [(σ_max/σ_min)²ᵗ − 1]: the VE SDE of Song et al.,
 * counted from the data themselves (s = 0 at t = 0).
 *
 * @param sigmaMax σ_max, in the data's unit; s(1)² = σ_max² − σ_min²
 * @param sigmaMin σ_min > 0, in the data's unit
 * @throws RangeError if σ_min is not > 0 or σ_max not > σ_min
 * @see Song et al., ICLR 2021, arXiv:2011.13456, appendix C
 * @example
 * varianceExplodingGeometric(25).std(1); // => 24.999998
 */
export function varianceExplodingGeometric(sigmaMax: number, sigmaMin = 0.01): ForwardProcess {
  requirePositive('sigmaMin', sigmaMin);
  requireNumber('sigmaMax', sigmaMax, { above: sigmaMin });
  const ratio = sigmaMax / sigmaMin;
  const name = `VE, geometric, σ_max = ${sigmaMax}`;
  return exploding(name, sigmaMin * Math.sqrt(2 * Math.log(ratio)), ratio);
}
