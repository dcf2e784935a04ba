/**
 * The table of lossy codes of the photographs and of static: for each setting the length of the file, the squared error
 * of what it decodes to, and the distance that Butteraugli puts between the two. It takes about two minutes.
 */
import { createHash } from 'node:crypto';
import {
  decodePicture,
  type GalleryId,
  galleryPicture,
  lossyCode,
  type LossyFormat,
} from 'ktln2/image-files';
import type { Picture } from 'ktln2/pictures';
import { meanSquaredError } from 'ktln2/rate-distortion';
import sharp from 'sharp';
import type { Dataset } from '../../tooling/src/ktln2/data/dataset.js';
import {
  BUTTERAUGLI_PROGRAM,
  butteraugliDistance,
  byJpegXl,
  JPEG_XL_PROGRAMS,
  jpegXlVersion,
} from './coders/jpeg-xl.js';

const PICTURES: readonly GalleryId[] = ['astronaut', 'cat', 'boats', 'home', 'static'];

/** Codecs with their settings: qualities of sharp's coders, distances of JPEG XL's. */
const SHARP: Record<LossyFormat, readonly number[]> = {
  jpeg: [20, 50, 75, 90, 95, 98],
  'jpeg-444': [50, 75, 90, 95, 99],
  avif: [30, 50, 65, 80, 90],
};
const DISTANCES = [0.25, 0.5, 0.75, 1, 1.5, 2, 4, 8];
/** As in the other tables of this project; the iterations at 8 and above make the coder hold the distance it is given. */
const EFFORT = 9;

const { heif, aom } = sharp.versions as Record<string, string>;
const bySharp = `sharp ${sharp.versions.sharp}`;
const coderOf: Record<LossyFormat, string> = {
  jpeg: bySharp,
  'jpeg-444': bySharp,
  avif: `${bySharp}, libheif ${heif}, aom ${aom}`,
};

type Trial = { codec: string; coder: string; setting: number; bytes: number; decoded: Picture };

async function* trials(picture: Picture): AsyncGenerator<Trial> {
  for (const codec of Object.keys(SHARP) as LossyFormat[]) {
    for (const setting of SHARP[codec]) {
      const { bytes, decoded } = await lossyCode(picture, codec, setting);
      yield { codec, coder: coderOf[codec], setting, bytes: bytes.length, decoded };
    }
  }
  for (const setting of DISTANCES) {
    const { bytes, decoded } = await byJpegXl(picture, ['-d', `${setting}`, '-e', `${EFFORT}`]);
    const coder = `${jpegXlVersion()}, effort ${EFFORT}`;
    yield { codec: 'jpeg-xl', coder, setting, bytes: bytes.length, decoded: await decodePicture(decoded) };
  }
}

export const dataset: Dataset = {
  programs: { ...JPEG_XL_PROGRAMS, ...BUTTERAUGLI_PROGRAM },
  tools: () => [jpegXlVersion(), coderOf.avif],
  same: 'bit for bit, on the same kind of processor; another version of a coder gives other lengths',
  async make(onProgress) {
    const rows = ['picture,samples_sha256,pixels,codec,coder,setting,bytes,squared_error,butteraugli'];
    for (const id of PICTURES) {
      const picture = await galleryPicture(id);
      const hash = createHash('sha256').update(picture.samples).digest('hex');
      const pixels = picture.width * picture.height;
      for await (const { codec, coder, setting, bytes, decoded } of trials(picture)) {
        // A sum of whole numbers; the mean, times their number, is it but for rounding.
        const error = Math.round(meanSquaredError(picture, decoded) * picture.samples.length);
        const distance = (await butteraugliDistance(picture, decoded)).toFixed(4);
        rows.push([id, hash, pixels, codec, `"${coder}"`, setting, bytes, error, distance].join(','));
        onProgress(
          `${id}, ${codec} ${setting}, ${((8 * bytes) / pixels).toFixed(2)} bits per pixel, ${distance}`,
        );
      }
    }
    return `${rows.join('\n')}\n`;
  },
};
