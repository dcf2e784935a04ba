/**
 * Lossy codes: the decoder makes a picture y that is not the picture x. How far it is off is for `ktln2/rate-distortion`
 * to say; here only the length of the code, L bits.
 */
import sharp from 'sharp';
import { requireInteger } from '../arguments';
import { type Picture, requirePicture } from '../pictures';
import { decodePicture } from './decode';

/** JPEG with colours at half the resolution (4:2:0, as is usual), JPEG with all colours (4:4:4), AVIF at effort 4. */
export type LossyFormat = 'jpeg' | 'jpeg-444' | 'avif';

/** A code, and the picture that its decoder makes of it. */
export interface LossyCode {
  format: LossyFormat;
  /** The whole file, with its header of some hundred bytes. */
  bytes: Uint8Array;
  /** Length in bits. */
  bits: number;
  decoded: Picture;
}

const ENCODE = {
  jpeg: (image: sharp.Sharp, quality: number) => image.jpeg({ quality, chromaSubsampling: '4:2:0' }),
  'jpeg-444': (image: sharp.Sharp, quality: number) => image.jpeg({ quality, chromaSubsampling: '4:4:4' }),
  avif: (image: sharp.Sharp, quality: number) =>
    image.avif({ quality, effort: 4, chromaSubsampling: '4:4:4' }),
};

/**
 * Codes a picture with loss, and decodes the code again.
 *
 * @param picture with 3 channels of 8 bits
 * @param format of the code
 * @param quality from 1 to 100, on the scale of that format's coder; the scales of two formats do not compare
 * @throws RangeError or TypeError if an argument is not of that kind
 * @see ITU-T T.81 (1992), JPEG; AV1 Image File Format, https://aomediacodec.github.io/av1-avif/
 * @example
 * const grey = { width: 64, height: 64, channels: 3, samples: new Uint8Array(12288).fill(99) };
 * (await lossyCode(grey, 'jpeg', 90)).decoded.samples[0]; // => 99
 */
export async function lossyCode(picture: Picture, format: LossyFormat, quality: number): Promise<LossyCode> {
  requirePicture(picture);
  const { width, height, channels, samples } = picture;
  if (channels !== 3) throw new RangeError(`picture.channels is ${channels}; expected 3`);
  if (!Object.hasOwn(ENCODE, format)) {
    throw new TypeError(
      `format is ${JSON.stringify(format)}; expected one of ${Object.keys(ENCODE).join(', ')}`,
    );
  }
  requireInteger('quality', quality, { min: 1, max: 100 });
  const image = sharp(samples, { raw: { width, height, channels } });
  const bytes = new Uint8Array(await ENCODE[format](image, quality).toBuffer());
  return { format, bytes, bits: 8 * bytes.length, decoded: await decodePicture(bytes) };
}
