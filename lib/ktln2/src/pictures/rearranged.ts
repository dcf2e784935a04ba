/**
 * Pictures made of another picture's pixels in another order,
 *
 *   y(i) = x(π(i)),
 *
 * with a permutation π that a seed determines. The colours and their numbers stay the same, and whoever holds x
 * needs nothing but π to have y.
 */
import { requireInteger } from '../arguments';
import { seededRandom } from '../numerics';
import { type Picture, requirePicture } from './picture';

/** The numbers from 0 to n − 1 in random order, each order equally likely (Fisher and Yates). */
function randomOrder(n: number, uniform: () => number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor((i + 1) * uniform());
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/**
 * Puts the square tiles of a picture into random order. Tiles of one pixel make a picture without any order.
 *
 * @param picture to take the tiles from
 * @param side of a tile, in pixels; it divides width and height
 * @param seed an integer from 0 to 2³² − 1
 * @throws RangeError if the side does not divide width and height, or the seed is not such an integer
 * @throws TypeError if the picture has not as many samples as its size says
 * @see Knuth, The Art of Computer Programming, vol. 2, 3rd ed. (1997), section 3.4.2, algorithm P
 * @example
 * const row = { width: 4, height: 1, channels: 1, samples: Uint8Array.of(1, 2, 3, 4) };
 * shuffleTiles(row, 1, 0).samples.toSorted().join(); // => '1,2,3,4'
 */
export function shuffleTiles(picture: Picture, side: number, seed: number): Picture {
  requirePicture(picture);
  requireInteger('side', side, { min: 1 });
  const { width, height, channels } = picture;
  if (width % side !== 0 || height % side !== 0) {
    throw new RangeError(`side is ${side}; expected a divisor of width ${width} and height ${height}`);
  }
  const across = width / side;
  const order = randomOrder(across * (height / side), seededRandom(seed).uniform);
  const samples = new Uint8Array(picture.samples.length);
  /** Index of the first sample in row y of a tile. */
  const start = (tile: number, y: number) =>
    ((Math.floor(tile / across) * side + y) * width + (tile % across) * side) * channels;
  order.forEach((source, target) => {
    for (let y = 0; y < side; y++) {
      const first = start(source, y);
      samples.set(picture.samples.subarray(first, first + side * channels), start(target, y));
    }
  });
  return { width, height, channels, samples };
}

/**
 * Pushes each band of rows sideways by a random number of pixels; what leaves on the left comes back on the right.
 *
 * @param picture to take the bands from
 * @param rows of a band; the last band has fewer if they do not divide the height
 * @param seed an integer from 0 to 2³² − 1
 * @throws RangeError if the rows are not a positive integer, or the seed is not such an integer
 * @throws TypeError if the picture has not as many samples as its size says
 * @example
 * const row = { width: 4, height: 1, channels: 1, samples: Uint8Array.of(1, 2, 3, 4) };
 * shiftBands(row, 1, 11).samples.join(); // => '3,4,1,2'
 */
export function shiftBands(picture: Picture, rows: number, seed: number): Picture {
  requirePicture(picture);
  requireInteger('rows', rows, { min: 1 });
  const { width, height, channels } = picture;
  const { uniform } = seededRandom(seed);
  const samples = new Uint8Array(picture.samples.length);
  const stride = width * channels;
  for (let y = 0, shift = 0; y < height; y++) {
    if (y % rows === 0) shift = channels * Math.floor(width * uniform());
    const line = picture.samples.subarray(y * stride, (y + 1) * stride);
    samples.set(line.subarray(shift), y * stride);
    samples.set(line.subarray(0, shift), (y + 1) * stride - shift);
  }
  return { width, height, channels, samples };
}
