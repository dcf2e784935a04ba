/**
 * Sampling is decoding: a coder that reads random bits instead of a code draws each sample with its probability under
 * the model. The steps are bijections, so that the bits that went in are in the new picture, as many as its code is
 * long, and in the last state; coding the picture gives them back.
 *
 * The new picture continues a given one downwards: what is drawn follows q(new | given), and the model keeps learning,
 * now from what it has drawn itself.
 */
import { type Picture, requirePicture, requireSize } from '../../pictures';
import { coinCode } from './coin-code';
import type { PictureModel } from './picture-model';
import { ransPop, ransSlot } from './rans';
import { valueAt } from './slot-interval';

/** A picture drawn from a model. */
export interface SampledPicture {
  picture: Picture;
  /** Random bits that went into the coder: 36 for the first state and 16 for each word. */
  drawnBits: number;
  /** Ideal length −log₂ of each new sample's probability before rounding, in bits. */
  surprisals: Float64Array;
  /** Their sum: the picture's ideal length for one who has the given one. The other bits are left in the last state. */
  idealBits: number;
}

/**
 * Draws from a model how a picture continues below its last row.
 *
 * @param model to draw from
 * @param given picture
 * @param height of the new picture, in pixels; width and channels are those of `given`
 * @param seed of the random bits, an integer from 0 to 2³² − 1
 * @throws RangeError if the height is not a positive integer, or the seed not of that kind
 * @throws TypeError if the given picture has not as many samples as its size says
 * @example
 * const given = staticPicture({ width: 8, height: 8, channels: 3 }, 1);
 * samplePicture(uniformModel, given, 4, 2).idealBits; // => 768
 */
export function samplePicture(
  model: PictureModel,
  given: Picture,
  height: number,
  seed: number,
): SampledPicture {
  requirePicture(given);
  const size = { width: given.width, height, channels: given.channels };
  requireSize(size);
  const { code, refill, bitsRead } = coinCode(seed);
  const whole = { ...size, height: given.height + height };
  const samples = new Uint8Array(requireSize(whole));
  samples.set(given.samples);
  const first = given.samples.length;
  const predictor = model.predictor(whole);
  const surprisals = new Float64Array(samples.length - first);
  for (let i = 0; i < samples.length; i++) {
    const probabilities = predictor.predict(samples, i);
    if (i >= first) {
      refill();
      const { value, interval } = valueAt(probabilities, ransSlot(code));
      ransPop(code, interval);
      samples[i] = value;
      surprisals[i - first] = -Math.log2(probabilities[value]);
    }
    predictor.update(samples, i);
  }
  const picture = { ...size, samples: samples.slice(first) };
  const idealBits = surprisals.reduce((sum, bits) => sum + bits, 0);
  return { picture, drawnBits: bitsRead(), surprisals, idealBits };
}
