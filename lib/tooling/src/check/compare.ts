/**
 * Compares a cell's committed outputs with those of a new run, one by one and by their content; every difference
 * is a text for people, of bounded length.
 */
import { PLOTLY, pictureProblem } from '../figures/picture.js';
import type { Bundle, Output } from '../notebook/notebook.js';
import type { Tolerance } from '../notebook/rules.js';
import { joinStreams } from '../notebook/streams.js';
import { canonicalHtml } from './html.js';
import { jsonDifferences, preview } from './json-difference.js';
import { textMatches } from './numbers.js';
import { pictureDifference } from './pixels.js';
import { figurePlaces, jsonPlaces } from './places.js';
import { textDifference } from './text-difference.js';
import { printable } from './visible.js';

const EXACT: Tolerance = { rtol: 0, atol: 0 };
/** How many outputs' differences are told, and how much of each. */
const OUTPUTS_SHOWN = 20;
const LINES_SHOWN = 55;
const CHARACTERS_SHOWN = 5_500;

/** A text cut to what is told of one output. */
function bounded(texts: string[]): string[] {
  const shown: string[] = [];
  let [lines, characters] = [0, 0];
  for (const [i, text] of texts.entries()) {
    const own = text.split('\n');
    const kept: string[] = [];
    for (const line of own) {
      if (lines >= LINES_SHOWN || characters + line.length > CHARACTERS_SHOWN) break;
      kept.push(line);
      lines += 1;
      characters += line.length + 1;
    }
    if (kept.length > 0) shown.push(kept.join('\n'));
    if (kept.length === own.length) continue;
    const further = texts.length - i - 1;
    const also = further > 0 ? ` of this difference, and ${further} more differences` : '';
    return [...shown, `... and ${own.length - kept.length} more lines${also}`];
  }
  return shown;
}

/** Canonical HTML in lines, so that a difference shows a cell of a table and not all of it. */
const inLines = (html: string): string =>
  html.replace(
    /(<\/(?:caption|div|h\d|li|p|t[dhr]|table|thead|tbody|tfoot|ul|ol|g|svg)>|<br>)(?!\n|$)/g,
    '$1\n',
  );

async function textChange(mime: string, a: string, b: string, tolerance: Tolerance): Promise<string[]> {
  if (mime === 'text/html' || mime === 'image/svg+xml') {
    const [one, other] = [a, b].map(html => canonicalHtml(html, mime !== 'text/html')) as [string, string];
    if (textMatches(one, other, tolerance)) return [];
    return [`${mime}:\n${textDifference(inLines(one), inLines(other), tolerance).join('\n')}`];
  }
  if (mime.startsWith('image/')) {
    const difference = await pictureDifference(a, b);
    return difference === undefined ? [] : [`${mime}: ${difference}`];
  }
  if (textMatches(a, b, tolerance)) return [];
  return [`${mime}:\n${textDifference(a, b, tolerance).join('\n')}`];
}

async function bundleDifferences(committed: Bundle, actual: Bundle, tolerance: Tolerance): Promise<string[]> {
  const mimes = new Set([...Object.keys(committed), ...Object.keys(actual)]);
  // A figure's static picture is made from its data after the run, so it is held against those.
  if (PLOTLY in committed) mimes.delete('text/html');
  const differences: string[] = [];
  for (const mime of mimes) {
    const [a, b] = [committed, actual].map(data => (Object.hasOwn(data, mime) ? data[mime] : undefined));
    const isJson = /[/+]json$/.test(mime);
    // More cannot be told anyhow.
    if (differences.length >= LINES_SHOWN) differences.push(`${mime} was not looked at`);
    else if (a === undefined) differences.push(`${mime}: nothing is committed, now there is ${preview(b)}`);
    else if (b === undefined) differences.push(`${mime}: committed is ${preview(a)}, now there is nothing`);
    else if (!isJson && typeof a === 'string' && typeof b === 'string') {
      differences.push(...(await textChange(mime, a, b, tolerance)));
    } else {
      const [name, places] =
        mime === PLOTLY ? (['figure', figurePlaces] as const) : ([mime, jsonPlaces] as const);
      differences.push(...jsonDifferences(a, b, tolerance, places, name));
    }
  }
  return differences;
}

/** What an output is, in a few words. */
function kind(output: Output | undefined): string {
  if (!output) return 'nothing';
  if (output.output_type === 'stream') return `${output.name} ${printable(preview(output.text))}`;
  const mimes = Object.keys(output.data ?? {}).join(' + ') || 'an output with no content';
  // A stored notebook may hold what a run never gives, for instance an execute_result.
  return output.output_type === 'display_data'
    ? mimes
    : `${mimes} stored as ${(output as Bundle).output_type}`;
}

async function outputDifferences(
  a: Output | undefined,
  b: Output | undefined,
  tolerance: Tolerance,
): Promise<string[]> {
  if (a?.output_type === 'stream' && b?.output_type === 'stream' && a.name === b.name) {
    if (textMatches(a.text, b.text, tolerance)) return [];
    return [[`${a.name}:`, ...textDifference(a.text, b.text, tolerance)].join('\n')];
  }
  if (a?.output_type === 'display_data' && b?.output_type === 'display_data') {
    return [
      ...(await bundleDifferences(a.data, b.data, tolerance)),
      ...jsonDifferences(a.metadata ?? {}, b.metadata ?? {}, EXACT, jsonPlaces, 'metadata'),
    ];
  }
  return [`committed is ${kind(a)}, now there is ${kind(b)}`];
}

/** Compares the outputs of two runs one by one, by their content. An empty result means that they match. */
export async function compareRuns(one: Output[], other: Output[], tolerance: Tolerance): Promise<string[]> {
  const [committed, actual] = [joinStreams(one), joinStreams(other)];
  const count = Math.max(committed.length, actual.length);
  const told: string[] = [];
  let differing = 0;
  for (let i = 0; i < count; i++) {
    const found = await outputDifferences(committed[i], actual[i], tolerance);
    if (found.length === 0) continue;
    differing += 1;
    if (differing > OUTPUTS_SHOWN) continue;
    told.push(...bounded(found).map(text => (count > 1 ? `output ${i + 1}: ${text}` : text)));
  }
  const more = differing - OUTPUTS_SHOWN;
  return more > 0 ? [...told, `... and ${more} more outputs differ`] : told;
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
