/**
 * A field read as the temperatures of n equal blocks of unit heat capacity, one a pixel. A block that warms from T₀ to T
 * gains the entropy ∫ dT/T. Against blocks that share the same heat evenly (ū is the mean), and with its rate,
 *
 *   S = Σᵢ ln(uᵢ/ū) ≤ 0,   dS/dt = Σ over edges (uᵢ − uⱼ)²/(uᵢ uⱼ) ≥ 0.
 */
import { edgeSum, positiveTotal } from './edges';
import type { HeatField } from './field';

/**
 * Thermodynamic entropy of the blocks below its maximum, in units of a block's heat capacity.
 *
 * @param field temperatures u > 0, in any unit
 * @throws RangeError if a value is not > 0
 * @see Callen, Thermodynamics and an Introduction to Thermostatistics, 2nd ed. (1985), chapter 4
 * @example
 * blockEntropy({ width: 2, height: 1, values: Float64Array.of(3, 1) }); // ln 3 − 2 ln 2
 * // => -0.2876821
 */
export function blockEntropy(field: HeatField): number {
  const mean = positiveTotal(field) / field.values.length;
  return field.values.reduce((sum, u) => sum + Math.log(u / mean), 0);
}

/**
 * The rate of {@link blockEntropy} under {@link heatFlow}: what flows from i to j leaves at temperature uᵢ and arrives at uⱼ.
 *
 * @param field temperatures u > 0, in any unit
 * @throws RangeError if a value is not > 0
 * @see de Groot, Mazur, Non-Equilibrium Thermodynamics (1962), chapter III
 * @example
 * blockProduction({ width: 2, height: 1, values: Float64Array.of(3, 1) }); // => 1.3333333
 */
export function blockProduction(field: HeatField): number {
  positiveTotal(field);
  return edgeSum(field, (a, b) => (a - b) ** 2 / (a * b));
}
