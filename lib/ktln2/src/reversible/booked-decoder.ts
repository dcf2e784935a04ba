/**
 * A decoder whose latent is drawn, with every step booked in a ledger. Between the two ends,
 *
 *   words, state  ↔  picture, last state,
 *
 * counts and scratch are filled and uncomputed. The last state keeps the coins that the picture did not use.
 */
import { type RansCode, STATE_COINS, WORD_COINS } from '../compression';
import { decodeStep, encodeStep, learnStep, unlearnStep } from './decoder';
import { decoderCells, type DecoderMemory } from './decoder-memory';
import type { Ledger } from './ledger';

/** What such a decoder can do. Its registers are `words`, `state`, `picture` and `counts`. */
export interface BookedDecoder {
  /** Draws the latent: one bit a coin. */
  draw(): void;
  /** From the latent to the picture; words and counts are blank afterwards. */
  out(): void;
  /** From the picture to the latent; picture and counts are blank afterwards. */
  back(): void;
}

/**
 * A decoder that books what it does.
 *
 * @param ledger in which it books
 * @param memory blank at the start
 * @param latent what the coins show, from {@link drawLatent}; it is the source of the coins, not a part of the machine
 * @throws Error from its methods if a register is not blank where it must be
 * @see Bennett, Int. J. Theor. Phys. 21 (1982) 905, doi:10.1007/BF02084158
 * @example
 * const size = { width: 4, height: 4, channels: 1 };
 * const learned = staticPicture(size, 1);
 * const ledger = new Ledger();
 * const decoder = bookedDecoder(ledger, decoderMemory(size, learned), drawLatent(size, learned, 1));
 * decoder.draw();
 * decoder.out();
 * decoder.back();
 * ledger.giveBack(['words', 'state']);
 * ledger.totals().cells.forgotten; // => 0
 */
export function bookedDecoder(ledger: Ledger, memory: DecoderMemory, latent: RansCode): BookedDecoder {
  const cells = decoderCells(memory, latent.words.length);
  const { length } = memory.samples;
  const pass = (step: typeof decodeStep, order: 'forward' | 'backward', scratch = cells.scratch) =>
    ledger.lendScratch(scratch, length, () => {
      for (let k = 0; k < length; k++) step(memory, order === 'forward' ? k : length - 1 - k);
    });
  const fillWords = () => {
    memory.code.words = latent.words.slice();
  };
  const fillState = () => {
    memory.code.state = latent.state;
  };
  return {
    draw: () => {
      ledger.draw('words', cells.words, fillWords, WORD_COINS * latent.words.length);
      ledger.draw('state', cells.state, fillState, STATE_COINS);
    },
    out: () => {
      for (const name of ['picture', 'counts'] as const) ledger.copy(name, cells[name], ['words', 'state']);
      ledger.uncompute(['words'], () => pass(decodeStep, 'forward'), ['state']);
      ledger.uncompute(['counts'], () => pass(unlearnStep, 'backward', cells.learningScratch));
    },
    back: () => {
      ledger.copy('counts', cells.counts, ['picture']);
      pass(learnStep, 'forward', cells.learningScratch);
      ledger.copy('words', cells.words, ['picture', 'state']);
      ledger.uncompute(['picture', 'counts'], () => pass(encodeStep, 'backward'), ['words', 'state']);
    },
  };
}
