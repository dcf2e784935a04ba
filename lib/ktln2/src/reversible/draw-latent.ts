/**
 * A latent of fair coins for a decoder: 36 of them in the first state, 2³⁶ + (0 … 2³⁶ − 1), and 16 in each word. How
 * many words a picture takes shows only while it is decoded, so that the decoder runs once in rehearsal, and coins
 * are drawn when it needs them.
 */
import { RANS_EMPTY, type RansCode } from '../coding/rans';
import { seededRandom } from '../numerics/random';
import type { Picture, PictureSize } from '../pictures/picture';
import { decodeStep } from './decoder';
import { decoderMemory } from './decoder-memory';

/** Words that one step may need. */
const WORDS_AHEAD = 2;

/**
 * Draws a latent that decodes to a picture of a given size, with no word left over.
 *
 * @param size of the picture
 * @param learned a picture that the program has counted beforehand
 * @param seed of the coins, an integer from 0 to 2³² − 1
 * @throws RangeError if the size or the seed is not of that kind
 * @throws TypeError if the learned picture has not as many samples as its size says
 * @see Duda (2013), arXiv:1311.2540
 * @example
 * const learned = staticPicture({ width: 4, height: 4, channels: 1 }, 1);
 * const { state } = drawLatent({ width: 4, height: 4, channels: 1 }, learned, 1);
 * state >= 2 ** 36 && state < 2 ** 37; // => true
 */
export function drawLatent(size: PictureSize, learned: Picture, seed: number): RansCode {
  const { uniform } = seededRandom(seed);
  const memory = decoderMemory(size, learned);
  const { code, samples } = memory;
  const state = RANS_EMPTY + Math.floor(2 ** 36 * uniform());
  code.state = state;
  const drawn: number[] = [];
  for (let i = 0; i < samples.length; i++) {
    while (code.words.length < WORDS_AHEAD) {
      const word = Math.floor(2 ** 16 * uniform());
      code.words.unshift(word);
      drawn.push(word);
    }
    decodeStep(memory, i);
  }
  const read = drawn.slice(0, drawn.length - code.words.length);
  return { state, words: read.reverse() };
}
