/**
 * The spectrum of a picture in blocks of n × n pixels: the variances of the 3 n² coefficients of the orthonormal cosine
 * transform along rows, columns and colours, over all blocks,
 *
 *   σ²(k) = ⟨X(k)²⟩ − ⟨X(k)⟩².
 *
 * The Gaussian with these means and variances is the model of which `waterFilling` gives R(D). Of all sources of blocks
 * with this spectrum, it is the one that needs the most.
 */
import { requireInteger } from '../arguments';
import { cosineMatrix, seededRandom, transformAxis } from '../numerics';
import { type Picture, type PictureSize, requirePicture } from '../pictures';

/** Mean and variance of each coefficient; index (row · side + column) · channels + colour, lowest frequency first. */
export interface BlockSpectrum {
  /** Side of a block, in pixels. */
  side: number;
  channels: number;
  means: Float64Array;
  variances: Float64Array;
}

function transform(block: Float64Array, side: number, channels: number, inverse = false): void {
  transformAxis(block, cosineMatrix(channels), 1, inverse);
  transformAxis(block, cosineMatrix(side), channels, inverse);
  transformAxis(block, cosineMatrix(side), side * channels, inverse);
}

/** Calls `visit` with the left and top edge of every whole block. */
function forEachBlock(
  { width, height }: PictureSize,
  side: number,
  visit: (x: number, y: number) => void,
): void {
  for (let y = 0; y + side <= height; y += side) {
    for (let x = 0; x + side <= width; x += side) visit(x, y);
  }
}

/**
 * Measures a picture's spectrum in blocks. Pixels right of and below the last whole block are left out.
 *
 * @param picture to measure
 * @param side of a block, in pixels; not larger than the picture
 * @throws RangeError if the side is not such an integer
 * @throws TypeError if the picture has not as many samples as its size says
 * @example
 * const { variances } = blockSpectrum(staticPicture({ width: 64, height: 64, channels: 3 }, 1), 4);
 * variances.length; // => 48
 */
export function blockSpectrum(picture: Picture, side: number): BlockSpectrum {
  requirePicture(picture);
  const { width, height, channels, samples } = picture;
  requireInteger('side', side, { min: 1, max: Math.min(width, height) });
  const row = side * channels;
  const block = new Float64Array(side * row);
  const [means, squares] = [new Float64Array(block.length), new Float64Array(block.length)];
  let blocks = 0;
  forEachBlock(picture, side, (x, y) => {
    for (let i = 0; i < side; i++) {
      const start = ((y + i) * width + x) * channels;
      block.set(samples.subarray(start, start + row), i * row);
    }
    transform(block, side, channels);
    block.forEach((value, k) => {
      means[k] += value;
      squares[k] += value * value;
    });
    blocks++;
  });
  const mean = means.map(sum => sum / blocks);
  // Rounding can leave a little less than nothing where all blocks agree.
  const variances = squares.map((sum, k) => Math.max(0, sum / blocks - mean[k] ** 2));
  return { side, channels, means: mean, variances };
}

/**
 * Draws a picture from the Gaussian model of a spectrum: block by block, each coefficient a Gaussian number with the
 * spectrum's mean and variance. Samples are rounded, and cut off at 0 and 255.
 *
 * @param spectrum of the model
 * @param size of the picture; width and height are multiples of the block's side
 * @param seed an integer from 0 to 2³² − 1
 * @throws RangeError if the size does not fit or the seed is not such an integer
 * @example
 * const spectrum = { side: 1, channels: 1, means: Float64Array.of(7), variances: Float64Array.of(0) };
 * drawFromSpectrum(spectrum, { width: 2, height: 1, channels: 1 }, 1).samples; // => new Uint8Array([7, 7])
 */
export function drawFromSpectrum(spectrum: BlockSpectrum, size: PictureSize, seed: number): Picture {
  const { side, channels, means, variances } = spectrum;
  const { width, height } = size;
  if (width % side !== 0 || height % side !== 0 || size.channels !== channels) {
    throw new RangeError(
      `size is ${width} × ${height} × ${size.channels}; expected multiples of ${side}, and ${channels} channels`,
    );
  }
  const random = seededRandom(seed);
  const row = side * channels;
  const samples = new Uint8Array(width * height * channels);
  forEachBlock(size, side, (x, y) => {
    const block = means.map((mean, k) => mean + Math.sqrt(variances[k]) * random.normal());
    transform(block, side, channels, true);
    for (let i = 0; i < side; i++) {
      const values = block.subarray(i * row, (i + 1) * row);
      samples.set(
        Uint8ClampedArray.from(values), // rounds and cuts off
        ((y + i) * width + x) * channels,
      );
    }
  });
  return { width, height, channels, samples };
}
