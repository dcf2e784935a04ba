/**
 * What the reverse SDE dx = [f − g² s_θ] dt + g dW (time running down) makes of the prior, for a score of Gaussian data
 * multiplied by a factor k: s_θ = −k (x − αμ)/(α² v + s²). With y = x/α and w = v + r² its mean and variance follow
 *
 *   d(m − μ)/dw = k (m − μ)/w,     dV/dw = 2k V/w − 1,
 *
 * from the prior at the largest w down to w = v: a Gaussian again, with V = C w²ᵏ + w/(2k − 1).
 */
import { requireNumber } from '../arguments';
import type { ForwardProcess } from './forward-process';
import { type GaussianPrior, requireGaussian } from './gaussian-prior';

/** ln(1 + eˣ), also where eˣ overflows. */
const logOnePlusExp = (x: number) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

/**
 * The Gaussian that the reverse SDE generates with the score of Gaussian data times a factor. Its NLL for any data of
 * known moments is {@link priorCrossEntropy}; for k = 1 it is also what the best linear score generates for data that
 * are not Gaussian.
 *
 * @param process the noising process
 * @param moments mean μ and variance v of the Gaussian data, coordinate by coordinate
 * @param factor k
 * @param prior π, as many coordinates
 * @returns mean and variance of what is generated
 * @throws RangeError if the numbers of coordinates differ or the factor is not finite
 * @see Anderson, Stoch. Proc. Appl. 12 (1982) 313; Song et al., ICLR 2021, arXiv:2011.13456, section 3.3
 * @example
 * const ve = varianceExploding(25);
 * const data = { mean: [0], variance: [1] };
 * const generated = reverseSdeLaw(ve, data, 0.95, standardPrior(ve, 1));
 * priorCrossEntropy(generated, data); // => 1.421531
 */
export function reverseSdeLaw(
  process: ForwardProcess,
  moments: GaussianPrior,
  factor: number,
  prior: GaussianPrior,
): GaussianPrior {
  requireNumber('factor', factor);
  const d = moments.mean.length;
  requireGaussian('moments', moments, d);
  requireGaussian('prior', prior, d);
  const [logAlpha, std] = [process.logScale(1), process.std(1)];
  const axes = moments.mean.map((mu, i) => {
    const v = moments.variance[i];
    // All variances in units of x at the end: there w is α² v + s², and at the start α² v, which may underflow.
    const end = v * Math.exp(2 * logAlpha) + std * std;
    const log = logOnePlusExp(2 * (Math.log(std) - logAlpha) - Math.log(v));
    const kept = prior.mean[i] === 0 ? 0 : prior.mean[i] * Math.exp(-logAlpha - factor * log);
    // V(start)/start, by the solution that goes through the prior's variance at the end.
    const exponent = 2 * factor - 1;
    const own = Math.abs(exponent) < 1e-8 ? log : -Math.expm1(-exponent * log) / exponent;
    const ratio = (prior.variance[i] / end) * Math.exp(-exponent * log) + own;
    return { mean: mu * -Math.expm1(-factor * log) + kept, variance: v * ratio };
  });
  return { mean: axes.map(a => a.mean), variance: axes.map(a => a.variance) };
}
