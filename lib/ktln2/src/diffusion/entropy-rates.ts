/**
 * Entropy rates along the noising process dx = f dt + g dW, in nats per unit of t. With the score s = ∇ ln p_t and
 * the mean local velocity ν = f − ½ g² s (Seifert's splitting):
 *
 *   system     Ṡ  = E ∇·f + ½ g² E|s|²     (the rate of the differential entropy of p_t)
 *   intrinsic  Ṡⁱ = (2/g²) E|ν|² ≥ 0       (the total entropy production)
 *   exchange   Ṡᵉ = −(2/g²) E[f·ν] = −(2/g²) E|f|² − E ∇·f
 *
 * with Ṡ = Ṡⁱ + Ṡᵉ. The controlled (reverse) process runs through the same p_t backwards, with drift −f + g² s:
 * per unit of its own time Ṡ changes sign, Ṡⁱ stays, and the exchange becomes −2 Ṡⁱ − Ṡᵉ.
 */
import { requireNumber, requirePositive } from '../arguments';
import type { NoisedMarginal, ProductData } from './data-distribution';
import { marginalRule, weightedSum } from './expectation';
import type { ForwardProcess } from './forward-process';

/** The three rates of one process, in nats per unit of t. */
export interface EntropyRates {
  /** Ṡ: rate of the differential entropy. */
  system: number;
  /** Ṡⁱ: total entropy production. */
  intrinsic: number;
  /** Ṡᵉ: entropy that comes in from the heat bath. */
  exchange: number;
}

/** Nodes a panel: beyond 24 the moments below no longer change at 1e-12. */
const NODES = 32;

/** Entropy −E ln p and Fisher information E s² of one noised coordinate. */
function axisMoments(marginal: NoisedMarginal): { entropy: number; fisher: number } {
  const { nodes, weights } = marginalRule(marginal, NODES);
  return {
    entropy: -weightedSum(weights, nodes.map(marginal.logDensity)),
    fisher: weightedSum(
      weights,
      nodes.map(x => marginal.score(x) ** 2),
    ),
  };
}

/**
 * Differential entropy, in nats, and Fisher information E|∇ ln p|² of the data after noising.
 *
 * @param data the data's coordinates
 * @param alpha scale α, without unit
 * @param std standard deviation s > 0 of the noise, in the data's unit
 * @throws RangeError if `std` is not > 0
 * @example
 * noisedMoments([gaussianData(0, 1)], 1, 1).entropy; // => 1.765512
 * noisedMoments([gaussianData(0, 1)], 1, 1).fisher; // => 0.5000000
 */
export function noisedMoments(
  data: ProductData,
  alpha: number,
  std: number,
): { entropy: number; fisher: number } {
  requirePositive('std', std);
  const axes = data.map(axis => axisMoments(axis.noised(alpha, std)));
  return {
    entropy: axes.reduce((sum, m) => sum + m.entropy, 0),
    fisher: axes.reduce((sum, m) => sum + m.fisher, 0),
  };
}

/**
 * Entropy rates of the noising process, and of the process that reverses it with the exact score.
 *
 * @param process the noising process
 * @param data the data's coordinates
 * @param t time, 0 < t ≤ 1
 * @returns `forward`: rates along t; `reverse`: rates along 1 − t; both in nats per unit of time
 * @throws RangeError if t is outside
 * @see Seifert, Phys. Rev. Lett. 95 (2005) 040602; Kodama, Hinczewski, arXiv:2510.06174
 * @example
 * entropyRates(varianceExploding(10), [gaussianData(0, 1)], 0.1).forward.system; // => 0.7031420
 * entropyRates(varianceExploding(10), [gaussianData(0, 1)], 0.1).reverse.exchange; // => -1.406284
 */
export function entropyRates(
  process: ForwardProcess,
  data: ProductData,
  t: number,
): { forward: EntropyRates; reverse: EntropyRates } {
  requireNumber('t', t, { above: 0, max: 1 });
  const [alpha, std, c] = [process.scale(t), process.std(t), process.driftRate(t)];
  const g2 = process.diffusion(t);
  const secondMoment = data.reduce((sum, x) => sum + alpha ** 2 * (x.variance + x.mean ** 2) + std ** 2, 0);
  const divergence = c * data.length;
  const system = divergence + 0.5 * g2 * noisedMoments(data, alpha, std).fisher;
  const exchange = -(2 / g2) * c * c * secondMoment - divergence;
  const intrinsic = system - exchange;
  return {
    forward: { system, intrinsic, exchange },
    reverse: { system: -system, intrinsic, exchange: -2 * intrinsic - exchange },
  };
}
