/**
 * Numbers within a tolerance. A number `actual` matches a committed one if neither has the other's opposite sign
 * (zero has none) and
 *
 *   |actual − committed| ≤ A + R · |committed|,   R = min(rtol, 0.1),   A = min(atol, 1, 0.1 · M),
 *
 * where M is the largest magnitude among the committed numbers that stand together: in the same text, or in the
 * same JSON array; of a number alone, its own. So an `atol` that is meant for one quantity accepts nothing at
 * another scale, and where all are zero, nothing but zero. The sum is granted its rounding error, some 1e-15.
 */
import type { Tolerance } from '../notebook/rules.js';
import { numberOf, tokens } from './number-tokens.js';

/** The largest relative tolerance; larger ones count as this one. */
export const LARGEST_RTOL = 0.1;
/** The largest absolute tolerance; larger ones count as this one. */
export const LARGEST_ATOL = 1;
/** The largest absolute tolerance as a share of the largest number of those that stand together. */
const LARGEST_SHARE = 0.1;
/** Accepts any number for any other, so that only words count; for outputs that differ in every run. */
export const ANY_NUMBER: Readonly<Tolerance> = Object.freeze({ rtol: Infinity, atol: Infinity });

const ROUNDING = 8 * Number.EPSILON;
const ANY_DIGITS = /[-−+]?(?:\d+(?:[,\u00a0\u2009\u202f]\d{3})*(?:\.\d+)?|\.\d+)(?:e[-−+]?\d+)?/gi;

export const isAnyNumber = ({ rtol }: Tolerance): boolean => rtol === Infinity;
export const isExact = ({ rtol, atol }: Tolerance): boolean => rtol === 0 && atol === 0;

/** The largest magnitude of some numbers; of none, 0. */
export function largestOf(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  return largest;
}

/** The tolerance as it counts where `largest` is the largest magnitude of the committed numbers. */
export const capped = ({ rtol, atol }: Tolerance, largest: number): Tolerance => ({
  rtol: Math.min(rtol, LARGEST_RTOL),
  atol: Math.min(atol, LARGEST_ATOL, LARGEST_SHARE * largest),
});

/** Whether a number matches a committed one; `largest` is M above, by default the committed number's own. */
export function withinTolerance(
  committed: number,
  actual: number,
  tolerance: Tolerance,
  largest = Math.abs(committed),
): boolean {
  if (committed === actual || isAnyNumber(tolerance)) return true;
  if (isExact(tolerance) || !Number.isFinite(committed) || !Number.isFinite(actual)) return false;
  if (Math.sign(committed) * Math.sign(actual) < 0) return false;
  const { rtol, atol } = capped(tolerance, largest);
  const rounding = ROUNDING * Math.max(Math.abs(committed), Math.abs(actual));
  return Math.abs(actual - committed) <= atol + rtol * Math.abs(committed) + rounding;
}

/** Whether two texts are equal but for their digits, wherever those stand. */
export const sameWords = (committed: string, actual: string): boolean =>
  committed.replace(ANY_DIGITS, '0') === actual.replace(ANY_DIGITS, '0');

/** Whether two texts are equal, but for whole numbers within the tolerance. */
export function textMatches(committed: string, actual: string, tolerance: Tolerance): boolean {
  if (committed === actual) return true;
  if (isExact(tolerance)) return false;
  if (isAnyNumber(tolerance)) return sameWords(committed, actual);
  const a = tokens(committed);
  const b = tokens(actual);
  if (a.words.length !== b.words.length || a.words.some((word, i) => word !== b.words[i])) return false;
  const largest = largestOf(a.numbers.map(numberOf));
  return a.numbers.every((number, i) => {
    const now = b.numbers[i] ?? '';
    const [one, other] = [numberOf(number), numberOf(now)];
    // Beyond the range of doubles all numbers look alike.
    const comparable = Number.isFinite(one) && Number.isFinite(other);
    return number === now || (comparable && withinTolerance(one, other, tolerance, largest));
  });
}

const written = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** `1.2 → 1.3 (relative error 8.3e-2)`, and what else is to be said of the change. */
export function numberChange(committed: number, actual: number): string {
  const change = `${written(committed)} → ${written(actual)}`;
  if (committed === 0 && actual === 0 && !Object.is(committed, actual)) {
    return `${change} (zero with and without a minus sign; adding 0 to the number takes the sign away)`;
  }
  const relative = Math.abs(actual - committed) / Math.abs(committed);
  const said = [
    ...(Number.isFinite(relative) ? [`relative error ${relative.toExponential(1)}`] : []),
    ...(committed * actual < 0 ? ['the sign changed'] : []),
  ];
  return said.length > 0 ? `${change} (${said.join(', ')})` : change;
}
