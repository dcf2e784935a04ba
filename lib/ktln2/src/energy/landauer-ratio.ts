/**
 * How far an energy lies above Landauer's floor for the bits that it yields:
 *
 *   R = E / (N k T ln 2).
 */
import { requirePositive } from '../arguments';
import { landauerEnergy } from './landauer';

/**
 * The ratio of an energy to Landauer's bound for erasing a number of bits, a pure number.
 *
 * @param energy spent, in J
 * @param bits that the floor counts, in bits
 * @param temperature of the heat bath, in K
 * @throws RangeError if an argument is not a positive number
 * @see Landauer, IBM J. Res. Dev. 5 (1961) 183, doi:10.1147/rd.53.0183
 * @example
 * landauerRatio(1, 1, 300); // => 3.483e20
 */
export function landauerRatio(energy: number, bits: number, temperature: number): number {
  requirePositive('energy', energy, 'J');
  requirePositive('bits', bits);
  return energy / landauerEnergy(bits, temperature);
}
