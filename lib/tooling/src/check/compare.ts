/** Compares a cell's committed outputs with those of a new run; every difference is a text for people. */
import { createTwoFilesPatch } from 'diff';
import type { Bundle, Output } from '../notebook/notebook.js';
import type { Tolerance } from '../notebook/rules.js';
import { canonical } from './canonical.js';
import { numberChange, textMatches, tokens, numberOf, withinTolerance } from './numbers.js';
import { PLOTLY, pictureProblem } from '../figures/picture.js';

/** How many differences of one output are spelled out. */
const SHOWN = 5;

const short = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

function textDifference(committed: string, actual: string): string {
  const patch = createTwoFilesPatch('committed', 'now', committed, actual, '', '', { context: 1 });
  const body = patch.split('\n').slice(3).join('\n').trimEnd();
  const a = tokens(committed);
  const b = tokens(actual);
  if (a.words.join('\0') !== b.words.join('\0')) return body;
  const changed = a.numbers.flatMap((n, i) => {
    const now = b.numbers[i] ?? '';
    return n === now ? [] : [numberChange(numberOf(n), numberOf(now))];
  });
  return [body, ...changed.slice(0, SHOWN)].join('\n');
}

/** Where two JSON values differ, as `path: committed → now`. */
export function jsonDifferences(
  committed: unknown,
  actual: unknown,
  tolerance: Tolerance,
  path = '',
): string[] {
  if (typeof committed === 'number' && typeof actual === 'number') {
    return withinTolerance(committed, actual, tolerance)
      ? []
      : [`${path}: ${numberChange(committed, actual)}`];
  }
  if (typeof committed === 'string' && typeof actual === 'string') {
    return textMatches(committed, actual, tolerance)
      ? []
      : [`${path}: ${short(committed)} → ${short(actual)}`];
  }
  const isObject = (value: unknown): value is object => value !== null && typeof value === 'object';
  if (isObject(committed) && isObject(actual) && Array.isArray(committed) === Array.isArray(actual)) {
    const a = committed as Bundle;
    const b = actual as Bundle;
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    const below = (key: string) =>
      Array.isArray(committed) ? `${path}[${key}]` : path ? `${path}.${key}` : key;
    return [...keys].flatMap(key => jsonDifferences(a[key], b[key], tolerance, below(key)));
  }
  return committed === actual ? [] : [`${path}: ${short(committed)} → ${short(actual)}`];
}

function bundleDifferences(committed: Bundle, actual: Bundle, tolerance: Tolerance): string[] {
  // A figure's static picture is made from its data after the run, so it is held against those.
  const isFigure = PLOTLY in committed;
  const mimes = new Set([...Object.keys(committed), ...Object.keys(actual)]);
  if (isFigure) mimes.delete('text/html');
  const differences = [...mimes].flatMap(mime => {
    const [a, b] = [committed[mime], actual[mime]];
    if (typeof a === 'string' && typeof b === 'string') {
      return textMatches(a, b, tolerance) ? [] : [`${mime}:\n${textDifference(a, b)}`];
    }
    const found = jsonDifferences(a, b, tolerance, mime === PLOTLY ? 'figure' : mime);
    return found.length > SHOWN ? [...found.slice(0, SHOWN), `... and ${found.length - SHOWN} more`] : found;
  });
  return differences;
}

const kind = (output: Output | undefined): string => {
  if (!output) return 'nothing';
  return output.output_type === 'stream' ? output.name : Object.keys(output.data).join(' + ');
};

/** Compares the outputs of two runs one by one, by their content. An empty result means that they match. */
export async function compareRuns(one: Output[], other: Output[], tolerance: Tolerance): Promise<string[]> {
  return differences(await canonical(one), await canonical(other), tolerance);
}

/** Compares committed outputs with those of a run, and the static pictures with the figures that they belong to. */
export async function compareOutputs(
  committed: Output[],
  actual: Output[],
  tolerance: Tolerance,
): Promise<string[]> {
  const pictures = committed.flatMap(o => (o.output_type === 'stream' ? [] : (pictureProblem(o.data) ?? [])));
  return [...(await compareRuns(committed, actual, tolerance)), ...pictures];
}

function differences(committed: Output[], actual: Output[], tolerance: Tolerance): string[] {
  const count = Math.max(committed.length, actual.length);
  return Array.from({ length: count }, (_, i) => i).flatMap(i => {
    const [a, b] = [committed[i], actual[i]];
    const named = (texts: string[]) => texts.map(text => (count > 1 ? `output ${i + 1}: ${text}` : text));
    if (a?.output_type === 'stream' && b?.output_type === 'stream' && a.name === b.name) {
      return textMatches(a.text, b.text, tolerance) ? [] : named([textDifference(a.text, b.text)]);
    }
    if (a?.output_type === 'display_data' && b?.output_type === 'display_data') {
      return named(bundleDifferences(a.data, b.data, tolerance));
    }
    return named([`committed is ${kind(a)}, now there is ${kind(b)}`]);
  });
}
