/**
 * A histogram of work in which every run may carry a weight w: in each bin of width Δ, with n runs in all,
 *
 *   density = Σ w / (n Δ),   standard error = √(Σ w²) / (n Δ),   sums over the runs in the bin.
 *
 * Weights are what work relations are made of: exp(−W) for Jarzynski's and Crooks', 0 for runs that do not count.
 */
import { requireInteger, requireNumber, requirePositive } from '../arguments';

/** Bins of equal width. */
export interface WorkBins {
  /** Left edge of the first bin, in kT. */
  min: number;
  /** Width Δ of a bin, in kT. */
  width: number;
  /** Number of bins. */
  count: number;
}

/** One entry a bin. */
export interface WorkHistogram {
  /** Middle of the bin, in kT. */
  centre: number[];
  /** Number of runs in the bin whose weight is not 0. */
  runs: number[];
  /** Weighted density, per kT. */
  density: number[];
  /** Its standard error: for rare runs, which fall into a bin independently (Poisson). */
  error: number[];
}

/**
 * Counts works into bins. Runs outside all bins are not in any, but count in n.
 *
 * @param work work of each run, in kT
 * @param bins where they begin, how wide and how many they are
 * @param weigh weight of a run, from its work and its index; 1 if not given
 * @throws RangeError if a work or a weight is not finite, or the bins make no sense
 * @see Barlow, Statistics (1989), section 3.3, for the errors of counts
 * @example
 * workHistogram([0.1, 0.2, 1.5, 9], { min: 0, width: 1, count: 2 }).density; // => [0.5, 0.25]
 */
export function workHistogram(
  work: ArrayLike<number>,
  { min, width, count }: WorkBins,
  weigh: (work: number, index: number) => number = () => 1,
): WorkHistogram {
  requireNumber('min', min, { unit: 'kT' });
  requirePositive('width', width, 'kT');
  requireInteger('count', count, { min: 1 });
  requireInteger('the length of work', work.length, { min: 1 });
  const [runs, sums, squares] = [0, 0, 0].map(() => new Array<number>(count).fill(0));
  for (let i = 0; i < work.length; i++) {
    const bin = Math.floor((requireNumber(`work[${i}]`, work[i]) - min) / width);
    if (bin < 0 || bin >= count) continue;
    const weight = requireNumber(`the weight of run ${i}`, weigh(work[i], i));
    if (weight !== 0) runs[bin]++;
    sums[bin] += weight;
    squares[bin] += weight * weight;
  }
  const area = work.length * width;
  return {
    centre: sums.map((_, bin) => min + width * (bin + 0.5)),
    runs,
    density: sums.map(sum => sum / area),
    error: squares.map(square => Math.sqrt(square) / area),
  };
}
