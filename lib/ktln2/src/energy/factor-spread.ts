/**
 * By what factor a change lowers the energy of a token, over many pairs of measurements that differ in it:
 *
 *   f = ε_before / ε_after,
 *
 * and how the factors spread: least, quartiles, most. Above 1 the change saves energy, below 1 it costs some.
 */
import { requirePositive } from '../arguments';
import { groupBy } from './group-by';

/** Two rows that agree in their key, and the factor between their energies. */
export interface MatchedPair<Row> {
  readonly key: string;
  readonly before: Row;
  readonly after: Row;
  /** ε of `before` over ε of `after`. */
  readonly factor: number;
}

/** How numbers spread. */
export interface Spread {
  readonly count: number;
  readonly least: number;
  /** Lower quartile. */
  readonly lower: number;
  readonly median: number;
  /** Upper quartile. */
  readonly upper: number;
  readonly most: number;
}

/**
 * All pairs of a row before and a row after a change that have the same key: what must not change stands in the key.
 *
 * @param before rows before the change
 * @param after rows after it
 * @param keyOf what both rows of a pair agree in, as a text
 * @param energyOf the energy of a token of a row, in J
 * @throws RangeError if an energy is not a positive number
 * @example
 * const rows = { old: [{ batch: 8, joules: 6 }], young: [{ batch: 8, joules: 2 }, { batch: 16, joules: 1 }] };
 * matchedPairs(rows.old, rows.young, row => `${row.batch}`, row => row.joules).map(pair => pair.factor); // => [3]
 */
export function matchedPairs<Row>(
  before: readonly Row[],
  after: readonly Row[],
  keyOf: (row: Row) => string,
  energyOf: (row: Row) => number,
): MatchedPair<Row>[] {
  const partners = groupBy(after, keyOf);
  const energy = (name: string, row: Row) => requirePositive(`energyOf(${name})`, energyOf(row), 'J');
  return before.flatMap(first => {
    const key = keyOf(first);
    return (partners.get(key) ?? []).map(second => ({
      ...{ key, before: first, after: second },
      factor: energy('before', first) / energy('after', second),
    }));
  });
}

/**
 * Least, quartiles and most of some numbers. The quantile p of n sorted numbers stands at the place p (n − 1), counted
 * from 0, with a straight line between two of them.
 *
 * @param values at least one
 * @throws RangeError if there is none, or one is not a positive number
 * @see Hyndman and Fan, Am. Stat. 50 (1996) 361, definition 7, doi:10.1080/00031305.1996.10473566
 * @example
 * spreadOf([1, 2, 3, 4]).median; // => 2.5
 */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('values is empty; expected at least one number');
  for (const [i, value] of values.entries()) requirePositive(`values[${i}]`, value);
  const sorted = [...values].sort((a, b) => a - b);
  const at = (p: number) => {
    const place = p * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return below + (place % 1) * (above - below);
  };
  return {
    ...{ count: values.length, least: at(0), lower: at(0.25) },
    ...{ median: at(0.5), upper: at(0.75), most: at(1) },
  };
}
