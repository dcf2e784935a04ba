/**
 * The distribution of an overdamped particle, without any random numbers: the Fokker-Planck equation
 *
 *   ∂p/∂t = −∂J/∂x,  J = −p U′ − ∂p/∂x   (energies in kT, times in (unit of length)² / D),
 *
 * on a grid of cells. Between the cells i and i + 1, v = Uᵢ₊₁ − Uᵢ apart in energy, Scharfetter and Gummel's flux
 *
 *   J = [B(v) pᵢ − B(−v) pᵢ₊₁] / Δx,  B(v) = v / (eᵛ − 1),
 *
 * vanishes exactly if pᵢ₊₁ / pᵢ = e⁻ᵛ, so that Boltzmann's distribution stays as it is at any cell width. No flux passes
 * the ends, so probability is kept. In time the mean of the old and the new flux is taken (Crank and Nicolson).
 */
import { requireInteger, requirePositive } from '../arguments';
import { crankNicolson, type Grid, gridPoints, type TridiagonalMatrix } from '../numerics';
import { requireDensity } from './equilibrium';
import { type Potential, potentialAt, potentialEnergy } from './potential';
import type { Protocol } from './protocol';

/** A distribution that a protocol is to act on. */
export interface DensityRun {
  protocol: Protocol;
  /** Duration τ, in units of (unit of length)² / D. */
  duration: number;
  /** Number of time steps. */
  steps: number;
  grid: Grid;
  /** Probability of each cell at the start. */
  start: ArrayLike<number>;
}

/** What came of the distribution. */
export interface DensityEvolution {
  /** Probability of each cell at the end. */
  end: Float64Array;
  /** Mean work, in kT. */
  work: number;
  /** Mean heat given off to the bath, in kT. */
  heat: number;
}

/** B(v) = v / (eᵛ − 1), with its limit 1 − v/2 at 0. */
const bernoulli = (v: number) => (Math.abs(v) < 1e-8 ? 1 - v / 2 : v / Math.expm1(v));

/** Writes the rates of change of each cell's probability at fixed energies; `rate` is D / Δx², that is 1 / Δx². */
function writeRates(
  { lower, diagonal, upper }: TridiagonalMatrix,
  energies: Float64Array,
  rate: number,
): void {
  diagonal.fill(0);
  for (let i = 0; i + 1 < energies.length; i++) {
    const v = energies[i + 1] - energies[i];
    const right = rate * bernoulli(v);
    const left = right + rate * v; // B(−v) = B(v) + v
    diagonal[i] -= right;
    upper[i] = left;
    diagonal[i + 1] -= left;
    lower[i + 1] = right;
  }
}

/**
 * Below 0, Crank and Nicolson's steps are too long for what the start or the protocol changes abruptly. Where an eraser
 * starts from one half of its equilibrium, −4e-6 still went with work that was right to 5e-4 kT.
 */
const NEGATIVE = 1e-5;

/** The mean Σ p U. */
function meanEnergy(density: Float64Array, energies: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < density.length; i++) sum += density[i] * energies[i];
  return sum;
}

/**
 * Follows a distribution through a protocol, with its mean work Σ p ΔU (the potential changes, the particle rests)
 * and mean heat −Σ U Δp (the particle moves, the potential rests).
 *
 * @param run protocol, duration, steps, grid and the distribution at the start
 * @throws RangeError if the duration or the number of steps is not positive, `start` is no distribution on the grid,
 *   or the steps are so long that a probability becomes negative
 * @see Scharfetter, Gummel, IEEE Trans. Electron Devices 16 (1969) 64, doi:10.1109/T-ED.1969.16566
 * @example
 * const grid = { min: -6, max: 6, cells: 400 };
 * const start = equilibriumDensity(harmonicTrap(1), grid);
 * const slow = { protocol: stiffeningTrap(1, 4), duration: 100, steps: 1000, grid, start };
 * evolveDensity(slow).work; // => 0.6966
 */
export function evolveDensity({ protocol, duration, steps, grid, start }: DensityRun): DensityEvolution {
  requirePositive('duration', duration);
  requireInteger('steps', steps, { min: 1 });
  const points = gridPoints(grid);
  requireDensity('start', start, points.length);
  const rate = 1 / (points[1] - points[0]) ** 2;
  const step = crankNicolson(points.length);
  const rates = {
    lower: new Float64Array(points.length),
    diagonal: new Float64Array(points.length),
    upper: new Float64Array(points.length),
  };
  const end = Float64Array.from(start);
  const energies = new Float64Array(points.length);
  const switchTo = (potential: Potential) => {
    for (let i = 0; i < points.length; i++) energies[i] = potentialEnergy(potential, points[i]);
    return meanEnergy(end, energies);
  };
  let energy = switchTo(potentialAt(protocol, 0));
  let [work, heat] = [0, 0];
  for (let n = 1; n <= steps; n++) {
    const switched = switchTo(potentialAt(protocol, n / steps));
    work += switched - energy;
    writeRates(rates, energies, rate);
    step(end, rates, duration / steps);
    if (end.some(p => p < -NEGATIVE)) {
      throw new RangeError(
        `steps is ${steps}; expected more: a step of ${duration / steps} made a probability negative`,
      );
    }
    energy = meanEnergy(end, energies);
    heat += switched - energy;
  }
  return { end, work, heat };
}
