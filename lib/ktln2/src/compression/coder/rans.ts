/**
 * Range asymmetric numeral systems: a stack of symbols written as one large integer x. A symbol of probability
 * w / M owns w of the M slots, those from `start` on. To push it is
 *
 *   x ↦ M ⌊x / w⌋ + start + (x mod w),
 *
 * which makes x larger by the factor M / w, that is longer by log₂(M / w) bits. The slot x mod M tells the symbol
 * again, and to pop it is
 *
 *   x ↦ w ⌊x / M⌋ + (x mod M) − start,
 *
 * the exact inverse: each step is a bijection. To keep x inside 52 bits its lowest 16 bits are moved to a stack of
 * words when it grows too large, and moved back when it has become too small. Both moves happen at one place only
 * (2³⁶ is a multiple of M = 2²⁴), so that these steps are bijections, too.
 *
 * Every integer here is below 2⁵³. Then ⌊x / w⌋ is exact in floating point: a quotient that is not whole lies at
 * least 1 / w below the next integer, and rounding moves it by less than that.
 */

/** Slots that the symbols share: M = 2²⁴. */
export const RANS_SLOTS = 2 ** 24;

/** The smallest state, 2³⁶, which is also the state of an empty code. The largest is 2⁵² − 1. */
export const RANS_EMPTY = 2 ** 36;

const WORD = 2 ** 16;
/** A state as large as `width` times this would pass 2⁵² when a symbol is pushed. */
const ROOM = (RANS_EMPTY * WORD) / RANS_SLOTS;

/** The slots of a symbol: `width` slots from `start` on. */
export interface SlotInterval {
  start: number;
  width: number;
}

/** A code while it is being written or read. */
export interface RansCode {
  /** From 2³⁶ to 2⁵² − 1. */
  state: number;
  /** Words of 16 bits; the last one is the first to be moved back. */
  words: number[];
}

/**
 * An empty code, to push symbols on.
 *
 * @example
 * emptyCode(); // => { state: 2 ** 36, words: [] }
 */
export function emptyCode(): RansCode {
  return { state: RANS_EMPTY, words: [] };
}

/**
 * Pushes a symbol on a code, which it changes. {@link ransPop} undoes it.
 *
 * @param code to push on
 * @param interval slots of the symbol
 * @throws RangeError if the interval is empty or does not lie inside the slots
 * @see Duda (2013), arXiv:1311.2540
 * @example
 * const code = emptyCode();
 * ransPush(code, { start: 0, width: 2 ** 23 });
 * code.state; // => 137438953472
 */
export function ransPush(code: RansCode, { start, width }: SlotInterval): void {
  if (!(width >= 1 && start >= 0 && start + width <= RANS_SLOTS)) {
    throw new RangeError(
      `interval is ${width} slots from ${start} on; expected 1 or more, below ${RANS_SLOTS}`,
    );
  }
  let x = code.state;
  while (x >= width * ROOM) {
    const rest = Math.floor(x / WORD);
    code.words.push(x - rest * WORD);
    x = rest;
  }
  const quotient = Math.floor(x / width);
  code.state = quotient * RANS_SLOTS + start + (x - quotient * width);
}

/**
 * The slot that a code shows: it lies in the interval of the symbol that was pushed last.
 *
 * @param code to look at
 * @example
 * const code = emptyCode();
 * ransPush(code, { start: 4000, width: 100 });
 * ransSlot(code); // => 4076
 */
export function ransSlot(code: RansCode): number {
  return code.state % RANS_SLOTS;
}

/**
 * Pops the last symbol from a code, which it changes. {@link ransPush} undoes it.
 *
 * @param code to pop from
 * @param interval slots of the symbol that {@link ransSlot} tells
 * @throws RangeError if the slot does not lie inside the interval
 * @throws Error if the code has no words left
 * @see Duda (2013), arXiv:1311.2540
 * @example
 * const code = emptyCode();
 * ransPush(code, { start: 4000, width: 100 });
 * ransPop(code, { start: 4000, width: 100 });
 * code; // => { state: 2 ** 36, words: [] }
 */
export function ransPop(code: RansCode, { start, width }: SlotInterval): void {
  const quotient = Math.floor(code.state / RANS_SLOTS);
  const offset = code.state - quotient * RANS_SLOTS - start;
  if (!(offset >= 0 && offset < width)) {
    throw new RangeError(
      `interval is ${width} slots from ${start} on; expected one with slot ${ransSlot(code)}`,
    );
  }
  let x = quotient * width + offset;
  while (x < RANS_EMPTY) {
    const word = code.words.pop();
    if (word === undefined) throw new Error('the code ends too early');
    x = x * WORD + word;
  }
  code.state = x;
}
