/**
 * The quantiser of least mean squared error (Lloyd, Max): every level is the mean of its cell, and the thresholds lie
 * halfway between levels,
 *
 *   cₖ = E[x | x in cell k],     tₖ = (cₖ + cₖ₊₁)/2.
 *
 * Here for weighted points, by dynamic programming: the least error of k cells up to point j is the least, over i, of
 * that of k − 1 cells up to i and of one cell from i to j. The best i does not fall as j grows, which halves the search at
 * every turn.
 */
import { requireInteger, requireNumber, requirePositive } from '../arguments';

/** Cells of a line and what stands for each. */
export interface Quantiser {
  /** Thresholds between the cells, increasing; one fewer than levels. */
  thresholds: number[];
  /** The value that stands for each cell, increasing. */
  levels: number[];
  /** Probability of each cell. */
  shares: number[];
}

/** Weights, weighted values and weighted squares below each of the sorted points. */
interface Sums {
  mass: Float64Array;
  moment: Float64Array;
  square: Float64Array;
}

/** Σ w (x − mean)² of the points from i up to, not including, j. */
function cellError({ mass, moment, square }: Sums, i: number, j: number): number {
  const m = mass[j] - mass[i];
  const first = moment[j] - moment[i];
  return m > 0 ? Math.max(0, square[j] - square[i] - (first * first) / m) : 0;
}

/** One more cell: least errors up to each point, and where the last cell begins. */
function addCell(sums: Sums, before: Float64Array) {
  const n = before.length;
  const after = new Float64Array(n).fill(Infinity);
  const begins = new Int32Array(n);
  const search = (low: number, high: number, from: number, to: number) => {
    if (low > high) return;
    const j = (low + high) >> 1;
    for (let i = from; i <= Math.min(to, j); i++) {
      const error = before[i] + cellError(sums, i, j);
      if (error < after[j]) [after[j], begins[j]] = [error, i];
    }
    search(low, j - 1, from, begins[j]);
    search(j + 1, high, begins[j], to);
  };
  search(0, n - 1, 0, n - 1);
  return { after, begins };
}

/**
 * The best quantiser of a number of levels for weighted points. Cells that would be empty are dropped: there are never
 * more levels than different points of weight > 0.
 *
 * @param values the points
 * @param weights what each counts, >= 0; need not sum to 1
 * @param count how many levels
 * @throws RangeError if the lengths differ, a value is not finite, the weights' sum is not > 0 or `count` not an integer >= 1
 * @see Max, IRE Trans. Inf. Theory 6 (1960) 7; Lloyd, IEEE Trans. Inf. Theory 28 (1982) 129
 * @example
 * lloydMax([0, 1, 10, 11], [1, 1, 1, 1], 2).levels; // => [0.5, 10.5]
 */
export function lloydMax(values: ArrayLike<number>, weights: ArrayLike<number>, count: number): Quantiser {
  requireInteger('weights.length', weights.length, { min: values.length, max: values.length });
  requireInteger('count', count, { min: 1 });
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const n = order.length;
  const sums: Sums = {
    mass: new Float64Array(n + 1),
    moment: new Float64Array(n + 1),
    square: new Float64Array(n + 1),
  };
  order.forEach((i, k) => {
    const x = requireNumber(`values[${i}]`, values[i]);
    const weight = requireNumber(`weights[${i}]`, weights[i], { min: 0 });
    sums.mass[k + 1] = sums.mass[k] + weight;
    sums.moment[k + 1] = sums.moment[k] + weight * x;
    sums.square[k + 1] = sums.square[k] + weight * x * x;
  });
  const total = requirePositive('sum of weights', sums.mass[n]);
  let least = Float64Array.from({ length: n + 1 }, (_, j) => cellError(sums, 0, j));
  const begins: Int32Array[] = [];
  for (let k = 1; k < count; k++) {
    const next = addCell(sums, least);
    least = next.after;
    begins.push(next.begins);
  }
  const ends = [n];
  for (let k = count - 2; k >= 0; k--) ends.unshift(begins[k][ends[0]]);
  const cells = ends.map((to, k) => {
    const start = k > 0 ? ends[k - 1] : 0;
    return { share: sums.mass[to] - sums.mass[start], moment: sums.moment[to] - sums.moment[start] };
  });
  const filled = cells.filter(({ share }) => share > 0);
  const levels = filled.map(({ share, moment }) => moment / share);
  return {
    thresholds: levels.slice(1).map((level, k) => (levels[k] + level) / 2),
    levels,
    shares: filled.map(({ share }) => share / total),
  };
}
