/**
 * Numbers within a tolerance, the words between them exact. A number `actual` matches a committed one if
 *
 *   |actual − committed| ≤ atol + rtol · |committed|.
 */
import type { Tolerance } from '../notebook/rules.js';

const NUMBER = /[-−+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-−+]?\d+)?/gi;

export const numberOf = (token: string): number => Number(token.replaceAll('−', '-'));

export function withinTolerance(committed: number, actual: number, { rtol, atol }: Tolerance): boolean {
  if (committed === actual || rtol === Infinity) return true;
  return Math.abs(actual - committed) <= atol + rtol * Math.abs(committed);
}

/** A text as its numbers and the words around them (one more than there are numbers). */
export function tokens(text: string): { numbers: string[]; words: string[] } {
  return { numbers: text.match(NUMBER) ?? [], words: text.split(NUMBER) };
}

/** Whether two texts are equal, but for numbers within the tolerance. */
export function textMatches(committed: string, actual: string, tolerance: Tolerance): boolean {
  if (committed === actual) return true;
  if (tolerance.rtol + tolerance.atol === 0) return false;
  const a = tokens(committed);
  const b = tokens(actual);
  return (
    a.words.length === b.words.length &&
    a.words.every((word, i) => word === b.words[i]) &&
    a.numbers.every((n, i) => withinTolerance(numberOf(n), numberOf(b.numbers[i] ?? ''), tolerance))
  );
}

/** `1.2 → 1.3 (relative error 8.3e-2)` */
export function numberChange(committed: number, actual: number): string {
  const relative = Math.abs(actual - committed) / Math.abs(committed);
  const error = Number.isFinite(relative) ? ` (relative error ${relative.toExponential(1)})` : '';
  return `${committed} → ${actual}${error}`;
}
