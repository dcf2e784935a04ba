/**
 * Landauer's bound: whoever forgets N bits at temperature T gives off at least
 *
 *   E = N k T ln 2.
 */
import { requireNumber, requirePositive } from '../arguments';
import { BOLTZMANN } from './constants';

/**
 * The least heat, in J, that forgetting a number of bits gives off.
 *
 * @param bits what is forgotten, in bits of (conditional) entropy; need not be whole
 * @param temperature of the heat bath, in K
 * @throws RangeError if `bits` is negative or `temperature` is not positive
 * @see Landauer, IBM J. Res. Dev. 5 (1961) 183, doi:10.1147/rd.53.0183
 * @example
 * landauerEnergy(1, 300); // => 2.871e-21
 * landauerEnergy(512 * 512 * 24, 300); // => 1.806e-14
 */
export function landauerEnergy(bits: number, temperature: number): number {
  requireNumber('bits', bits, { min: 0 });
  requirePositive('temperature', temperature, 'K');
  return bits * BOLTZMANN * temperature * Math.LN2;
}
