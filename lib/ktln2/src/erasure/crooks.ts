/**
 * Crooks' theorem as a measurement. With the density P_F of the works of forward runs, and P_R of reversed ones,
 *
 *   P_F(W) = c P_R(−W) exp(W),   c = exp(−ΔF), times the share of equilibrium that the reversed runs start in.
 *
 * Two independent samples are compared bin by bin: as densities, with χ², and as ln [P_F(W) / c P_R(−W)] against W, which
 * should be a line of slope 1 through 0.
 */
import { requireInteger, requirePositive } from '../arguments';
import { fitLine } from '../numerics';
import { type WorkBins, workHistogram } from './work-histogram';

/** Two samples of work. */
export interface CrooksSamples {
  /** Work of each forward run, in kT. */
  forward: ArrayLike<number>;
  /** Which forward runs end where the reversed ones start, by index; all if not given. */
  counts?: (index: number) => boolean;
  /** Work that each reversed run gives back, −W, in kT. */
  gained: ArrayLike<number>;
  /** The factor c. */
  factor: number;
  bins: WorkBins;
  /** Bins with fewer runs on either side are left out. */
  leastRuns: number;
}

/** What came of the comparison. */
export interface CrooksComparison {
  /** For each bin: W (of the reversed runs, as ln of their mean exp W), ln [P_F / c P_R], and its standard error. */
  points: { x: number; y: number; error: number }[];
  /** χ² of the densities; about the number of points if the theorem holds. */
  chiSquared: number;
  /** The line through the points, weighted by their errors. */
  line: ReturnType<typeof fitLine>;
}

/**
 * Compares forward runs with reversed ones.
 *
 * @param samples the works, the factor and the bins, in kT
 * @throws RangeError if the factor is not positive, or fewer than two bins have enough runs
 * @see Crooks, Phys. Rev. E 60 (1999) 2721, doi:10.1103/PhysRevE.60.2721
 * @example
 * const works = { forward: [0, 0, 1, 1, 1, 1], gained: [0, 0, 0, 1, 1, 1], factor: 1 };
 * crooksComparison({ ...works, bins: { min: -0.5, width: 1, count: 2 }, leastRuns: 2 }).points[1].x; // => 1.000
 */
export function crooksComparison(samples: CrooksSamples): CrooksComparison {
  const { forward, counts = () => true, gained, factor, bins, leastRuns } = samples;
  requirePositive('factor', factor);
  requireInteger('leastRuns', leastRuns, { min: 1 });
  const measured = workHistogram(forward, bins, (_, i) => (counts(i) ? 1 : 0));
  const reversed = workHistogram(gained, bins, () => factor);
  const predicted = workHistogram(gained, bins, work => factor * Math.exp(work));
  const full = measured.runs.flatMap((runs, b) => (Math.min(runs, reversed.runs[b]) >= leastRuns ? [b] : []));
  if (full.length < 2) {
    throw new RangeError(
      `bins has ${full.length} bins with ${leastRuns} runs on both sides; expected at least 2`,
    );
  }
  const points = full.map(b => ({
    x: Math.log(predicted.density[b] / reversed.density[b]),
    y: Math.log(measured.density[b] / reversed.density[b]),
    error: Math.sqrt(1 / measured.runs[b] + 1 / reversed.runs[b]),
  }));
  const chiSquared = full.reduce(
    (sum, b) =>
      sum +
      (measured.density[b] - predicted.density[b]) ** 2 / (measured.error[b] ** 2 + predicted.error[b] ** 2),
    0,
  );
  return { points, chiSquared, line: fitLine(points) };
}
