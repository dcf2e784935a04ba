/** Sums over the edges of the grid: all pairs of pixels that touch, each pair once. */
import { type HeatField, requireField } from './field';

/** Σ over edges of term(uᵢ, uⱼ). */
export function edgeSum(field: HeatField, term: (a: number, b: number) => number): number {
  requireField(field);
  const { width, height, values } = field;
  let sum = 0;
  for (let y = 0; y < height; y++) {
    // Row by row, which keeps rounding small.
    let row = 0;
    for (let i = y * width; i < (y + 1) * width; i++) {
      if (i + 1 < (y + 1) * width) row += term(values[i], values[i + 1]);
      if (y + 1 < height) row += term(values[i], values[i + width]);
    }
    sum += row;
  }
  return sum;
}

/** The values' sum; throws a RangeError unless all are > 0. */
export function positiveTotal(field: HeatField): number {
  requireField(field);
  let total = 0;
  for (const [i, value] of field.values.entries()) {
    if (!(value > 0)) throw new RangeError(`field.values[${i}] is ${value}; expected a number > 0`);
    total += value;
  }
  return total;
}
