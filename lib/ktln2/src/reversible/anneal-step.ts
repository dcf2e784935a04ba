/**
 * Vichniac's annealing rule, a majority vote with a twist, on a square whose opposite sides are joined:
 *
 *   next(x) = 1 if the 3 × 3 cells around x hold 4, 6, 7, 8 or 9 ones, else 0.
 *
 * From static it makes patches that grow step by step. It merges: different squares have the same next one.
 */
import { requireInteger } from '../arguments';

const VOTE = [0, 0, 0, 0, 1, 0, 1, 1, 1, 1];

/**
 * One step of the rule.
 *
 * @param cells 0 or 1, row by row
 * @param width of the square, at least 3
 * @throws RangeError if the width is smaller, or the cells are no square of that width
 * @see Toffoli, Margolus, Cellular Automata Machines (MIT Press, 1987)
 * @example
 * [...annealStep(Uint8Array.of(1, 1, 0, 1, 1, 0, 0, 0, 0), 3)]; // => [1, 1, 1, 1, 1, 1, 1, 1, 1]
 */
export function annealStep(cells: Uint8Array, width: number): Uint8Array {
  requireInteger('width', width, { min: 3 });
  if (cells.length !== width * width) {
    throw new RangeError(`the length of cells is ${cells.length}; expected ${width} × ${width}`);
  }
  return cells.map((_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    let ones = 0;
    for (let dy = width - 1; dy <= width + 1; dy++) {
      for (let dx = width - 1; dx <= width + 1; dx++) {
        ones += cells[((y + dy) % width) * width + ((x + dx) % width)];
      }
    }
    return VOTE[ones];
  });
}
