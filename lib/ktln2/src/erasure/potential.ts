/**
 * Potentials of one coordinate x, as polynomials of degree four:
 *
 *   U(x) = c₀ + c₁x + c₂x² + c₃x³ + c₄x⁴.
 *
 * Energies are in units of kT. A polynomial is five numbers, so that a simulation can change it at every step.
 */
import { requireNumber, requirePositive } from '../arguments';

/** The coefficients c₀ … c₄ of U(x), in kT over powers of the unit of length. */
export type Potential = readonly [number, number, number, number, number];

/** What shapes a double well. */
export interface DoubleWellShape {
  /** Barrier b between the wells if the hump is 1, in kT. */
  barrier: number;
  /** Hump g, from 0 (one flat-bottomed well) to 1 (wells at ±1); the barrier is b g², the wells lie at ±√g. */
  hump: number;
  /** Tilt F, the force to the left, in kT per unit of length; 0 for a symmetric memory. */
  tilt: number;
}

/**
 * The value U(x) of a potential.
 *
 * @param c the coefficients, in kT
 * @param x position, in units of length
 * @example
 * potentialEnergy(doubleWell({ barrier: 12, hump: 1, tilt: 0 }), 0); // => 12
 * potentialEnergy(doubleWell({ barrier: 12, hump: 1, tilt: 8 }), -1); // => -8
 */
export function potentialEnergy(c: Potential, x: number): number {
  return c[0] + x * (c[1] + x * (c[2] + x * (c[3] + x * c[4])));
}

/** The potential of a protocol at a fraction of its duration; throws a RangeError if a coefficient is not finite. */
export function potentialAt(protocol: (fraction: number) => Potential, fraction: number): Potential {
  const potential = protocol(fraction);
  // At each time step: names, which are slow to write out, only for an error.
  const wrong = potential.findIndex(c => !Number.isFinite(c));
  if (wrong >= 0) requireNumber(`protocol(${fraction})[${wrong}]`, potential[wrong]);
  return potential;
}

/**
 * A double well, the model of a memory cell of one bit: U(x) = b (x² − g)² + F x.
 *
 * @param shape barrier b, hump g and tilt F
 * @throws RangeError if the barrier is not positive, the hump lies outside [0, 1] or the tilt is not finite
 * @see Landauer, IBM J. Res. Dev. 5 (1961) 183, doi:10.1147/rd.53.0183, who thinks of a bit as such a well
 * @example
 * doubleWell({ barrier: 12, hump: 1, tilt: 8 }); // => [12, 8, -24, 0, 12]
 */
export function doubleWell({ barrier, hump, tilt }: DoubleWellShape): Potential {
  requirePositive('barrier', barrier, 'kT');
  requireNumber('hump', hump, { min: 0, max: 1 });
  requireNumber('tilt', tilt, { unit: 'kT per unit of length' });
  return [barrier * hump * hump, tilt, -2 * barrier * hump, 0, barrier];
}

/**
 * A harmonic trap around 0: U(x) = ½ k x².
 *
 * @param stiffness k, in kT per squared unit of length
 * @throws RangeError if the stiffness is not positive
 * @see Sekimoto, Stochastic Energetics (2010), doi:10.1007/978-3-642-05411-2
 * @example
 * potentialEnergy(harmonicTrap(4), 0.5); // => 0.5
 */
export function harmonicTrap(stiffness: number): Potential {
  requirePositive('stiffness', stiffness);
  return [0, 0, stiffness / 2, 0, 0];
}
