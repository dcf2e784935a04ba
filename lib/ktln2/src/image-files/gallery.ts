/**
 * The pictures whose code lengths the project compares, each 512 × 512 pixels of 24 bits but for the cat:
 *
 *   N = 512 × 512 × 24 = 6,291,456 bits.
 */
import { cropPicture, type Picture, shiftBands, shuffleTiles, staticPicture } from '../pictures';
import { loadPicture } from './decode';

/** Three of the four photographs are cut to this width and height, in pixels, or have it. */
const SIDE = { width: 512, height: 512 };

const GALLERY = {
  astronaut: () => loadPicture('astronaut'),
  cat: () => loadPicture('chelsea'),
  boats: async () => cropPicture(await loadPicture('nagasaki-boats'), { left: 256, top: 307, ...SIDE }),
  home: async () => cropPicture(await loadPicture('dust-bowl-home'), { left: 256, top: 138, ...SIDE }),
  static: async () => staticPicture({ ...SIDE, channels: 3 }, 1),
  shuffled: async () => shuffleTiles(await loadPicture('astronaut'), 1, 2),
  glitch: async () => shiftBands(await loadPicture('astronaut'), 64, 11),
} satisfies Record<string, () => Promise<Picture>>;

/** A picture's name in the gallery. */
export type GalleryId = keyof typeof GALLERY;

/** All names in the gallery: the photographs, then static, then the astronaut's pixels in other orders. */
export const GALLERY_IDS = Object.keys(GALLERY) as GalleryId[];

/**
 * A picture of the gallery: the photographs `astronaut`, `cat`, `boats` and `home`; `static`; and of the
 * astronaut's pixels `shuffled`, in random order, and `glitch`, in bands of 64 rows pushed sideways.
 *
 * @param id one of {@link GALLERY_IDS}
 * @throws TypeError if the gallery has no such picture
 * @example
 * (await galleryPicture('boats')).width; // => 512
 */
export async function galleryPicture(id: GalleryId): Promise<Picture> {
  if (!Object.hasOwn(GALLERY, id)) {
    throw new TypeError(`id is ${JSON.stringify(id)}; expected one of ${GALLERY_IDS.join(', ')}`);
  }
  return GALLERY[id]();
}
