/**
 * Ideal code length of a picture x under a model q, from probabilities that are not rounded to slots:
 *
 *   L(x) = −log₂ q(x) = −Σᵢ log₂ q(xᵢ | x₁ … xᵢ₋₁).
 *
 * L is an upper bound for this one picture under this one model; it is not the entropy of anything.
 */
import { type Picture, requirePicture } from '../../pictures';
import type { PictureModel } from './picture-model';

/**
 * The surprisal of each sample, −log₂ q(xᵢ | x₁ … xᵢ₋₁), in bits.
 *
 * @param picture to go through, in reading order
 * @param model that predicts it
 * @throws TypeError if the picture has not as many samples as its size says
 * @example
 * surprisals(staticPicture({ width: 1, height: 1, channels: 3 }, 1), uniformModel);
 * // => Float64Array.of(8, 8, 8)
 */
export function surprisals(picture: Picture, model: PictureModel): Float64Array {
  requirePicture(picture);
  const { samples } = picture;
  const predictor = model.predictor(picture);
  const bits = new Float64Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    bits[i] = -Math.log2(predictor.predict(samples, i)[samples[i]]);
    predictor.update(samples, i);
  }
  return bits;
}

/**
 * Ideal code length of a picture, in bits.
 *
 * @param picture to go through, in reading order
 * @param model that predicts it
 * @throws TypeError if the picture has not as many samples as its size says
 * @see Dawid, J. R. Stat. Soc. A 147 (1984) 278, doi:10.2307/2981683
 * @example
 * codeLength(staticPicture({ width: 4, height: 2, channels: 3 }, 1), uniformModel); // => 192
 */
export function codeLength(picture: Picture, model: PictureModel): number {
  return surprisals(picture, model).reduce((sum, bits) => sum + bits, 0);
}
