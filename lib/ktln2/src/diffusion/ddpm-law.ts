/**
 * What a reverse chain makes of N(0, 1) in one dimension, without a random number: the probability on a grid of cells is
 * pushed through each step,
 *
 *   P_{t−1}(x′) = Σₓ P_t(x) N(x′; mean(x), β̃_t),
 *
 * and at the last step, which has no noise, along x₀ = E[x₀|x₁].
 */
import { requireNumber } from '../arguments';
import { type Grid, gridPoints } from '../numerics';
import type { AxisData } from './data-distribution';
import { type DdpmChain, reverseStep } from './ddpm-chain';

/** A law by its distribution function at increasing places. */
export interface TabulatedLaw {
  x: Float64Array;
  /** P(x₀ ≤ x). */
  cumulative: Float64Array;
}

/** Standard deviations of a step's noise beyond which nothing goes. */
const REACH = 8;
/** Cells that hold less than this are not followed. */
const EMPTY = 1e-18;

/**
 * The law of what {@link ddpmSample} returns with the exact denoiser of the data, from x_T ~ N(0, 1).
 *
 * @param chain step sizes
 * @param axis the law of the data
 * @param grid cells for x_T … x₁; where a step's noise is narrower than a cell, the law is only roughly right
 * @returns the distribution function of x₀, at what the edges of the cells become
 * @throws RangeError if the grid is none, or a step leaves it entirely
 * @example
 * // Data of variance 1 are a fixed point of the forward chain; four steps back make them too narrow (exact: −0.99).
 * const chain = sampledDdpm(variancePreserving(20), 4);
 * const { x, cumulative } = ddpmLaw(chain, gaussianData(0, 1), { min: -6, max: 6, cells: 400 });
 * x.findLast((_, i) => cumulative[i] < 0.16); // => -0.56
 */
export function ddpmLaw(chain: DdpmChain, axis: AxisData, grid: Grid): TabulatedLaw {
  const points = gridPoints(grid);
  const cell = (grid.max - grid.min) / grid.cells;
  let mass = points.map(x => Math.exp(-0.5 * x * x));
  const total = mass.reduce((sum, m) => sum + m, 0);
  mass = mass.map(m => m / total);
  for (let t = chain.betas.length; t >= 2; t--) {
    const { alpha, noise, ofGuess, ofX, std } = reverseStep(chain, t);
    const marginal = axis.noised(alpha, noise);
    const next = new Float64Array(grid.cells);
    for (let i = 0; i < grid.cells; i++) {
      if (mass[i] < EMPTY) continue;
      const mean = (ofGuess / alpha) * marginal.denoised(points[i]) + ofX * points[i];
      spread(next, mass[i], (mean - points[0]) / cell, std / cell);
    }
    mass = next;
  }
  const { alpha, noise } = reverseStep(chain, 1);
  const marginal = axis.noised(alpha, noise);
  let sum = 0;
  return {
    x: points.map(x => marginal.denoised(x + cell / 2) / alpha),
    cumulative: mass.map(m => {
      sum += m;
      return sum;
    }),
  };
}

/** Adds a Gaussian of `amount`, its mean and standard deviation in cells, normalised on the grid. */
function spread(cells: Float64Array, amount: number, mean: number, std: number): void {
  const first = Math.max(0, Math.ceil(mean - REACH * std));
  const last = Math.min(cells.length - 1, Math.floor(mean + REACH * std));
  requireNumber('a step inside the grid, in cells', last - first, { min: 0 });
  // exp(−½ z²) from cell to cell by two multiplications.
  const z = (first - mean) / std;
  const start = Math.exp(-0.5 * z * z);
  const bend = Math.exp(-1 / (std * std));
  const slope = Math.exp(-(z + 0.5 / std) / std);
  let total = 0;
  for (let j = first, weight = start, ratio = slope; j <= last; j++, weight *= ratio, ratio *= bend)
    total += weight;
  const scale = amount / total;
  for (let j = first, weight = start * scale, ratio = slope; j <= last; j++, weight *= ratio, ratio *= bend) {
    cells[j] += weight;
  }
}
