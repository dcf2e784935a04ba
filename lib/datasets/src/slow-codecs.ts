/**
 * The table of the lossless coders that are too slow for a notebook. Each code is decoded again and refused if a
 * sample differs. It takes some minutes.
 */
import { createHash } from 'node:crypto';
import { GALLERY_IDS, galleryPicture, verifyCode } from 'ktln2/image-files';
import type { Picture } from 'ktln2/pictures';
import sharp, { type Sharp } from 'sharp';
import type { Dataset } from '../../tooling/src/ktln2/data/dataset.js';
import { byJpegXl, type Coded, JPEG_XL_PROGRAMS, jpegXlVersion, raw } from './coders/jpeg-xl.js';

async function bySharp(image: Sharp): Promise<Coded> {
  const bytes = await image.toBuffer();
  return { bytes, decoded: bytes };
}

const { webp, heif, aom } = sharp.versions as Record<string, string>;
const CODERS = [
  {
    ...{ codec: 'WebP', coder: () => `sharp ${sharp.versions.sharp}, libwebp ${webp}` },
    command: 'webp({ lossless: true, exact: true, quality: 100, effort: 6 })',
    code: (picture: Picture) =>
      bySharp(raw(picture).webp({ lossless: true, exact: true, quality: 100, effort: 6 })),
  },
  {
    ...{ codec: 'AVIF', coder: () => `sharp ${sharp.versions.sharp}, libheif ${heif}, aom ${aom}` },
    command: 'avif({ lossless: true, effort: 9 })',
    code: (picture: Picture) => bySharp(raw(picture).avif({ lossless: true, effort: 9 })),
  },
  {
    ...{ codec: 'JPEG XL', coder: jpegXlVersion, command: 'cjxl -d 0 -e 9' },
    code: (picture: Picture) => byJpegXl(picture, ['-d', '0', '-e', '9']),
  },
];

export const dataset: Dataset = {
  programs: JPEG_XL_PROGRAMS,
  tools: () => CODERS.map(({ coder }) => coder()),
  same: 'bit for bit; another version of a coder gives other lengths',
  async make(onProgress) {
    const rows = ['picture,samples_sha256,pixels,codec,coder,command,bytes'];
    for (const id of GALLERY_IDS) {
      const picture = await galleryPicture(id);
      const hash = createHash('sha256').update(picture.samples).digest('hex');
      const pixels = picture.width * picture.height;
      for (const { codec, coder, command, code } of CODERS) {
        const { bytes, decoded } = await code(picture);
        await verifyCode({ format: codec, bytes: decoded }, picture);
        rows.push([id, hash, pixels, codec, `"${coder()}"`, `"${command}"`, bytes.length].join(','));
        onProgress(`${id}, ${codec}, ${((8 * bytes.length) / pixels).toFixed(2)} bits per pixel`);
      }
    }
    return `${rows.join('\n')}\n`;
  },
};
