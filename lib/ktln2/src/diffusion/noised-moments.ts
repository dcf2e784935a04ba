/**
 * Entropy −E ln p and Fisher information E|∇ ln p|² of noised data x = α x₀ + s N(0, I), a sum over coordinates, each in
 * closed form or by quadrature over x.
 */
import { requireInteger, requireNumber, requirePositive } from '../arguments';
import type { AxisData, ProductData } from './data-distribution';
import { FULL_REACH, marginalRule, weightedSum } from './expectation';

/** Entropy in nats, and Fisher information. */
export interface NoisedMoments {
  /** Differential entropy, in nats. */
  entropy: number;
  /** E|∇ ln p|². */
  fisher: number;
}

/** Nodes a panel: beyond 24 the moments no longer change at 1e-12. */
const NODES = 32;

/** Moments of one noised coordinate. */
export function axisMoments(axis: AxisData, alpha: number, std: number): NoisedMoments {
  const closed = axis.exactMoments(alpha, std);
  if (closed) return closed;
  const marginal = axis.deviation(alpha, std);
  const { nodes, weights } = marginalRule(marginal, NODES);
  const squares = nodes.map(x => marginal.score(x) ** 2);
  return {
    entropy: -weightedSum(weights, nodes.map(marginal.logDensity)),
    fisher: weightedSum(weights, squares),
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
export function noisedMoments(data: ProductData, alpha: number, std: number): NoisedMoments {
  requireNumber('alpha', alpha, { min: 0 });
  requirePositive('std', std);
  const axes = data.map(axis => axisMoments(axis, alpha, std));
  return {
    entropy: axes.reduce((sum, m) => sum + m.entropy, 0),
    fisher: axes.reduce((sum, m) => sum + m.fisher, 0),
  };
}

/**
 * Cross-entropy E[−ln p] of data without noise with the density p of a noised distribution: the NLL of data that lack
 * the noise which the model, cut off at α and s, takes them to have.
 *
 * @param data the data's coordinates, without noise
 * @param model the distribution whose noised density is evaluated
 * @param alpha scale α of the model, without unit
 * @param std standard deviation s > 0 of the model's noise, in the data's unit
 * @returns E over the data of −ln p_model, in nats
 * @throws RangeError if `std` is not > 0 or the numbers of coordinates differ
 * @example
 * noisedCrossEntropy([gaussianData(0, 1)], [gaussianData(0, 1)], 1, 1); // => 1.515512
 */
export function noisedCrossEntropy(
  data: ProductData,
  model: ProductData,
  alpha: number,
  std: number,
): number {
  requireNumber('alpha', alpha, { min: 0 });
  requirePositive('std', std);
  requireInteger('model.length', model.length, { min: data.length, max: data.length });
  return data.reduce((sum, axis, i) => {
    const { logDensity, breaks } = model[i].noised(alpha, std);
    // The model's density bends at its own edges, which need not be the data's.
    const { nodes, weights } = axis.average(breaks(FULL_REACH));
    return sum - weightedSum(weights, nodes.map(logDensity));
  }, 0);
}
