/** Small pictures for figures. The arithmetic is whole-numbered, so that they are the same on every machine. */
import { requireInteger } from '../arguments';
import { type Picture, type PictureSize, requirePicture } from './picture';

/**
 * Cuts a rectangle out of a picture.
 *
 * @param picture to cut from
 * @param area left and top edge, width and height, in pixels
 * @throws RangeError if the rectangle does not lie inside the picture
 * @throws TypeError if the picture has not as many samples as its size says
 * @example
 * cropPicture(staticPicture({ width: 8, height: 8, channels: 3 }, 1),
 *   { left: 4, top: 0, width: 4, height: 2 }).samples.length; // => 24
 */
export function cropPicture(
  picture: Picture,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): Picture {
  requirePicture(picture);
  requireInteger('left', left, { max: picture.width - 1 });
  requireInteger('top', top, { max: picture.height - 1 });
  requireInteger('width', width, { min: 1, max: picture.width - left });
  requireInteger('height', height, { min: 1, max: picture.height - top });
  const { channels } = picture;
  const samples = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    const start = ((top + y) * picture.width + left) * channels;
    samples.set(picture.samples.subarray(start, start + width * channels), y * width * channels);
  }
  return { width, height, channels, samples };
}

/**
 * Makes a picture smaller: each new pixel is the mean of a square of old ones, rounded.
 *
 * @param picture whose width and height are multiples of `factor`
 * @param factor length of the square's side, in pixels
 * @throws RangeError if width or height is not a multiple of the factor
 * @throws TypeError if the picture has not as many samples as its size says
 * @example
 * shrinkPicture({ width: 2, height: 2, channels: 1, samples: Uint8Array.of(0, 10, 20, 31) }, 2).samples[0]; // => 15
 */
export function shrinkPicture(picture: Picture, factor: number): Picture {
  requirePicture(picture);
  requireInteger('factor', factor, { min: 1 });
  const size: PictureSize = {
    width: picture.width / factor,
    height: picture.height / factor,
    channels: picture.channels,
  };
  if (!Number.isInteger(size.width) || !Number.isInteger(size.height)) {
    throw new RangeError(
      `factor is ${factor}; expected a divisor of width ${picture.width} and height ${picture.height}`,
    );
  }
  const sums = new Uint32Array(size.width * size.height * size.channels);
  picture.samples.forEach((sample, i) => {
    const pixel = Math.floor(i / size.channels);
    const x = Math.floor((pixel % picture.width) / factor);
    const y = Math.floor(pixel / picture.width / factor);
    sums[(y * size.width + x) * size.channels + (i % size.channels)] += sample;
  });
  return { ...size, samples: Uint8Array.from(sums, sum => Math.round(sum / factor ** 2)) };
}
