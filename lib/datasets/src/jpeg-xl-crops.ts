/** What JPEG XL's decoder makes of its lossy codes: crops of the astronaut and of static, side by side in one PNG. */
import { decodePicture, type GalleryId, galleryPicture } from 'ktln2/image-files';
import { cropPicture, type Picture } from 'ktln2/pictures';
import sharp from 'sharp';
import type { Dataset } from '../../tooling/src/ktln2/data/dataset.js';
import { byJpegXl, JPEG_XL_PROGRAMS, jpegXlVersion, raw } from './coders/jpeg-xl.js';

const SIDE = 112;
/** Picture, left and top edge of the crop, and the distances at which it is coded, from left to right. */
const CROPS: readonly [GalleryId, number, number, readonly number[]][] = [
  ['astronaut', 168, 60, [1, 2, 4, 8]],
  ['static', 0, 0, [1, 4]],
];

async function decodedCrops(
  id: GalleryId,
  left: number,
  top: number,
  distances: readonly number[],
): Promise<Picture[]> {
  const picture = await galleryPicture(id);
  const crops: Picture[] = [];
  for (const distance of distances) {
    const { decoded } = await byJpegXl(picture, ['-d', `${distance}`, '-e', '9']);
    crops.push(cropPicture(await decodePicture(decoded), { left, top, width: SIDE, height: SIDE }));
  }
  return crops;
}

export const dataset: Dataset = {
  programs: JPEG_XL_PROGRAMS,
  tools: () => [jpegXlVersion(), `sharp ${sharp.versions.sharp}`],
  same: 'bit for bit, on the same kind of processor; another version of the coder gives other pictures',
  async make(onProgress) {
    const crops: Picture[] = [];
    for (const [id, left, top, distances] of CROPS) {
      crops.push(...(await decodedCrops(id, left, top, distances)));
      onProgress(`${id} at ${distances.join(', ')}`);
    }
    const canvas = { width: SIDE * crops.length, height: SIDE, channels: 3 as const, background: '#000' };
    const inputs = await Promise.all(
      crops.map(async (crop, i) => ({ input: await raw(crop).png().toBuffer(), left: i * SIDE, top: 0 })),
    );
    return sharp({ create: canvas }).composite(inputs).removeAlpha().png({ compressionLevel: 9 }).toBuffer();
  },
};
