/**
 * A code of fair coins, for decoders that draw instead of reading: 36 coins in the first state, 2³⁶ + (0 … 2³⁶ − 1),
 * and 16 in each word. How many words a picture takes shows only while it is decoded, so that they are drawn as they
 * are needed, two ahead of the decoder.
 */
import { seededRandom } from '../../numerics';
import { RANS_EMPTY, type RansCode } from './rans';

/** Coins of the first state. */
export const STATE_COINS = 36;
/** Coins of a word. */
export const WORD_COINS = 16;
/** Words that one step may need. */
const WORDS_AHEAD = 2;

/** A code whose words are drawn while it is read. */
export interface CoinCode {
  code: RansCode;
  /** Draws words until a step cannot run out of them; to be called before each step. */
  refill(): void;
  /** The words that were read so far, the first one last: with the first state, a code that lasts just as long. */
  wordsRead(): number[];
  /** Coins read so far: those of the first state and of the words. */
  bitsRead(): number;
}

/**
 * Draws a code.
 *
 * @param seed of the coins, an integer from 0 to 2³² − 1
 * @throws RangeError if the seed is not of that kind
 * @see Duda (2013), arXiv:1311.2540
 * @example
 * const coins = coinCode(1);
 * [coins.code.words.length, coins.bitsRead()]; // => [2, 36]
 */
export function coinCode(seed: number): CoinCode {
  const { uniform } = seededRandom(seed);
  const word = () => Math.floor(2 ** WORD_COINS * uniform());
  const state = RANS_EMPTY + Math.floor(2 ** STATE_COINS * uniform());
  const code: RansCode = { state, words: Array.from({ length: WORDS_AHEAD }, word) };
  /** All words, in the order in which they are read. */
  const drawn = code.words.toReversed();
  const read = () => drawn.length - code.words.length;
  return {
    code,
    refill() {
      while (code.words.length < WORDS_AHEAD) {
        drawn.push(word());
        code.words.unshift(drawn[drawn.length - 1]);
      }
    },
    wordsRead: () => drawn.slice(0, read()).reverse(),
    bitsRead: () => STATE_COINS + WORD_COINS * read(),
  };
}
