/** Points with weights, for averages over a distribution in d dimensions: E h(x) = Σᵢ wᵢ h(xᵢ). */
import type { QuadratureRule } from '../numerics';

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

/** All combinations of one-dimensional nodes, the first dimension's running fastest; `logs` are ln p at the nodes. */
export function tensorGrid(rules: readonly (QuadratureRule & { logs: readonly number[] })[]): WeightedPoints {
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
  return { points, weights, logDensity, dimensions };
}

/** Σᵢ wᵢ hᵢ. */
export function weightedSum(weights: ArrayLike<number>, values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i] * values[i];
  return sum;
}
