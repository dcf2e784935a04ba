/**
 * Gauss-Legendre quadrature: ∫ₐᵇ f(x) dx ≈ Σᵢ wᵢ f(xᵢ), exact for polynomials of degree 2n − 1. On [−1, 1] the
 * nodes are the zeros of Legendre's polynomial Pₙ and wᵢ = 2 / ((1 − xᵢ²) Pₙ′(xᵢ)²).
 */
import { requireInteger, requireNumber } from '../arguments';

/** Points and weights of a sum that stands for an integral. */
export interface QuadratureRule {
  /** Where the integrand is evaluated, in increasing order. */
  nodes: number[];
  /** What each value counts. */
  weights: number[];
}

/** Pₙ(x) and Pₙ′(x) by the three-term recurrence k Pₖ = (2k − 1) x Pₖ₋₁ − (k − 1) Pₖ₋₂. */
function legendre(n: number, x: number): { value: number; slope: number } {
  let [previous, value] = [1, x];
  for (let k = 2; k <= n; k++) {
    [previous, value] = [value, ((2 * k - 1) * x * value - (k - 1) * previous) / k];
  }
  return { value, slope: (n * (x * value - previous)) / (x * x - 1) };
}

function unitRule(n: number): QuadratureRule {
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < n; i++) {
    // Tricomi's estimate of the zero, then Newton's method, which doubles the digits at every step.
    let x = -Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    if (2 * i + 1 === n) x = 0;
    for (let step = 0; step < 6; step++) {
      const { value, slope } = legendre(n, x);
      x -= value / slope;
    }
    const { slope } = legendre(n, x);
    nodes.push(x);
    weights.push(2 / ((1 - x * x) * slope * slope));
  }
  return { nodes, weights };
}

const unitRules = new Map<number, QuadratureRule>();

/**
 * The Gauss-Legendre rule with `count` nodes on an interval.
 *
 * @param count number of nodes, 1 to 1000
 * @param from lower end of the interval
 * @param to upper end of the interval
 * @throws RangeError if `count` is not such an integer or an end is not finite
 * @see Press et al., Numerical Recipes (3rd ed., 2007), section 4.6
 * @example
 * gaussLegendre(1, 0, 2); // => { nodes: [1], weights: [2] }
 * gaussLegendre(5).weights[2]; // => 0.5688889
 */
export function gaussLegendre(count: number, from = -1, to = 1): QuadratureRule {
  requireInteger('count', count, { min: 1, max: 1000 });
  requireNumber('from', from);
  requireNumber('to', to);
  let unit = unitRules.get(count);
  if (!unit) {
    unit = unitRule(count);
    unitRules.set(count, unit);
  }
  const half = (to - from) / 2;
  const middle = (to + from) / 2;
  return { nodes: unit.nodes.map(x => middle + half * x), weights: unit.weights.map(w => half * w) };
}

/**
 * The Gauss-Legendre rule on each of several panels that touch.
 *
 * @param breaks ends of the panels, in increasing order
 * @param count number of nodes in each panel
 * @throws RangeError as {@link gaussLegendre} does
 * @example
 * panelRule([0, 1, 3], 1); // => { nodes: [0.5, 2], weights: [1, 2] }
 */
export function panelRule(breaks: readonly number[], count: number): QuadratureRule {
  const panels = breaks.slice(1).map((to, i) => gaussLegendre(count, breaks[i], to));
  return { nodes: panels.flatMap(p => p.nodes), weights: panels.flatMap(p => p.weights) };
}
