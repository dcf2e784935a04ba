/**
 * Distortion of a picture y that stands for a picture x of n samples:
 *
 *   D = (1/n) Σ (xᵢ − yᵢ)²,  PSNR = 10 log₁₀(255² / D) dB.
 *
 * It is a distance between numbers; what an eye makes of it is another matter.
 */
import { requireNumber, requirePositive } from '../arguments';
import { type Picture, requirePicture, sizeText } from '../pictures';

/**
 * Mean squared error of one picture against another, per colour sample, in squared steps of a sample.
 *
 * @param original the picture itself
 * @param decoded what stands for it, of the same size
 * @throws TypeError if a picture has not as many samples as its size says, or the sizes differ
 * @example
 * const grey = (value: number) => ({ width: 1, height: 1, channels: 3, samples: new Uint8Array(3).fill(value) });
 * meanSquaredError(grey(100), grey(103)); // => 9
 */
export function meanSquaredError(original: Picture, decoded: Picture): number {
  requirePicture(original);
  requirePicture(decoded);
  if (sizeText(original) !== sizeText(decoded)) {
    throw new TypeError(
      `decoded has size ${sizeText(decoded)}; expected ${sizeText(original)} as of original`,
    );
  }
  let total = 0;
  original.samples.forEach((sample, i) => {
    total += (sample - decoded.samples[i]) ** 2;
  });
  return total / original.samples.length;
}

/**
 * Peak signal-to-noise ratio in decibel: 10 log₁₀(peak² / D). Ten decibel more are a tenth of the distortion.
 *
 * @param distortion mean squared error per sample; 0 gives infinity
 * @param peak the largest value of a sample
 * @throws RangeError if the distortion is negative or the peak not positive
 * @see Gonzalez, Woods, Digital Image Processing, 4th ed. (2018), section 8.1
 * @example
 * peakSignalToNoise(6.5025); // => 40
 */
export function peakSignalToNoise(distortion: number, peak = 255): number {
  requireNumber('distortion', distortion, { min: 0 });
  requirePositive('peak', peak);
  return 10 * Math.log10(peak ** 2 / distortion);
}

/**
 * The mean squared error that belongs to a peak signal-to-noise ratio: peak² · 10^(−PSNR/10).
 *
 * @param decibel the ratio
 * @param peak the largest value of a sample
 * @throws RangeError if the ratio is not finite or the peak not positive
 * @example
 * distortionAt(40); // => 6.5025
 */
export function distortionAt(decibel: number, peak = 255): number {
  requireNumber('decibel', decibel);
  requirePositive('peak', peak);
  return peak ** 2 / 10 ** (decibel / 10);
}
