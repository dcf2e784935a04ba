/**
 * What a cell's author asks of the checker, in the cell's metadata (here under the key `ktln2`; a repository
 * chooses it, see ../repository.ts):
 *
 *  - tag `live`: the output is not compared, since it may differ from run to run; the cell must still run
 *    without an error, so its assertions hold. Such cells are counted in the report;
 *  - tag `allow-stderr`: the cell may write to standard error. Counted as well;
 *  - tag `allow-raw`: the cell, or a process that it starts, may write to file descriptors 1 and 2 directly, where no
 *    reader of the notebook sees it. Counted as well;
 *  - `ktln2: {rtol, atol, why}`: how far numbers may be from the committed ones, and the reason;
 *  - `ktln2: {limit}`: the seconds that the cell may take, if more than usual;
 *  - `ktln2: {raises}`: the cell is there to show an error, whose message contains this text.
 */
import { LARGEST_ATOL, LARGEST_RTOL } from '../check/numbers.js';
import type { Config } from '../repository.js';
import type { Cell } from './notebook.js';

const TAGS = ['live', 'allow-stderr', 'allow-raw'];
const KEYS = ['rtol', 'atol', 'why', 'limit', 'raises'];

/** A number matches a committed one within `atol + rtol · |committed|`. */
export interface Tolerance {
  rtol: number;
  atol: number;
}

export interface Rules extends Tolerance {
  live: boolean;
  allowStderr: boolean;
  allowRaw: boolean;
  /** Seconds, or undefined for the usual limit. */
  limit: number | undefined;
  /** What the expected error says, or undefined if none is expected. */
  raises: string | undefined;
}

/** Reads a cell's rules; what is not understood comes back as complaints. */
export function rulesOf(
  cell: Cell,
  { metadata: name, tags: further }: Pick<Config, 'metadata' | 'tags'>,
): { rules: Rules; complaints: string[] } {
  const known = [...TAGS, ...further];
  const tags = (cell.metadata.tags ?? []) as string[];
  const given = cell.metadata[name] ?? {};
  const isRules = typeof given === 'object' && given !== null && !Array.isArray(given);
  const own = (isRules ? given : {}) as Record<string, unknown>;
  const misplaced = cell.cell_type !== 'code' ? tags.filter(tag => TAGS.includes(tag)) : [];
  const complaints = [
    ...(isRules ? [] : [`metadata ${name} is ${JSON.stringify(given)}; expected an object`]),
    ...(cell.cell_type !== 'code' && Object.hasOwn(cell.metadata, name)
      ? [`has metadata ${name}, which is for code cells; remove it`]
      : []),
    ...misplaced.map(tag => `has the tag "${tag}", which is for code cells; remove it`),
    ...[...new Set(tags.filter((tag, i) => tags.indexOf(tag) < i))].map(
      tag => `has the tag "${tag}" twice; keep one`,
    ),
    ...tags
      .filter(tag => !known.includes(tag))
      .map(tag => `unknown tag "${tag}"; expected ${known.join(', ')}`),
    ...Object.keys(own)
      .filter(key => !KEYS.includes(key))
      .map(key => `unknown metadata ${name}.${key}; expected ${KEYS.join(', ')}`),
  ];
  const read = <T>(key: string, valid: (value: unknown) => value is T, expected: string): T | undefined => {
    const value = own[key];
    if (value === undefined || valid(value)) return value;
    const shown = typeof value === 'number' ? value : JSON.stringify(value);
    complaints.push(`${name}.${key} is ${shown}; expected ${expected}`);
    return undefined;
  };
  const positive = (v: unknown): v is number => typeof v === 'number' && v > 0 && Number.isFinite(v);
  const words = (v: unknown): v is string => typeof v === 'string' && v.trim() !== '';
  const number = (key: string) => read(key, positive, 'a number > 0');
  const tolerance = (key: string, largest: number): number => {
    const value = number(key) ?? 0;
    if (value > largest) complaints.push(`${name}.${key} is ${value}; at most ${largest} counts`);
    return Math.min(value, largest);
  };
  const rules = {
    live: tags.includes('live'),
    allowStderr: tags.includes('allow-stderr'),
    allowRaw: tags.includes('allow-raw'),
    rtol: tolerance('rtol', LARGEST_RTOL),
    atol: tolerance('atol', LARGEST_ATOL),
    limit: number('limit'),
    raises: read('raises', words, 'a part of the error message'),
  };
  if (rules.rtol + rules.atol > 0 && !words(own.why)) {
    complaints.push(`a tolerance without its reason; expected a sentence in ${name}.why`);
  }
  return { rules, complaints };
}
