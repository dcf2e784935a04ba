/**
 * When something that is bought once has paid for itself. It costs w once and m each time; its rival costs N each time:
 *
 *   w + n m = n N  at  n* = w / (N − m),  and  w = s (w + n m)  at  n = (w / m) (1/s − 1).
 *
 * The costs may be bits, joules or money, as long as all have the same unit.
 */
import { requireNumber, requirePositive } from '../arguments';

/**
 * The number of uses n* after which a cost paid once is made up for; Infinity if a use costs no less than the rival's.
 *
 * @param once cost w that is paid once
 * @param each cost m of a use, in the same unit
 * @param rival cost N of a use of the rival, in the same unit
 * @throws RangeError if `once` or `each` is negative or `rival` is not positive
 * @example
 * breakEven(100, 1, 5); // => 25
 * breakEven(1, 8, 7); // => Infinity
 */
export function breakEven(once: number, each: number, rival: number): number {
  requireNumber('once', once, { min: 0 });
  requireNumber('each', each, { min: 0 });
  requirePositive('rival', rival);
  return rival > each ? once / (rival - each) : Infinity;
}

/**
 * The number of uses after which a cost paid once is a given share of all that was paid.
 *
 * @param once cost w that is paid once
 * @param each cost m of a use, in the same unit
 * @param share s of the cost paid once in the whole, above 0 and at most 1
 * @throws RangeError if an argument is out of range
 * @example
 * usesAtShare(1000, 1, 0.1); // => 9000
 */
export function usesAtShare(once: number, each: number, share: number): number {
  requireNumber('once', once, { min: 0 });
  requirePositive('each', each);
  requireNumber('share', share, { above: 0, max: 1 });
  return (once / each) * (1 / share - 1);
}
