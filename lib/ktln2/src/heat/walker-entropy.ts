/**
 * A field read as the density of walkers: pᵢ = uᵢ/Σu is the probability that a walker is at pixel i. Its entropy, the
 * rate at which the flow of heat raises it, and the Fisher information that this rate becomes for smooth fields:
 *
 *   S = −Σᵢ pᵢ ln pᵢ,   dS/dt = Σ over edges (pᵢ − pⱼ)(ln pᵢ − ln pⱼ) ≥ 0,   J = Σ over edges (pᵢ − pⱼ)² / ½(pᵢ + pⱼ).
 *
 * J ≤ dS/dt, since the logarithmic mean of two numbers is at most their arithmetic mean.
 */
import { edgeSum, positiveTotal } from './edges';
import type { HeatField } from './field';

/**
 * Entropy of a walker's place, in nats; at most ln n for n pixels.
 *
 * @param field u > 0, of any sum
 * @throws RangeError if a value is not > 0
 * @example
 * walkerEntropy({ width: 4, height: 1, values: Float64Array.of(3, 3, 3, 3) }); // => 1.3862944
 */
export function walkerEntropy(field: HeatField): number {
  const total = positiveTotal(field);
  return -field.values.reduce((sum, u) => sum + (u / total) * Math.log(u / total), 0);
}

/**
 * The rate dS/dt of {@link walkerEntropy} under {@link heatFlow}, in nats per unit of time.
 *
 * @param field u > 0, of any sum
 * @throws RangeError if a value is not > 0
 * @see Schnakenberg, Rev. Mod. Phys. 48 (1976) 571, doi:10.1103/RevModPhys.48.571
 * @example
 * walkerProduction({ width: 2, height: 1, values: Float64Array.of(3, 1) }); // ½ ln 3
 * // => 0.5493061
 */
export function walkerProduction(field: HeatField): number {
  const total = positiveTotal(field);
  return edgeSum(field, (a, b) => (a - b) * Math.log(a / b)) / total;
}

/**
 * Fisher information ∫|∇p|²/p of the walkers' density for displacements of the field, with differences for the slope,
 * per pixel². It bounds {@link walkerProduction} from below, and approaches it as the field becomes smooth.
 *
 * @param field u > 0, of any sum
 * @throws RangeError if a value is not > 0
 * @see Cover, Thomas, Elements of Information Theory, 2nd ed. (2006), section 17.7
 * @example
 * walkerFisher({ width: 2, height: 1, values: Float64Array.of(3, 1) }); // => 0.5
 */
export function walkerFisher(field: HeatField): number {
  const total = positiveTotal(field);
  return edgeSum(field, (a, b) => (2 * (a - b) ** 2) / (a + b)) / total;
}
