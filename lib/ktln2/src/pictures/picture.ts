/**
 * Pictures as samples of 8 bits, and the cells that they occupy:
 *
 *   N = width × height × channels × bits per sample.
 */
import { requireInteger } from '../arguments';
import { seededRandom } from '../numerics';

/** Width and height in pixels, and the number of colour samples in a pixel. */
export interface PictureSize {
  width: number;
  height: number;
  channels: number;
}

/** A picture: samples from 0 to 255, row by row from the top, the channels of a pixel together. */
export interface Picture extends PictureSize {
  samples: Uint8Array;
}

/**
 * Checks a picture's size and returns its number of samples.
 *
 * @param size in pixels, with the number of channels
 * @throws RangeError if a number is not a positive integer
 * @example
 * requireSize({ width: 4, height: 2, channels: 3 }); // => 24
 */
export function requireSize({ width, height, channels }: PictureSize): number {
  requireInteger('width', width, { min: 1 });
  requireInteger('height', height, { min: 1 });
  requireInteger('channels', channels, { min: 1 });
  return width * height * channels;
}

/**
 * Checks that a picture has as many samples as its size says.
 *
 * @param picture to check
 * @throws RangeError if a number of the size is not a positive integer
 * @throws TypeError if the samples are not so many bytes
 * @example
 * requirePicture({ width: 2, height: 1, channels: 1, samples: Uint8Array.of(0, 255) }); // => undefined
 */
export function requirePicture(picture: Picture): void {
  const expected = requireSize(picture);
  if (!(picture.samples instanceof Uint8Array) || picture.samples.length !== expected) {
    const { width, height, channels } = picture;
    throw new TypeError(
      `picture.samples has length ${picture.samples?.length}; ` +
        `expected a Uint8Array of ${width} × ${height} × ${channels} = ${expected}`,
    );
  }
}

/**
 * Bits that a picture occupies uncompressed, whatever it shows.
 *
 * @param size in pixels, with the number of channels (3 for RGB)
 * @param bitsPerSample bits of one colour sample
 * @throws RangeError if a number is not a positive integer
 * @example
 * pictureBits({ width: 512, height: 512, channels: 3 }); // => 6291456
 */
export function pictureBits(size: PictureSize, bitsPerSample = 8): number {
  requireInteger('bitsPerSample', bitsPerSample, { min: 1 });
  return requireSize(size) * bitsPerSample;
}

/**
 * Static: every sample drawn uniformly and independently, by a seeded generator.
 *
 * @param size in pixels, with the number of channels
 * @param seed an integer from 0 to 2³² − 1
 * @throws RangeError if the size or the seed is not of that kind
 * @example
 * staticPicture({ width: 2, height: 1, channels: 3 }, 1).samples.length; // => 6
 */
export function staticPicture(size: PictureSize, seed: number): Picture {
  const samples = new Uint8Array(requireSize(size));
  const random = seededRandom(seed);
  for (let i = 0; i < samples.length; i++) samples[i] = Math.floor(256 * random.uniform());
  return { width: size.width, height: size.height, channels: size.channels, samples };
}

/**
 * A picture's size in words, as errors name it.
 *
 * @param size in pixels, with the number of channels
 * @example
 * sizeText({ width: 4, height: 2, channels: 3 }); // => '4 × 2 × 3'
 */
export const sizeText = ({ width, height, channels }: PictureSize) => `${width} × ${height} × ${channels}`;
