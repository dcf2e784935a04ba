/**
 * A latent of fair coins for a decoder. How many words a picture takes shows only while it is decoded, so that the
 * decoder runs once in rehearsal, and coins are drawn when it needs them.
 */
import { coinCode, type RansCode } from '../compression';
import type { Picture, PictureSize } from '../pictures';
import { decodeStep } from './decoder';
import { decoderMemory } from './decoder-memory';

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
  const coins = coinCode(seed);
  const { state } = coins.code;
  const memory = decoderMemory(size, learned);
  memory.code = coins.code;
  for (let i = 0; i < memory.samples.length; i++) {
    coins.refill();
    decodeStep(memory, i);
  }
  return { state, words: coins.wordsRead() };
}
