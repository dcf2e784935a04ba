/**
 * Where two JSON values differ. The values are walked without recursion, so that no depth and no size matters:
 * of all differences the first few are told, and the others counted.
 */
import type { Tolerance } from '../notebook/rules.js';
import { isAnyNumber, largestOf, numberChange, textMatches, withinTolerance } from './numbers.js';
import type { Places } from './places.js';
import { sideBySide } from './visible.js';

/** How many differences of one value are spelled out. */
const SHOWN = 5;
const WIDTH = 80;
/** Keys of a path that are shown. */
const PATH_SHOWN = 12;

type Key = string | number;

/** A value's place: its own key, and the place of what it lies in. */
interface Node {
  key: Key;
  above: Node | undefined;
}

interface Pair {
  committed: unknown;
  actual: unknown;
  at: Node | undefined;
  /** The largest number of the array that it lies in. */
  largest: number | undefined;
}

/** Stands for a value that is not there. */
const NOTHING = Symbol('nothing');

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object';

/** A value on one short line. */
export function preview(value: unknown, width = WIDTH): string {
  if (value === NOTHING || value === undefined) return 'nothing';
  let text: string;
  try {
    text = Object.is(value, -0) ? '-0' : (JSON.stringify(value) ?? String(value));
  } catch {
    text = 'a value that is nested too deeply to be shown';
  }
  return text.length > width ? `${text.slice(0, width - 3)}...` : text;
}

/** Two strings, the parts of them around the first character that differs. */
function stringChange(committed: string, actual: string): string {
  let start = 0;
  while (start < committed.length && committed[start] === actual[start]) start += 1;
  const from = start < WIDTH / 2 ? 0 : start - WIDTH / 4;
  const part = (text: string) => text.slice(from, from + 2 * WIDTH);
  const [one, other] = sideBySide(part(committed), part(actual));
  const quoted = (text: string, whole: string) => {
    const mark = text === part(whole) ? preview(text) : `"${text}"`;
    return from > 0 ? `…${mark}` : mark;
  };
  return `${quoted(one, committed)} → ${quoted(other, actual)}`;
}

function keysOf(node: Node | undefined): Key[] {
  const keys: Key[] = [];
  for (let at = node; at; at = at.above) keys.push(at.key);
  return keys.reverse();
}

function shownPath(name: string, keys: Key[]): string {
  const shown = keys
    .slice(0, PATH_SHOWN)
    .map(key => (typeof key === 'number' ? `[${key}]` : `.${key.slice(0, 60)}`));
  const more = keys.length - shown.length;
  return `${name}${shown.join('')}${more > 0 ? `… (${more} levels deeper)` : ''}`;
}

/** The pairs of values within two arrays or objects, the first on top of the stack. */
function pairsIn(a: Record<string, unknown>, b: Record<string, unknown>, at: Node | undefined): Pair[] {
  const isArray = Array.isArray(a);
  const largest = isArray ? largestOf(Object.values(a).filter(item => typeof item === 'number')) : undefined;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].reverse();
  return keys.map(key => ({
    committed: Object.hasOwn(a, key) ? a[key] : NOTHING,
    actual: Object.hasOwn(b, key) ? b[key] : NOTHING,
    at: { key: isArray ? Number(key) : key, above: at },
    largest,
  }));
}

/** How two values differ that are no pair of arrays or objects; undefined if they match. */
function leafChange({ committed, actual, at, largest }: Pair, tolerance: Tolerance, places: Places) {
  // Written by JavaScript, JSON has no -0: the kernel sends 0.
  if (committed === actual) return undefined;
  const any = isAnyNumber(tolerance);
  if (typeof committed === 'number' && typeof actual === 'number') {
    const tolerant = any || places(keysOf(at)).numbers;
    if (tolerant && withinTolerance(committed, actual, tolerance, largest)) return undefined;
    return () => numberChange(committed, actual);
  }
  if (typeof committed === 'string' && typeof actual === 'string') {
    const tolerant = any || places(keysOf(at)).text;
    if (tolerant && textMatches(committed, actual, tolerance)) return undefined;
    return () => stringChange(committed, actual);
  }
  return () => `${preview(committed)} → ${preview(actual)}`;
}

/** Where two JSON values differ, as `name.path: committed → now`. */
export function jsonDifferences(
  committed: unknown,
  actual: unknown,
  tolerance: Tolerance,
  places: Places,
  name: string,
): string[] {
  const shown: string[] = [];
  let count = 0;
  const stack: Pair[] = [{ committed, actual, at: undefined, largest: undefined }];
  for (let pair = stack.pop(); pair; pair = stack.pop()) {
    const { committed: a, actual: b, at } = pair;
    if (isObject(a) && isObject(b) && Array.isArray(a) === Array.isArray(b)) {
      for (const inner of pairsIn(a, b, at)) stack.push(inner);
      continue;
    }
    const change = leafChange(pair, tolerance, places);
    if (!change) continue;
    count += 1;
    if (count <= SHOWN) shown.push(`${shownPath(name, keysOf(at))}: ${change()}`);
  }
  return count > SHOWN ? [...shown, `... and ${count - SHOWN} more`] : shown;
}
