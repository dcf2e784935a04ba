/**
 * Thermal equilibrium on a grid of cells of equal width: the probability of cell i, with midpoint xᵢ, is
 *
 *   pᵢ = exp(−U(xᵢ)) / Σⱼ exp(−U(xⱼ)),  U in units of kT.
 */
import { requireInteger, requireNumber } from '../arguments';
import { type Grid, gridPoints, type RandomSource } from '../numerics';
import { type Potential, potentialEnergy } from './potential';

/** Rejects anything but one probability for each cell, adding up to 1. */
export function requireDensity(name: string, density: ArrayLike<number>, cells: number): void {
  if (density.length !== cells) {
    throw new RangeError(`the length of ${name} is ${density.length}; expected ${cells}, one a cell`);
  }
  let sum = 0;
  for (let i = 0; i < cells; i++) sum += requireNumber(`${name}[${i}]`, density[i], { min: 0 });
  if (!(Math.abs(sum - 1) < 1e-9)) throw new RangeError(`the sum of ${name} is ${sum}; expected 1`);
}

/**
 * The equilibrium distribution of one particle.
 *
 * @param potential U, in kT
 * @param grid wide enough to hold all but a negligible part
 * @param inside keeps the particle to a part of the grid, as a high barrier does
 * @returns the probability of each cell
 * @throws RangeError if nothing of the grid is inside
 * @see Sekimoto, Stochastic Energetics (2010), doi:10.1007/978-3-642-05411-2
 * @example
 * const bit = doubleWell({ barrier: 12, hump: 1, tilt: 0 });
 * equilibriumDensity(bit, { min: -2, max: 2, cells: 100 }).slice(0, 50).reduce((sum, p) => sum + p); // => 0.5000
 */
export function equilibriumDensity(
  potential: Potential,
  grid: Grid,
  inside: (x: number) => boolean = () => true,
): Float64Array {
  const energies = gridPoints(grid).map(x => (inside(x) ? potentialEnergy(potential, x) : Infinity));
  const lowest = energies.reduce((least, energy) => Math.min(least, energy), Infinity);
  if (lowest === Infinity) throw new RangeError('no cell of grid is inside; expected at least one');
  const weights = energies.map(energy => Math.exp(lowest - energy));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map(weight => weight / total);
}

/**
 * Draws positions from a distribution on a grid, one from each of `count` slices of equal probability. Each position
 * alone is distributed as the distribution says; together they cover it more evenly than independent ones, so that
 * means over them scatter less.
 *
 * @param density probability of each cell
 * @param grid the cells
 * @param count number of positions
 * @param random the stream to draw from
 * @returns the positions, in increasing order
 * @throws RangeError if `density` is no distribution on the grid, or `count` is no positive integer
 * @see Owen, Monte Carlo Theory, Methods and Examples (2013), section 8.4
 * @example
 * const grid = { min: 0, max: 4, cells: 4 };
 * sampleDensity([0, 0.5, 0.5, 0], grid, 2, seededRandom(1)).map(x => Math.floor(x)); // => new Float64Array([1, 2])
 */
export function sampleDensity(
  density: ArrayLike<number>,
  grid: Grid,
  count: number,
  random: RandomSource,
): Float64Array {
  requireInteger('count', count, { min: 1 });
  const points = gridPoints(grid);
  requireDensity('density', density, points.length);
  const width = points[1] - points[0];
  let cell = 0;
  let below = 0; // probability of all cells to the left of `cell`
  return Float64Array.from({ length: count }, (_, i) => {
    const target = (i + random.uniform()) / count;
    while (cell < points.length - 1 && below + density[cell] <= target) below += density[cell++];
    const share = density[cell] > 0 ? Math.min(1, (target - below) / density[cell]) : 0.5;
    return points[cell] + (share - 0.5) * width;
  });
}
