/**
 * Expectations over the noised data: E h(x) = Σᵢ wᵢ h(xᵢ), with Gauss-Legendre nodes xᵢ on panels that follow the
 * density's edges, and wᵢ = (rule's weight) · p(xᵢ). No sampling, hence no sampling error.
 */
import { requirePositive } from '../arguments';
import type { NoisedMarginal, ProductData } from './data-distribution';
import { panelRule, type QuadratureRule } from '../numerics';

/** Points in d dimensions, row after row, with the probability that each stands for. */
export interface WeightedPoints {
  /** x, n rows of d coordinates. */
  points: Float64Array;
  /** n weights, which sum to 1 up to the rule's error. */
  weights: Float64Array;
  /** ln p at each point, in nats. */
  logDensity: Float64Array;
  /** d. */
  dimensions: number;
}

/** Standard deviations of the noise after which its tail (1e-17) no longer counts in double precision. */
export const FULL_REACH = 8.5;
/** The same for tensor grids, which serve float32 scores: a tail of 2e-9. */
export const GRID_REACH = 6;

/** Of the probability that a grid may leave out: averages are not corrected for it. */
const MOST_IGNORED = 1e-3;

/** The rule for E h(x) in one dimension, `count` nodes a panel. */
export function marginalRule(marginal: NoisedMarginal, count: number, reach = FULL_REACH): QuadratureRule {
  const { nodes, weights } = panelRule(marginal.breaks(reach), count);
  return { nodes, weights: weights.map((w, i) => w * Math.exp(marginal.logDensity(nodes[i]))) };
}

/**
 * The tensor grid for expectations over the data after noising with scale α and standard deviation s.
 *
 * @param data the data's coordinates
 * @param alpha α, without unit
 * @param std s > 0, in the data's unit
 * @param count nodes a panel and dimension (a dimension has four panels or more)
 * @param ignore points that stand for a smaller probability than this, in the grid's corners, are left out
 * @param reach how far out the grid goes, in standard deviations of the noise
 * @throws RangeError if `std` is not > 0, `count` not an integer from 1 to 1000, or more than 0.001 in all is left out
 * @example
 * noisedGrid([gaussianData(0, 1)], 1, 1, 12).weights.length; // => 48
 */
export function noisedGrid(
  data: ProductData,
  alpha: number,
  std: number,
  count: number,
  ignore = 0,
  reach = GRID_REACH,
): WeightedPoints {
  requirePositive('std', std);
  const rules = data.map(axis => {
    const marginal = axis.noised(alpha, std);
    const rule = marginalRule(marginal, count, reach);
    return { ...rule, logs: rule.nodes.map(marginal.logDensity) };
  });
  const dimensions = rules.length;
  const size = rules.reduce((product, rule) => product * rule.nodes.length, 1);
  const points = new Float64Array(size * dimensions);
  const weights = new Float64Array(size).fill(1);
  const logDensity = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let rest = i;
    for (let axis = 0; axis < dimensions; axis++) {
      const { nodes, weights: w, logs } = rules[axis];
      const k = rest % nodes.length;
      rest = (rest - k) / nodes.length;
      points[i * dimensions + axis] = nodes[k];
      weights[i] *= w[k];
      logDensity[i] += logs[k];
    }
  }
  if (ignore === 0) return { points, weights, logDensity, dimensions };
  const kept = Array.from(weights.keys()).filter(i => weights[i] >= ignore);
  const lost = weights.reduce((sum, weight) => (weight < ignore ? sum + weight : sum), 0);
  if (lost > MOST_IGNORED) {
    throw new RangeError(
      `ignore is ${ignore}, which leaves out ${lost.toPrecision(2)} of the probability; expected ${MOST_IGNORED} at most`,
    );
  }
  return {
    points: Float64Array.from({ length: kept.length * dimensions }, (_, k) => {
      const axis = k % dimensions;
      return points[kept[(k - axis) / dimensions] * dimensions + axis];
    }),
    weights: Float64Array.from(kept, i => weights[i]),
    logDensity: Float64Array.from(kept, i => logDensity[i]),
    dimensions,
  };
}

/** Σᵢ wᵢ hᵢ. */
export function weightedSum(weights: ArrayLike<number>, values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i] * values[i];
  return sum;
}
