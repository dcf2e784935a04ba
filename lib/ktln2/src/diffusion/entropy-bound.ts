/**
 * The entropy bound of Kodama and Hinczewski on the negative log-likelihood (NLL) of a diffusion model,
 *
 *   NLL ≥ (S₀ + S₁)/2 − ½ ∫₀¹ Ṡ_θ dt,
 *
 * all entropies in nats, Ṡ_θ along noising time. Here for the exact score, where Ṡ_θ is Ṡ and S₁ the entropy of the
 * noised data p₁: then ∫ Ṡ dt = S₁ − S₀, the right side is S₀, and the bound is Gibbs' inequality, tight.
 */
import { requireInteger, requireNumber, requirePositive } from '../arguments';
import type { ProductData } from './data-distribution';
import { noisedMoments } from './entropy-rates';
import { type ForwardProcess, noiseRatio } from './forward-process';
import { timeNodes } from './time-integral';

/** The bound's ingredients, in nats. */
export interface ExactEntropyBound {
  /** S₀: entropy of the data, in closed form. */
  dataEntropy: number;
  /** S₁: entropy of the noised data p₁ (not of the prior), by quadrature. */
  finalEntropy: number;
  /** ∫₀¹ Ṡ dt, by quadrature of the Fisher information. */
  rateIntegral: number;
  /** (S₀ + S₁)/2 − ½ ∫₀¹ Ṡ dt. */
  bound: number;
}

/**
 * The entropy bound with the exact score.
 *
 * Since ½ g² dt = s² d ln r with r = s/α, the integral is ∫ Ṡ dt = d ln α(1) + ∫ s² E|∇ ln p|² d ln r.
 *
 * @param process the noising process
 * @param data the data's coordinates
 * @param options `from`: the ratio r at which the integral starts instead of 0 (it leaves out about 0.9 r/L nat a
 *   dimension of uniform data); `count`: nodes of the integral over ln r
 * @throws RangeError if an option is out of range
 * @see Kodama, Hinczewski, Thermodynamic Performance Limits for Score-Based Diffusion Models, arXiv:2510.06174
 * @example
 * entropyBound(varianceExploding(25), [gaussianData(0, 1)]).bound; // => 1.418939
 */
export function entropyBound(
  process: ForwardProcess,
  data: ProductData,
  { from = 1e-8, count = 96 } = {},
): ExactEntropyBound {
  requirePositive('from', from);
  requireNumber('from', from, { max: noiseRatio(process, 1) });
  requireInteger('count', count, { min: 1 });
  const dataEntropy = data.reduce((sum, axis) => sum + axis.entropy, 0);
  const finalEntropy = noisedMoments(data, process.scale(1), process.std(1)).entropy;
  let rateIntegral = data.length * Math.log(process.scale(1));
  for (const { alpha, std, weight } of timeNodes(process, from, noiseRatio(process, 1), count)) {
    rateIntegral += weight * std * std * noisedMoments(data, alpha, std).fisher;
  }
  const bound = (dataEntropy + finalEntropy - rateIntegral) / 2;
  return { dataEntropy, finalEntropy, rateIntegral, bound };
}
