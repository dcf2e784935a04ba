/**
 * A block of memory cells, of one bit each: how many there are, and what is in them. A blank cell holds 0.
 */
import { requireInteger } from '../arguments';

/** A block of cells whose content can be looked at. */
export interface Cells {
  /** Number of cells of one bit. */
  readonly count: number;
  /** The content as it is now, as numbers that are 0 where all cells are blank. */
  content(): ArrayLike<number>;
}

/**
 * The cells behind an array of words.
 *
 * @param words the memory itself, not a copy of it
 * @param width cells of one word; all bits of an element if it is not given
 * @throws RangeError if an element has fewer bits than that
 * @example
 * wordCells(new Uint8Array(16)).count; // => 128
 * wordCells(new Uint8Array(16), 1).count; // => 16
 */
export function wordCells(
  words: Uint8Array | Uint16Array | Uint32Array,
  width = 8 * words.BYTES_PER_ELEMENT,
): Cells {
  requireInteger('width', width, { min: 1, max: 8 * words.BYTES_PER_ELEMENT });
  return { count: width * words.length, content: () => words };
}

/**
 * Checks that cells are blank.
 *
 * @param name of the cells, for the error
 * @param cells to look at
 * @throws Error naming the first word that is not 0
 * @example
 * requireBlank('scratch', wordCells(new Uint8Array(4))); // => undefined
 */
export function requireBlank(name: string, cells: Cells): void {
  const content = cells.content();
  for (let i = 0; i < content.length; i++) {
    if (content[i] !== 0) throw new Error(`word ${i} of ${name} is ${content[i]}; expected 0, a blank cell`);
  }
}
