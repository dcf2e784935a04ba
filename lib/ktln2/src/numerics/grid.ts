/** A grid of cells of equal width: the midpoint of cell i of n is xᵢ = min + (i + ½) (max − min) / n. */
import { requireInteger, requireNumber } from '../arguments';

/** An interval of x, cut into cells of equal width. */
export interface Grid {
  min: number;
  max: number;
  cells: number;
}

/**
 * The midpoints of a grid's cells.
 *
 * @param grid at least two cells
 * @throws RangeError if an end is not finite, the ends are out of order or there are fewer than two cells
 * @example
 * gridPoints({ min: -1, max: 1, cells: 4 }); // => new Float64Array([-0.75, -0.25, 0.25, 0.75])
 */
export function gridPoints({ min, max, cells }: Grid): Float64Array {
  requireNumber('grid.min', min);
  requireNumber('grid.max', max, { above: min });
  requireInteger('grid.cells', cells, { min: 2 });
  const width = (max - min) / cells;
  return Float64Array.from({ length: cells }, (_, i) => min + (i + 0.5) * width);
}
