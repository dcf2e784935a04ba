/**
 * From probabilities to whole slots. Of M slots each of the 256 values gets one, so that none is impossible, and the
 * others are shared out by the cumulative probability F(s) = p(0) + … + p(s − 1): value s begins at slot
 *
 *   C(s) = s + ⌊(M − 256) F(s)⌋,  C(256) = M.
 *
 * With M = 2²⁴ the price of rounding is below 10⁻⁴ bits a sample. Reader and writer calculate the same C.
 */
import { RANS_SLOTS, type SlotInterval } from './rans';

/** Values of a sample of 8 bits. */
export const SAMPLE_VALUES = 256;

const SHARED = RANS_SLOTS - SAMPLE_VALUES;

function firstSlot(value: number, cumulative: number): number {
  if (value === SAMPLE_VALUES) return RANS_SLOTS;
  // The sum of rounded probabilities may pass 1 by some 10⁻¹⁶.
  return value + Math.min(Math.floor(SHARED * cumulative), SHARED);
}

/**
 * The slots of a value, by its probability and those of the values before it.
 *
 * @param probabilities of the values 0 to 255; they add up to 1
 * @param value from 0 to 255
 * @example
 * slotInterval(new Float64Array(256).fill(1 / 256), 3); // => { start: 196608, width: 65536 }
 */
export function slotInterval(probabilities: Float64Array, value: number): SlotInterval {
  let cumulative = 0;
  for (let s = 0; s < value; s++) cumulative += probabilities[s];
  const start = firstSlot(value, cumulative);
  return { start, width: firstSlot(value + 1, cumulative + probabilities[value]) - start };
}

/**
 * The value that owns a slot, and its interval: the inverse of {@link slotInterval}.
 *
 * @param probabilities of the values 0 to 255; they add up to 1
 * @param slot from 0 to 2²⁴ − 1
 * @example
 * valueAt(new Float64Array(256).fill(1 / 256), 200000).value; // => 3
 */
export function valueAt(
  probabilities: Float64Array,
  slot: number,
): { value: number; interval: SlotInterval } {
  let value = 0;
  let before = 0;
  let cumulative = probabilities[0];
  // ⌊a⌋ + value + 1 <= slot, for integers the same as a < slot − value.
  while (value < SAMPLE_VALUES - 1 && SHARED * cumulative < slot - value) {
    value++;
    before = cumulative;
    cumulative += probabilities[value];
  }
  const start = firstSlot(value, before);
  return { value, interval: { start, width: firstSlot(value + 1, cumulative) - start } };
}
