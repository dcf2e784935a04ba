/**
 * The memory of a decoder, and its cells by register. Each number is 0 when there is nothing in it:
 *
 *   words   16 cells a word and 32 for their number,
 *   state   52, for the state minus 2³⁶, which is that of an empty code,
 *   picture 8 a sample,
 *   counts  24 a count, for the count minus that of the program,
 *   scratch 96: prediction, context and residual 8 each, slot, start and width 24 each; learning needs the first 3.
 */
import {
  emptyCode,
  learnResidual,
  RANS_EMPTY,
  type RansCode,
  residualContext,
  residualCounts,
  type ResidualCounts,
  residualOf,
} from '../compression';
import { type Picture, type PictureSize, requirePicture, requireSize } from '../pictures';
import { type Cells, wordCells } from './cells';

const WORD_CELLS = 16;
const LENGTH_CELLS = 32;
const STATE_CELLS = 52;
/** Counts stay below 2²⁴ (see residual-counts.ts). */
const COUNT_CELLS = 24;
const LEARNING_CELLS = 3 * 8;
const SCRATCH_CELLS = LEARNING_CELLS + 3 * 24;

/** The memory of a decoder at work. */
export interface DecoderMemory {
  size: PictureSize;
  code: RansCode;
  samples: Uint8Array;
  counts: ResidualCounts;
  /** The counts before the first sample, a part of the program. */
  firstCounts: ResidualCounts;
  scratch: Record<'prediction' | 'context' | 'slot' | 'residual' | 'start' | 'width', number>;
}

/**
 * The memory of a decoder before it starts: an empty code, no picture, counts as the program has them.
 *
 * @param size of the picture
 * @param learned a picture that the program has counted beforehand; none if it is not given
 * @throws RangeError if the size is not positive, or the picture too large
 * @throws TypeError if the learned picture has not as many samples as its size says
 * @example
 * decoderMemory({ width: 2, height: 2, channels: 3 }).samples.length; // => 12
 */
export function decoderMemory(size: PictureSize, learned?: Picture): DecoderMemory {
  const samples = new Uint8Array(requireSize(size));
  const counts = residualCounts(size);
  if (learned) {
    requirePicture(learned);
    for (let i = 0; i < learned.samples.length; i++) {
      const { prediction, context } = residualContext(learned.samples, i, learned);
      learnResidual(counts, context, residualOf(learned.samples[i], prediction));
    }
  }
  const firstCounts = { counts: counts.counts.slice(), totals: counts.totals.slice() };
  const scratch = { prediction: 0, context: 0, slot: 0, residual: 0, start: 0, width: 0 };
  return { size, code: emptyCode(), samples, counts, firstCounts, scratch };
}

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
): Record<'words' | 'state' | 'picture' | 'counts' | 'scratch' | 'learningScratch', Cells> {
  const { code, samples, counts, firstCounts, scratch } = memory;
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
    scratch: { count: SCRATCH_CELLS, content: () => Object.values(scratch) },
    learningScratch: {
      count: LEARNING_CELLS,
      content: () => [scratch.prediction, scratch.context, scratch.residual],
    },
  };
}
