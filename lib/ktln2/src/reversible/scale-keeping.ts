/**
 * Multiplying a whole number by a fraction p/q < 1 without losing anything. Dividing by q leaves a remainder; it goes as
 * the lowest digit to base q into a second number, the store, from which a digit to base p is taken in return:
 *
 *   s ← q s + (v mod q),  v ← ⌊v/q⌋,  v ← p v + (s mod p),  s ← ⌊s/p⌋.
 *
 * Each line can be undone, so the pair (v, s) goes one-to-one to a new pair. In the mean the store grows by log₂ q/p bits
 * a time, as many as the multiplication would lose.
 */
import { requireInteger } from '../arguments';

/** A number and the store of what its multiplications would have lost. */
export interface KeptNumber {
  value: number;
  /** Not negative. */
  store: number;
}

const floorDivision = (a: number, b: number) => {
  const quotient = Math.floor(a / b);
  return { quotient, remainder: a - b * quotient };
};

/** One digit to base `taken` leaves the value and enters the store, one to base `given` goes the other way. */
function exchange({ value, store }: KeptNumber, taken: number, given: number): KeptNumber {
  requireInteger('value', value, { min: Number.MIN_SAFE_INTEGER });
  requireInteger('store', store);
  requireInteger('taken', taken, { min: 1 });
  requireInteger('given', given, { min: 1 });
  const shrunk = floorDivision(value, taken);
  const filled = requireInteger('the filled store', store * taken + shrunk.remainder);
  const emptied = floorDivision(filled, given);
  return { value: given * shrunk.quotient + emptied.remainder, store: emptied.quotient };
}

/**
 * The number times p/q, rounded, with what is needed to undo it.
 *
 * @param number a safe integer and its store
 * @param p numerator, a positive integer
 * @param q denominator, a positive integer
 * @throws RangeError if a number is no integer, or the store would grow past the safe ones
 * @see Maclaurin, Duvenaud, Adams (2015), arXiv:1502.03492, algorithm 3
 * @example
 * scaleKeeping({ value: 1007, store: 0 }, 9, 10); // => { value: 907, store: 0 }
 */
export function scaleKeeping(number: KeptNumber, p: number, q: number): KeptNumber {
  return exchange(number, q, p);
}

/**
 * Undoes {@link scaleKeeping} with the same p and q.
 *
 * @param number what it gave
 * @param p numerator, a positive integer
 * @param q denominator, a positive integer
 * @throws RangeError as there
 * @example
 * unscaleKeeping({ value: 907, store: 0 }, 9, 10); // => { value: 1007, store: 0 }
 */
export function unscaleKeeping(number: KeptNumber, p: number, q: number): KeptNumber {
  return exchange(number, p, q);
}
