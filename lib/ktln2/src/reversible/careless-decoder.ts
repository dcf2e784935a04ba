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

/** Assignments of one step, apart from those of the words that move. */
function tallyStep(assignments: CarelessRun['assignments'], residual: number): void {
  for (const name of ['index', 'prediction', 'context', 'slot', 'start', 'width', 'state'] as const) {
    assignments[name]++;
  }
  for (const name of ['residual', 'count', 'total'] as const) assignments[name]++;
  // Two searches add up counts from 0 to the residual: the first for the slot, the second for the interval.
  assignments.searched += 2 * (residual + 1);
  assignments.cumulative += 2 * (residual + 1);
}

/**
 * Decodes a picture carelessly and tallies what it overwrites.
 *
 * @param size of the picture
 * @param code its latent, which stays as it is
 * @throws Error if the code ends too early
 * @see Landauer, IBM J. Res. Dev. 5 (1961) 183, doi:10.1147/rd.53.0183
 * @example
 * const code = { state: 2 ** 44 + 2 ** 23, words: [] };
 * const { samples, assignments } = decodeCarelessly({ width: 1, height: 1, channels: 1 }, code);
 * [samples[0], assignments.state, assignments.cumulative]; // => [0, 1, 258]
 */
export function decodeCarelessly(size: PictureSize, code: RansCode): CarelessRun {
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
    tallyStep(assignments, residual);
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
