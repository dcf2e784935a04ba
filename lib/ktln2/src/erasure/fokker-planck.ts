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
import { solveTridiagonal } from '../numerics/tridiagonal';
import { type Grid, gridPoints, requireDensity } from './equilibrium';
import { potentialEnergy } from './potential';
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

/** Room for the three diagonals of one step's equations, and for their right-hand side. */
const workspace = (cells: number) => ({
  lower: new Float64Array(cells),
  diagonal: new Float64Array(cells),
  upper: new Float64Array(cells),
});

/** One step (1 + M) p′ = (1 − M) p at fixed energies; `half` is Δt / 2Δx². Replaces `density`. */
function relax(
  density: Float64Array,
  energies: Float64Array,
  half: number,
  { lower, diagonal, upper }: ReturnType<typeof workspace>,
): void {
  const last = density.length - 1;
  diagonal.fill(1);
  let outflow = 0; // half a step's old flux through the wall to the left
  for (let i = 0; i < last; i++) {
    const v = energies[i + 1] - energies[i];
    const right = half * bernoulli(v);
    const left = right + half * v; // B(−v) = B(v) + v
    diagonal[i] += right;
    upper[i] = -left;
    diagonal[i + 1] += left;
    lower[i + 1] = -right;
    const flux = right * density[i] - left * density[i + 1];
    density[i] += outflow - flux;
    outflow = flux;
  }
  density[last] += outflow;
  solveTridiagonal(lower, diagonal, upper, density);
}

function sumOf(density: Float64Array, value: (cell: number) => number): number {
  return density.reduce((total, p, i) => total + p * value(i), 0);
}

/**
 * Follows a distribution through a protocol, with its mean work Σ p ΔU (the potential changes, the particle rests)
 * and mean heat −Σ U Δp (the particle moves, the potential rests).
 *
 * @param run protocol, duration, steps, grid and the distribution at the start
 * @throws RangeError if the duration or the number of steps is not positive, or `start` is no
 *   distribution on the grid
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
  const half = duration / steps / 2 / (points[1] - points[0]) ** 2;
  const room = workspace(points.length);
  const end = Float64Array.from(start);
  const initial = protocol(0);
  let energies = points.map(x => potentialEnergy(initial, x));
  let [work, heat] = [0, 0];
  for (let n = 1; n <= steps; n++) {
    const potential = protocol(n / steps);
    const switched = points.map(x => potentialEnergy(potential, x));
    work += sumOf(end, i => switched[i] - energies[i]);
    const before = sumOf(end, i => switched[i]);
    relax(end, switched, half, room);
    heat += before - sumOf(end, i => switched[i]);
    energies = switched;
  }
  return { end, work, heat };
}
