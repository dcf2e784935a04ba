/** Pictures inside figures: PNGs that are not compressed, so that a figure's data are the same on every machine. */
import sharp from 'sharp';
import { type Picture, requirePicture } from '../pictures';

/**
 * A picture as a `data:` address that browsers and figures show: a PNG, not compressed.
 *
 * @param picture with 1, 3 or 4 channels; keep it small
 * @throws RangeError if it has another number of channels
 * @throws TypeError if the picture has not as many samples as its size says
 * @example
 * (await pictureDataUri(staticPicture({ width: 8, height: 8, channels: 3 }, 1))).slice(0, 22);
 * // => 'data:image/png;base64,'
 */
export async function pictureDataUri(picture: Picture): Promise<string> {
  requirePicture(picture);
  const { width, height, channels, samples } = picture;
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    throw new RangeError(`picture.channels is ${channels}; expected 1, 3 or 4`);
  }
  const png = sharp(samples, { raw: { width, height, channels } }).png({ compressionLevel: 0 });
  return `data:image/png;base64,${(await png.toBuffer()).toString('base64')}`;
}

/**
 * A grey picture as a `data:` address, with one byte a pixel where {@link pictureDataUri} takes three.
 *
 * @param picture with 1 channel; keep it small
 * @throws RangeError if it has another number of channels
 * @throws TypeError if the picture has not as many samples as its size says
 * @example
 * const grey = staticPicture({ width: 64, height: 64, channels: 1 }, 1);
 * (await greyDataUri(grey)).length < 0.4 * (await pictureDataUri(grey)).length; // => true
 */
export async function greyDataUri(picture: Picture): Promise<string> {
  requirePicture(picture);
  const { width, height, channels, samples } = picture;
  if (channels !== 1) throw new RangeError(`picture.channels is ${channels}; expected 1`);
  const png = sharp(samples, { raw: { width, height, channels } })
    .toColourspace('b-w')
    .png({ compressionLevel: 0 });
  return `data:image/png;base64,${(await png.toBuffer()).toString('base64')}`;
}
