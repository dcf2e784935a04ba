/**
 * The decoder as it is usually run: each assignment to a variable overwrites what was in it. The tally counts them,
 *
 *   cells overwritten = Σ over variables of (width in cells) × (number of assignments).
 *
 * What goes on inside the prediction, in the arithmetic unit and on the way to memory is not counted, so that a real
 * machine forgets more than this.
 */
import {
  learnResidual,
  type RansCode,
  ransPop,
  ransSlot,
  residualAt,
  residualContext,
  residualInterval,
} from '../compression';
import type { PictureSize } from '../pictures';
import { decoderMemory } from './decoder-memory';

/** Cells of each variable of the decoder. */
export const CARELESS_WIDTHS = {
  index: 24,
  prediction: 8,
  context: 8,
  slot: 24,
  residual: 8,
  start: 24,
  width: 24,
  state: 52,
  length: 32,
  count: 24,
  total: 24,
  searched: 8,
  cumulative: 24,
} as const;

/** A variable of the decoder. */
export type CarelessVariable = keyof typeof CARELESS_WIDTHS;

/** What a careless decoder leaves behind. */
export interface CarelessRun {
  samples: Uint8Array;
  /** Number of assignments to each variable. */
  assignments: Record<CarelessVariable, number>;
}

/** Levels of a binary tree over 256 residuals. */
const LEVELS = 8;

/**
 * How many counts are added up to find a residual. In each order the intervals lie one after the other as the search
 * comes upon them, which changes neither their widths nor the length of the code.
 */
const ITERATIONS = {
  /** 0, 1, 2 … 255, where 255 is −1. */
  ascending: (residual: number) => residual + 1,
  /** 0, −1, 1, −2, 2 … */
  zigzag: (residual: number) => (residual < 128 ? 2 * residual : 2 * (256 - residual) - 1) + 1,
  /** One sum a level. */
  tree: () => LEVELS,
  /** None, for comparison: somebody hands over each answer. */
  none: () => 0,
} as const;

/** In which order a residual is searched. */
export type SearchOrder = keyof typeof ITERATIONS;

/** Assignments of one step, apart from those of the words that move. */
function tallyStep(assignments: CarelessRun['assignments'], residual: number, order: SearchOrder): void {
  for (const name of ['index', 'prediction', 'context', 'slot', 'start', 'width', 'state'] as const) {
    assignments[name]++;
  }
  for (const name of ['residual', 'count', 'total'] as const) assignments[name]++;
  // A tree has a sum on each level to keep up to date, the count itself being the lowest.
  if (order === 'tree') assignments.count += LEVELS - 1;
  // Two searches add up counts until the residual is found: the first for the slot, the second for the interval.
  const iterations = 2 * ITERATIONS[order](residual);
  assignments.searched += iterations;
  assignments.cumulative += iterations;
}

/**
 * Decodes a picture carelessly and tallies what it overwrites.
 *
 * @param size of the picture
 * @param code its latent, which stays as it is
 * @param order in which a residual is searched, for the tally
 * @throws RangeError if the order is none of the four
 * @throws Error if the code ends too early
 * @see Landauer, IBM J. Res. Dev. 5 (1961) 183, doi:10.1147/rd.53.0183
 * @example
 * const code = { state: 2 ** 44 + 2 ** 23, words: [] };
 * const { samples, assignments } = decodeCarelessly({ width: 1, height: 1, channels: 1 }, code);
 * [samples[0], assignments.state, assignments.cumulative]; // => [0, 1, 258]
 */
export function decodeCarelessly(
  size: PictureSize,
  code: RansCode,
  order: SearchOrder = 'ascending',
): CarelessRun {
  if (!Object.hasOwn(ITERATIONS, order)) {
    throw new RangeError(`order is "${order}"; expected one of ${Object.keys(ITERATIONS).join(', ')}`);
  }
  const { samples, counts } = decoderMemory(size);
  const names = Object.keys(CARELESS_WIDTHS);
  const assignments = Object.fromEntries(names.map(name => [name, 0])) as CarelessRun['assignments'];
  const rest = { state: code.state, words: code.words.slice() };
  for (let i = 0; i < samples.length; i++) {
    const { prediction, context } = residualContext(samples, i, size);
    const residual = residualAt(counts, context, ransSlot(rest));
    ransPop(rest, residualInterval(counts, context, residual));
    samples[i] = prediction + residual;
    learnResidual(counts, context, residual);
    tallyStep(assignments, residual, order);
  }
  const moved = code.words.length - rest.words.length;
  assignments.state += moved;
  assignments.length += moved;
  return { samples, assignments };
}

/**
 * Cells that assignments overwrite.
 *
 * @param assignments to each variable
 * @param variables that are counted; all if not given
 * @example
 * const { assignments } = decodeCarelessly({ width: 1, height: 1, channels: 1 }, { state: 2 ** 44, words: [] });
 * cellsOverwritten(assignments, ['state', 'slot']); // => 76
 */
export function cellsOverwritten(
  assignments: CarelessRun['assignments'],
  variables = Object.keys(CARELESS_WIDTHS) as readonly CarelessVariable[],
): number {
  return variables.reduce((sum, name) => sum + assignments[name] * CARELESS_WIDTHS[name], 0);
}
