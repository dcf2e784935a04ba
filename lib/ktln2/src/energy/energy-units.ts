/**
 * Units of energy, each with its size in joules:
 *
 *   1 Wh = 3600 J,  1 kWh = 3.6 × 10⁶ J,  1 erg = 10⁻⁷ J,  1 eV = e/C J.
 */
import { requireNumber } from '../arguments';
import { ELEMENTARY_CHARGE } from './constants';

/** Joules in one unit. All values are exact. */
export const JOULES_PER_UNIT = { J: 1, Wh: 3600, kWh: 3.6e6, erg: 1e-7, eV: ELEMENTARY_CHARGE } as const;

/** A unit of energy that {@link convertEnergy} knows. */
export type EnergyUnit = keyof typeof JOULES_PER_UNIT;

function joulesIn(name: string, unit: EnergyUnit): number {
  if (Object.hasOwn(JOULES_PER_UNIT, unit)) return JOULES_PER_UNIT[unit];
  const known = Object.keys(JOULES_PER_UNIT).join(', ');
  throw new TypeError(`${name} is ${JSON.stringify(unit)}; expected one of ${known}`);
}

/**
 * Converts an energy from one unit to another.
 *
 * @param energy in units of `from`; may be negative, as a difference
 * @param from the unit of `energy`
 * @param to the unit of the result
 * @throws RangeError if `energy` is not finite
 * @throws TypeError if a unit is unknown
 * @see SI Brochure, 9th edition (BIPM 2019), tables 8 and 9
 * @example
 * convertEnergy(1, 'kWh', 'J'); // => 3.6e6
 * convertEnergy(1.806e-14, 'J', 'erg'); // => 1.806e-7
 * convertEnergy(landauerEnergy(1, 300), 'J', 'eV'); // => 0.01792
 */
export function convertEnergy(energy: number, from: EnergyUnit, to: EnergyUnit): number {
  requireNumber('energy', energy);
  return (energy * joulesIn('from', from)) / joulesIn('to', to);
}
