/**
 * What is known around a pixel: of each channel the differences of some neighbours to the reference
 *
 *   r = (W + N) / 2,
 *
 * the mean of the pixels to the left (W, for west) and above (N). A patch of sky and a patch of shadow with the same
 * texture then look the same.
 */
import type { PictureSize } from '../../pictures';

/** Columns to the right and rows down, from a pixel to its neighbour. */
export type Offset = readonly [dx: number, dy: number];

/** Value of what is not known: the neighbours of the very first pixel. */
const UNKNOWN = 128;

/** Reads a neighbourhood. */
export interface Neighbourhood {
  /** Number of differences: neighbours × channels. */
  length: number;
  /** Writes the differences at pixel (x, y) to `differences`, and each channel's r to `references`. */
  read(samples: Uint8Array, x: number, y: number, differences: Float64Array, references: Float64Array): void;
}

/**
 * Index of the pixel at an offset, or that of the nearest known one if it lies outside the picture; −1 at the very
 * first pixel, of which no neighbour is known.
 */
function knownPixel(x: number, y: number, [dx, dy]: Offset, width: number): number {
  const column = Math.min(Math.max(x + dx, 0), width - 1);
  const row = Math.max(y + dy, 0);
  if (row < y || column < x) return row * width + column;
  if (x > 0) return y * width + x - 1;
  return y > 0 ? (y - 1) * width : -1;
}

/**
 * A neighbourhood in pictures of a size.
 *
 * @param offsets of the neighbours, which lie before the pixel in reading order
 * @param size of the picture
 * @example
 * const differences = new Float64Array(1);
 * const references = new Float64Array(1);
 * neighbourhood([[-1, 0]], { width: 2, height: 2, channels: 1 })
 *   .read(Uint8Array.of(10, 20, 30, 0), 1, 1, differences, references);
 * [differences[0], references[0]]; // => [5, 25]
 */
export function neighbourhood(offsets: readonly Offset[], { width, channels }: PictureSize): Neighbourhood {
  const west: Offset = [-1, 0];
  const north: Offset = [0, -1];
  return {
    length: offsets.length * channels,
    read(samples, x, y, differences, references) {
      const sample = (pixel: number, c: number) => (pixel < 0 ? UNKNOWN : samples[pixel * channels + c]);
      const w = knownPixel(x, y, west, width);
      const n = knownPixel(x, y, north, width);
      for (let c = 0; c < channels; c++) references[c] = (sample(w, c) + sample(n, c)) / 2;
      let i = 0;
      for (const offset of offsets) {
        const pixel = knownPixel(x, y, offset, width);
        for (let c = 0; c < channels; c++) differences[i++] = sample(pixel, c) - references[c];
      }
    },
  };
}
