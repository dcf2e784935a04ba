/**
 * Student's t distribution with 6 degrees of freedom, which has heavier tails than a Gaussian, cut into the values of a
 * sample. Its cumulative distribution is algebraic: with u = t / √(6 + t²)
 *
 *   F(t) = 1/2 + u (15 − 10 u² + 3 u⁴) / 16.
 *
 * It needs only + − × ÷ √, which every machine rounds alike (IEEE 754), so that a code written on one can be read on
 * another. That is not promised of exp and log.
 *
 * A value s of a sample stands for the interval from s − 1/2 to s + 1/2, and the ends 0 and 255 for all beyond.
 */
import { SAMPLE_VALUES } from '../coder/slot-interval';

/** Narrowest width in steps of a sample, and the factor from each width to the next. */
const NARROWEST = 0.085;
const RATIO = Math.SQRT2;

/** Number of widths: from 0.085 to 174 steps of a sample. */
export const STUDENT_WIDTHS = 23;

/** Centres are rounded to this part of a step. */
const PARTS = 8;
/** Entries of a distribution, of which the one in the middle belongs to the edge at the centre, rounded down. */
const ROW = 2 * SAMPLE_VALUES;

/** F(t) of Student's distribution with 6 degrees of freedom. */
function cumulative(t: number): number {
  const u = t / Math.sqrt(6 + t * t);
  const square = u * u;
  return 0.5 + (u * (15 - 10 * square + 3 * square * square)) / 16;
}

/** F at the lower edges of the values, for each width and each part of a step. See {@link studentEdges}. */
export const STUDENT_TABLE: Float64Array = new Float64Array(STUDENT_WIDTHS * PARTS * ROW);
for (let k = 0, width = NARROWEST, i = 0; k < STUDENT_WIDTHS; k++, width *= RATIO) {
  for (let part = 0; part < PARTS; part++) {
    for (let d = -SAMPLE_VALUES; d < SAMPLE_VALUES; d++) {
      STUDENT_TABLE[i++] = cumulative((d - 0.5 - part / PARTS) / width);
    }
  }
}

/**
 * Where a distribution begins in the table: `STUDENT_TABLE[studentEdges(k, centre) + s]` is the probability of a
 * value below s, for s from 1 to 255.
 *
 * @param k index of the width, 0.085 · 2^(k/2) steps of a sample
 * @param centre from 0 to 255
 * @see Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 2, 2nd ed. (1995), chapter 28
 * @example
 * STUDENT_TABLE[studentEdges(12, 99.5) + 100]; // => 0.5
 * STUDENT_TABLE[studentEdges(12, 99.5) + 106]; // => 0.8438
 */
export function studentEdges(k: number, centre: number): number {
  const parts = Math.round(PARTS * centre);
  const whole = Math.floor(parts / PARTS);
  return (k * PARTS + parts - PARTS * whole) * ROW + SAMPLE_VALUES - whole;
}

/**
 * The probability of a value, in the distribution that begins there in the table. The ends of the scale take what lies
 * beyond them.
 *
 * @param first as {@link studentEdges} tells
 * @param value from 0 to 255
 * @example
 * studentMass(studentEdges(12, 0), 0); // => 0.5351
 */
export function studentMass(first: number, value: number): number {
  const below = value === 0 ? 0 : STUDENT_TABLE[first + value];
  const upTo = value === SAMPLE_VALUES - 1 ? 1 : STUDENT_TABLE[first + value + 1];
  return upTo - below;
}
