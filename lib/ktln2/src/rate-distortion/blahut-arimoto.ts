/**
 * R(D) of a source with finitely many letters, by the algorithm of Blahut and Arimoto. For a slope s < 0 it makes
 *
 *   I(X;Y) − s E d(X,Y)   (in bits)
 *
 * as small as it can be, over the channels q(y|x), by turns: the best channel for the frequencies q(y) of what is read,
 * q(y|x) = q(y) 2^(s d(x,y)) / n(x), with n(x) = Σ q(y) 2^(s d(x,y)); then the frequencies that this channel has. Every
 * q(y) comes with a certificate: with c(y) = Σ p(x) 2^(s d(x,y)) / n(x), the true R(D) lies at most log₂ max c(y) below
 * the rate found, at the distortion found.
 */
import { requireInteger, requireNumber, requirePositive } from '../arguments';
import type { RatePoint } from './water-filling';

/** What is asked: a source, a distortion for each pair, and where on the curve. */
export interface RateDistortionProblem {
  /** Probabilities p(x) of the letters; they add up to 1. */
  source: readonly number[];
  /** `distortion[x][y]`, what it costs to read y where x was meant. */
  distortion: readonly (readonly number[])[];
  /** Slope dR/dD of the curve at the point sought, in bits a unit of distortion; negative. */
  slope: number;
}

/** A point found: R(D) lies between `rate − gap` and `rate`. */
export interface CertifiedPoint extends RatePoint {
  /** How far below `rate` the true R(D) can lie at most, in bits. */
  gap: number;
  /** Rounds that were needed. */
  rounds: number;
}

/** Sums of some hundred rounded probabilities stay this close to 1. */
const SUM_TOLERANCE = 1e-9;

function check({ source, distortion, slope }: RateDistortionProblem): void {
  source.forEach((p, x) => {
    requireNumber(`source[${x}]`, p, { min: 0 });
  });
  const sum = source.reduce((total, p) => total + p, 0);
  if (!(Math.abs(sum - 1) < SUM_TOLERANCE)) throw new RangeError(`the sum of source is ${sum}; expected 1`);
  if (distortion.length !== source.length) {
    throw new RangeError(`the length of distortion is ${distortion.length}; expected ${source.length}`);
  }
  distortion.forEach((row, x) => {
    if (row.length !== distortion[0].length) {
      throw new RangeError(
        `the length of distortion[${x}] is ${row.length}; expected ${distortion[0].length} as of distortion[0]`,
      );
    }
    row.forEach((d, y) => {
      requireNumber(`distortion[${x}][${y}]`, d, { min: 0 });
    });
  });
  requireNumber('slope', slope);
  if (slope >= 0) throw new RangeError(`slope is ${slope}; expected a number < 0`);
}

/**
 * The point of R(D) at which the curve has a given slope, with a certificate.
 *
 * @param problem source, distortions and slope
 * @param options stops when the gap is below `tolerance` bits, or after so many `rounds`
 * @throws RangeError if the source is no distribution, a length is wrong or the slope not negative
 * @throws Error if the gap is not reached in time
 * @see Blahut, IEEE Trans. Inf. Theory 18 (1972) 460, doi:10.1109/TIT.1972.1054855; Csiszár, 20 (1974) 122
 * @example
 * const flip = [[0, 1], [1, 0]];
 * const { rate } = blahutArimoto({ source: [0.5, 0.5], distortion: flip, slope: Math.log2(0.1 / 0.9) });
 * rate; // => 0.5310
 */
export function blahutArimoto(
  problem: RateDistortionProblem,
  { tolerance = 1e-6, rounds: most = 20000 } = {},
): CertifiedPoint {
  check(problem);
  requirePositive('tolerance', tolerance);
  requireInteger('rounds', most, { min: 1 });
  const { source, distortion, slope } = problem;
  const columns = distortion[0].length;
  const weight = distortion.map(row => Float64Array.from(row, d => 2 ** (slope * d)));
  const reading = new Float64Array(columns).fill(1 / columns); // q(y)
  const norm = new Float64Array(source.length); // n(x)
  const growth = new Float64Array(columns); // c(y)
  for (let rounds = 1; rounds <= most; rounds++) {
    growth.fill(0);
    weight.forEach((row, x) => {
      norm[x] = row.reduce((sum, w, y) => sum + w * reading[y], 0);
      const share = source[x] / norm[x];
      for (let y = 0; y < columns; y++) growth[y] += share * row[y];
    });
    const gap = Math.log2(growth.reduce((max, c) => Math.max(max, c), 0));
    if (gap <= tolerance) return { ...point(problem, weight, reading, norm), gap: Math.max(0, gap), rounds };
    for (let y = 0; y < columns; y++) reading[y] *= growth[y];
  }
  throw new Error(`no gap below tolerance ${tolerance} in ${most} rounds; expected a larger tolerance`);
}

/**
 * Distortion of the channel q(y|x) = q(y) 2^(s d) / norm, and s D − Σ p log₂ norm. The latter is its information plus
 * the relative entropy of the frequencies that it has to the q(y) that were taken, so never less than R(D).
 */
function point(
  { source, distortion, slope }: RateDistortionProblem,
  weight: readonly Float64Array[],
  reading: Float64Array,
  norm: Float64Array,
): RatePoint {
  let [mean, logs] = [0, 0];
  source.forEach((p, x) => {
    if (p === 0) return;
    const row = weight[x];
    for (let y = 0; y < row.length; y++) mean += (p * reading[y] * row[y] * distortion[x][y]) / norm[x];
    logs += p * Math.log2(norm[x]);
  });
  return { rate: slope * mean - logs, distortion: mean };
}
