/**
 * The cells of a decoder's memory, by register. Each holds a number that is 0 when there is nothing in it:
 *
 *   words   16 a word and 32 for their number,
 *   state   52, for the state minus 2³⁶, that of an empty code,
 *   picture 8 a sample,
 *   counts  24 a count, for the count minus that of the program.
 */
import { RANS_EMPTY } from '../coding/rans';
import { type Cells, wordCells } from './cells';
import type { DecoderMemory } from './decoder';

const WORD_CELLS = 16;
const LENGTH_CELLS = 32;
const STATE_CELLS = 52;
/** Counts stay below 2²⁴ (see residual-counts.ts). */
const COUNT_CELLS = 24;

/**
 * The registers of a decoder's memory.
 *
 * @param memory the memory itself, not a copy of it
 * @param words room for so many words of the latent
 * @example
 * const { words, state, picture, counts } = decoderCells(decoderMemory({ width: 2, height: 2, channels: 3 }), 10);
 * [words.count, state.count, picture.count, counts.count]; // => [192, 52, 96, 185040]
 */
export function decoderCells(
  memory: DecoderMemory,
  words: number,
): Record<'words' | 'state' | 'picture' | 'counts', Cells> {
  const { code, samples, counts, firstCounts } = memory;
  return {
    words: {
      count: WORD_CELLS * words + LENGTH_CELLS,
      content: () => [...code.words, code.words.length],
    },
    state: { count: STATE_CELLS, content: () => [code.state - RANS_EMPTY] },
    picture: wordCells(samples),
    counts: {
      count: COUNT_CELLS * (counts.counts.length + counts.totals.length),
      content: () => [
        ...counts.counts.map((n, i) => n - firstCounts.counts[i]),
        ...counts.totals.map((n, i) => n - firstCounts.totals[i]),
      ],
    },
  };
}
