/**
 * The difference of two texts, for people: at most some thirty lines, found in bounded time whatever the texts.
 * Texts that differ in more lines than a difference can usefully show are paired line by line.
 */
import { structuredPatch } from 'diff';
import type { Tolerance } from '../notebook/rules.js';
import { numberOf, tokens } from './number-tokens.js';
import { capped, isAnyNumber, isExact, largestOf, numberChange, withinTolerance } from './numbers.js';
import { sideBySide } from './visible.js';

/** How many numbers of one text are spelled out. */
const NUMBERS_SHOWN = 5;
const LINES_SHOWN = 24;
/** Characters of a line that are shown, around the first that differs. */
const WIDTH = 120;
/** Beyond it the search for the shortest difference ends. */
const MOST_EDITS = 400;

/** The parts of two lines around the first character that differs. */
function around(one: string, other: string): [string, string] {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const from = Math.max(one.length, other.length) <= WIDTH ? 0 : Math.max(0, start - WIDTH / 2);
  const part = (line: string) => {
    const more = line.length - from - WIDTH;
    return `${from > 0 ? '…' : ''}${line.slice(from, from + WIDTH)}${more > 0 ? `… (${more} more characters)` : ''}`;
  };
  return [part(one), part(other)];
}

/** Removed and added lines, the first of either beside each other. */
function paired(removed: string[], added: string[]): string[] {
  const count = Math.max(removed.length, added.length);
  const pairs = Array.from({ length: Math.min(count, LINES_SHOWN) }, (_, i) => {
    const [one, other] = [removed[i], added[i]];
    const [a, b] = sideBySide(...around(one ?? '', other ?? ''));
    return { removed: one === undefined ? [] : [`-${a}`], added: other === undefined ? [] : [`+${b}`] };
  });
  return [...pairs.flatMap(pair => pair.removed), ...pairs.flatMap(pair => pair.added)];
}

/** The differing lines of two texts of which no short difference exists. */
function lineByLine(committed: string, actual: string): { lines: string[]; more: number } {
  const [a, b] = [committed.split('\n'), actual.split('\n')];
  const count = Math.max(a.length, b.length);
  const lines: string[] = [];
  let differing = 0;
  for (let i = 0; i < count; i++) {
    const [one, other] = [a[i], b[i]];
    if (one === other) continue;
    differing += 1;
    if (differing > LINES_SHOWN / 4) continue;
    lines.push(`line ${i + 1}:`);
    lines.push(...paired(one === undefined ? [] : [one], other === undefined ? [] : [other]));
  }
  return { lines, more: differing - Math.min(differing, Math.floor(LINES_SHOWN / 4)) };
}

function patch(committed: string, actual: string): { lines: string[]; more: number } | undefined {
  const found = structuredPatch('', '', committed, actual, '', '', { context: 1, maxEditLength: MOST_EDITS });
  if (!found) return undefined;
  const lines: string[] = [];
  for (const hunk of found.hunks) {
    lines.push(`line ${hunk.oldStart}:`);
    let [removed, added] = [[] as string[], [] as string[]];
    const flush = () => {
      lines.push(...paired(removed, added));
      [removed, added] = [[], []];
    };
    for (const line of hunk.lines) {
      if (line.startsWith('-')) removed.push(line.slice(1));
      else if (line.startsWith('+')) added.push(line.slice(1));
      else if (line.startsWith(' ')) {
        flush();
        lines.push(` ${sideBySide(...around(line.slice(1), line.slice(1)))[0]}`);
      }
    }
    flush();
  }
  return { lines: lines.slice(0, LINES_SHOWN), more: Math.max(0, lines.length - LINES_SHOWN) };
}

/** What became of the numbers, if nothing else changed. */
function numbersChanged(committed: string, actual: string, tolerance: Tolerance): string[] {
  const a = tokens(committed);
  const b = tokens(actual);
  if (a.words.length !== b.words.length || a.words.some((word, i) => word !== b.words[i])) return [];
  const largest = largestOf(a.numbers.map(numberOf));
  const changed = a.numbers.flatMap((number, i) => {
    const now = b.numbers[i] ?? '';
    if (number === now) return [];
    const [one, other] = [numberOf(number), numberOf(now)];
    if (!isExact(tolerance) && withinTolerance(one, other, tolerance, largest)) return [];
    if (Object.is(one, other)) return [`${number} → ${now} (the same number, written differently)`];
    return [numberChange(one, other)];
  });
  const more = changed.length - NUMBERS_SHOWN;
  const { atol } = capped(tolerance, largest);
  const cap =
    atol < tolerance.atol && !isAnyNumber(tolerance)
      ? [
          `(atol ${tolerance.atol} counts as ${Number(atol.toPrecision(3))} here, where the largest number is ${largest})`,
        ]
      : [];
  return [
    ...changed.slice(0, NUMBERS_SHOWN),
    ...(more > 0 ? [`... and ${more} more numbers`] : []),
    ...(changed.length > 0 ? cap : []),
  ];
}

/** Lines that tell how a text differs from the committed one. */
export function textDifference(committed: string, actual: string, tolerance: Tolerance): string[] {
  const { lines, more } = patch(committed, actual) ?? lineByLine(committed, actual);
  const ends = committed.endsWith('\n') !== actual.endsWith('\n');
  const end = actual.endsWith('\n')
    ? 'now there is a line break at the end'
    : 'the line break at the end is gone';
  return [
    ...lines,
    ...(more > 0 ? [`... and ${more} more lines`] : []),
    ...(ends && committed !== '' && actual !== '' ? [end] : []),
    ...numbersChanged(committed, actual, tolerance),
  ];
}
