/** Random samples of the data, and of the data with noise. */
import { requireInteger, requireNumber } from '../arguments';
import type { RandomSource } from '../numerics';
import { type DiffusionData, isJoint } from './joint-data';

/**
 * Draws samples α x₀ + s z.
 *
 * @param data the data
 * @param count n, how many
 * @param random where the random numbers come from
 * @param noise α and s; without noise unless told otherwise
 * @returns n rows of d
 * @throws RangeError if `count` is not an integer >= 1, or α or s is negative or not finite
 * @example
 * drawData([uniformData(1), gaussianData(0, 1)], 100, seededRandom(1)).length; // => 200
 */
export function drawData(
  data: DiffusionData,
  count: number,
  random: RandomSource,
  { alpha = 1, std = 0 } = {},
): Float64Array {
  requireInteger('count', count, { min: 1 });
  requireNumber('alpha', alpha, { min: 0 });
  requireNumber('std', std, { min: 0 });
  const drawOne = isJoint(data) ? () => data.draw(random) : () => data.map(axis => axis.draw(random));
  const rows = Array.from({ length: count }, drawOne);
  return Float64Array.from(
    rows.flatMap(row => Array.from(row, x => alpha * x + (std > 0 ? std * random.normal() : 0))),
  );
}
