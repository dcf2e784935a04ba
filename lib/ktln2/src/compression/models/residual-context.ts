/**
 * A prediction from the neighbours, and how far to trust it, in whole numbers throughout. In the first channel
 * D = sample, in the others D = sample − sample of the channel before at the same place, which varies less. Of
 *
 *   c b d
 *   a ?
 *
 * the median edge detector takes a, b or a + b − c for D, whichever lies between the others. The activity
 * |a − c| + |b − c| + |b − d|, on a coarse scale, is the context: where the neighbours differ, errors are larger.
 */
import type { PictureSize } from '../../pictures';

/** Activities from which each further level of the scale begins. */
const LEVEL_BEGINS = [2, 4, 7, 11, 16, 24, 36, 56, 90];
const LEVELS = LEVEL_BEGINS.length + 1;

/** What is foretold of a sample. */
export interface ResidualContext {
  /** Value from 0 to 255. */
  prediction: number;
  /** A number below {@link contextCount}. */
  context: number;
}

/**
 * Number of contexts: ten levels of activity for each channel.
 *
 * @param size of the picture
 * @example
 * contextCount({ width: 4, height: 4, channels: 3 }); // => 30
 */
export function contextCount({ channels }: PictureSize): number {
  return channels * LEVELS;
}

/** The median of a, b and a + b − c: a or b where there is an edge, the plane through them elsewhere. */
function medianEdge(a: number, b: number, c: number): number {
  if (c >= Math.max(a, b)) return Math.min(a, b);
  if (c <= Math.min(a, b)) return Math.max(a, b);
  return a + b - c;
}

/**
 * Predicts sample `i` from the samples before it: a pure function of them, in whole numbers.
 *
 * @param samples of which those before `i` are read
 * @param i index of the sample
 * @param size of the picture
 * @see Weinberger, Seroussi, Sapiro, IEEE Trans. Image Process. 9 (2000) 1309, doi:10.1109/83.855427
 * @example
 * residualContext(Uint8Array.of(10, 20, 30, 40, 0), 4, { width: 2, height: 3, channels: 1 });
 * // => { prediction: 30, context: 3 }
 */
export function residualContext(
  samples: Uint8Array,
  i: number,
  { width, channels }: PictureSize,
): ResidualContext {
  const row = width * channels;
  const channel = i % channels;
  const x = Math.floor(i / channels) % width;
  const hasAbove = i >= row;
  const difference = (j: number) => (channel === 0 ? samples[j] : samples[j] - samples[j - 1]);
  // A neighbour outside the picture takes the value of the nearest one that is known.
  const nothing = channel === 0 ? 128 : 0;
  const a = x > 0 ? difference(i - channels) : hasAbove ? difference(i - row) : nothing;
  const b = hasAbove ? difference(i - row) : a;
  const c = hasAbove && x > 0 ? difference(i - row - channels) : b;
  const d = hasAbove && x + 1 < width ? difference(i - row + channels) : b;
  const base = channel === 0 ? 0 : samples[i - 1];
  const prediction = Math.min(Math.max(base + medianEdge(a, b, c), 0), 255);
  const activity = Math.abs(a - c) + Math.abs(b - c) + Math.abs(b - d);
  let level = 0;
  while (level < LEVEL_BEGINS.length && activity >= LEVEL_BEGINS[level]) level++;
  return { prediction, context: channel * LEVELS + level };
}
