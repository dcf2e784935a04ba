/**
 * Expectations over the noised data: E h(x) = Σᵢ wᵢ h(xᵢ), with Gauss-Legendre nodes xᵢ on panels that follow the
 * density's edges, and wᵢ = (rule's weight) · p(xᵢ). No sampling, hence no sampling error.
 */
import { requirePositive } from '../arguments';
import type { NoisedMarginal } from './data-distribution';
import { type DiffusionData, isJoint } from './joint-data';
import { panelRule, type QuadratureRule } from '../numerics';
import { tensorGrid, type WeightedPoints } from './weighted-points';

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
 * The grid for expectations over the data after noising with scale α and standard deviation s: a tensor grid, for joint
 * data one a component.
 *
 * @param data the data
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
  data: DiffusionData,
  alpha: number,
  std: number,
  count: number,
  ignore = 0,
  reach = GRID_REACH,
): WeightedPoints {
  requirePositive('std', std);
  if (isJoint(data)) return withoutRare(data.noised(alpha, std).grid(count, reach), ignore);
  const rules = data.map(axis => {
    const marginal = axis.noised(alpha, std);
    const rule = marginalRule(marginal, count, reach);
    return { ...rule, logs: rule.nodes.map(marginal.logDensity) };
  });
  return withoutRare(tensorGrid(rules), ignore);
}

/** The points that stand for `ignore` at least. */
function withoutRare(all: WeightedPoints, ignore: number): WeightedPoints {
  if (ignore === 0) return all;
  const { points, weights, logDensity, dimensions } = all;
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
