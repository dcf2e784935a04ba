/**
 * A batch sweep: measurements that agree in every named setting and differ in the batch B. What sharing saves is
 *
 *   ε(B₁) / ε(Bₙ),  B₁ the smallest and Bₙ the largest batch of the sweep.
 *
 * Which sweeps count is a rule that is stated beforehand, not a choice.
 */
import { requireInteger, requirePositive } from '../arguments';
import { groupBy } from './group-by';

/** What a sweep must have to count. */
export interface SweepRule {
  /** The smallest batch of the sweep must be this one. */
  readonly startsAt: number;
  /** So many different batches, at least. */
  readonly leastBatches: number;
}

/**
 * The sweeps among some rows that meet a rule, each in the order of its batches, and in the order of their first rows.
 *
 * @param rows measurements
 * @param settingOf what the rows of a sweep agree in, as a text
 * @param batchOf the batch of a row
 * @param rule which sweeps count; without it, all
 * @throws RangeError if a batch is not positive, or the rule's count no positive integer
 * @example
 * const rows = [[16, 'a'], [8, 'a'], [8, 'b']].map(([batch, card]) => ({ batch: Number(batch), card: String(card) }));
 * const sweeps = batchSweeps(rows, row => row.card, row => row.batch, { startsAt: 8, leastBatches: 2 });
 * sweeps.map(sweep => sweep.map(row => row.batch)); // => [[8, 16]]
 */
export function batchSweeps<Row>(
  rows: readonly Row[],
  settingOf: (row: Row) => string,
  batchOf: (row: Row) => number,
  rule?: SweepRule,
): Row[][] {
  for (const [i, row] of rows.entries()) requirePositive(`batchOf(rows[${i}])`, batchOf(row));
  const sweeps = [...groupBy(rows, settingOf).values()].map(sweep =>
    sweep.sort((a, b) => batchOf(a) - batchOf(b)),
  );
  if (!rule) return sweeps;
  requirePositive('rule.startsAt', rule.startsAt);
  requireInteger('rule.leastBatches', rule.leastBatches, { min: 1 });
  return sweeps.filter(
    sweep => batchOf(sweep[0]) === rule.startsAt && new Set(sweep.map(batchOf)).size >= rule.leastBatches,
  );
}
