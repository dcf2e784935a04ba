/**
 * Pictures as samples of 8 bits, and the cells that they occupy:
 *
 *   N = width × height × channels × bits per sample.
 */
import sharp from 'sharp';
import { requireInteger } from '../arguments';
import { dataSource, readDataFile } from '../data/manifest';
import { SOURCE_ENDING } from '../data/source';
import { seededRandom } from '../numerics/random';

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

/** Checks a picture's size and returns its number of samples. */
export function requireSize({ width, height, channels }: PictureSize): number {
  requireInteger('width', width, { min: 1 });
  requireInteger('height', height, { min: 1 });
  requireInteger('channels', channels, { min: 1 });
  return width * height * channels;
}

/** Checks that a picture has as many samples as its size says. */
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

/** A picture's size in words, as errors name it. */
export const sizeText = ({ width, height, channels }: PictureSize) => `${width} × ${height} × ${channels}`;

/**
 * Decodes a picture file to its samples of 8 bits, as stored: no colour profile is applied.
 *
 * @param file content of a PNG, WebP, AVIF or JPEG file. A JPEG's samples are those that the decoder makes of it.
 * @throws Error if the file is damaged or its samples do not have 8 bits
 * @see W3C, PNG specification, 3rd ed. (2025), https://www.w3.org/TR/png-3/
 * @example
 * (await decodePicture(readDataFile('astronaut'))).width; // => 512
 */
export async function decodePicture(file: Uint8Array): Promise<Picture> {
  // Below 'error', a truncated file would be decoded as far as it goes.
  const image = sharp(file, { failOn: 'warning', ignoreIcc: true });
  try {
    const { depth } = await image.metadata();
    if (depth !== 'uchar') throw new TypeError(`its samples are of kind ${depth}; expected 8 bits (uchar)`);
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return { width, height, channels, samples: new Uint8Array(data) };
  } catch (error) {
    throw new Error(`file is not a picture that can be decoded exactly: ${(error as Error).message}`);
  }
}

/**
 * Loads a picture that ships with the project and verifies its hash and its size.
 *
 * @param id the picture's id, which is its file's name without the ending, or its path inside data/
 * @throws RangeError if there is no such data set, or it is not called a picture
 * @throws Error if the file is missing, changed, of another size, or cannot be decoded
 * @example
 * (await loadPicture('astronaut')).samples.length; // => 786432
 */
export async function loadPicture(id: string, folder?: string): Promise<Picture> {
  const { file, picture: size } = dataSource(id, folder);
  if (!size) {
    throw new RangeError(`id is "${id}", data/${file}; expected the id of a picture`);
  }
  const picture = await decodePicture(readDataFile(id, folder));
  if (sizeText(picture) !== sizeText(size)) {
    throw new Error(
      `data/${file} has ${sizeText(picture)} samples; expected ${sizeText(size)} as in data/${file}${SOURCE_ENDING}`,
    );
  }
  return picture;
}
