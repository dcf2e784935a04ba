/**
 * Sampling is decoding: a coder that reads random bits instead of a code draws each sample with its probability under
 * the model. The steps are bijections, so that as many bits as the picture's code length have gone into it, and
 * coding the picture gives them back.
 *
 * The model first learns a real picture and then goes on to a new one: what is drawn follows q(new | old), and the
 * model keeps learning, now from what it has drawn itself.
 */
import { type Picture, type PictureSize, requirePicture, requireSize } from '../pictures/picture';
import { seededRandom } from '../numerics/random';
import type { PictureModel, Predictor } from './picture-model';
import { RANS_EMPTY, type RansCode, ransPop, ransSlot } from './rans';
import { valueAt } from './slot-interval';

const WORD_BITS = 16;
const STATE_BITS = 36;
/** Words that one step may need. */
const WORDS_AHEAD = 2;

/** A picture drawn from a model. */
export interface SampledPicture {
  picture: Picture;
  /** Random bits that went into the coder: 36 for the first state and 16 for each word. */
  drawnBits: number;
  /** Ideal code length of the picture for one who has learned the same. The other bits are left in the last state. */
  idealBits: number;
}

/** A predictor that has learned a picture. */
function trained(model: PictureModel, picture: Picture): Predictor {
  requirePicture(picture);
  const predictor = model.predictor(picture);
  for (let i = 0; i < picture.samples.length; i++) {
    predictor.probabilities(picture.samples, i);
    predictor.learn(picture.samples, i);
  }
  return predictor;
}

/**
 * Draws a picture from a model that has learned another one.
 *
 * @param model to draw from
 * @param learned picture that the model has gone through before
 * @param height of the new picture, in pixels; width and channels are those of `learned`
 * @param seed of the random bits, an integer from 0 to 2³² − 1
 * @throws RangeError if the height is not a positive integer, or the seed not of that kind
 * @throws TypeError if the learned picture has not as many samples as its size says
 * @example
 * const learned = staticPicture({ width: 8, height: 8, channels: 3 }, 1);
 * samplePicture(uniformModel, learned, 4, 2).idealBits; // => 768
 */
export function samplePicture(
  model: PictureModel,
  learned: Picture,
  height: number,
  seed: number,
): SampledPicture {
  const size: PictureSize = { width: learned.width, height, channels: learned.channels };
  const samples = new Uint8Array(requireSize(size));
  const predictor = trained(model, learned);
  const { uniform } = seededRandom(seed);
  const word = () => Math.floor(2 ** WORD_BITS * uniform());
  const state = RANS_EMPTY + Math.floor(2 ** STATE_BITS * uniform());
  const code: RansCode = { state, words: Array.from({ length: WORDS_AHEAD }, word) };
  let drawnBits = STATE_BITS;
  let idealBits = 0;
  for (let i = 0; i < samples.length; i++) {
    const probabilities = predictor.probabilities(samples, i);
    const { value, interval } = valueAt(probabilities, ransSlot(code));
    ransPop(code, interval);
    for (; code.words.length < WORDS_AHEAD; drawnBits += WORD_BITS) code.words.unshift(word());
    samples[i] = value;
    idealBits -= Math.log2(probabilities[value]);
    predictor.learn(samples, i);
  }
  return { picture: { ...size, samples }, drawnBits, idealBits };
}
