/**
 * A demon that looks into which cell a particle has fallen, and moves it by a length that belongs to the cell, x → x + cₘ.
 * What it removes of the differential entropy S is at most what it has learned,
 *
 *   S(x + c_M) ≥ S(x + c_M | M) = S(x | M) = S(x) − I(x; M),     I(x; M) = H(M) ≤ n ln 2 for 2ⁿ cells,
 *
 * with equality if the moved particle's place says nothing of its cell. For any shifts the density after the move is
 * q(y) = Σₘ p(y − cₘ) [y − cₘ in cell m].
 */
import { requireInteger, requireNumber } from '../arguments';
import { panelRule } from '../numerics';
import type { NoisedMarginal } from './data-distribution';

/** What the demon does. */
export interface QuantiserMoves {
  /** Thresholds between the cells, increasing. */
  thresholds: readonly number[];
  /** c of each cell: one more than thresholds. */
  shifts: readonly number[];
}

/** What comes of it, in nats. */
export interface QuantiserLedger {
  /** I(x; M) = H(M). */
  information: number;
  /** S(x) − S(x + c_M). */
  removed: number;
}

/** Nodes a panel. */
const NODES = 32;
const REACH = 8.5;

/** −p ln p. */
const surprise = (p: number) => (p > 0 ? -p * Math.log(p) : 0);

/**
 * What a demon learns about one coordinate and what it removes of its entropy.
 *
 * @param marginal the coordinate's density, as `noised` of the data returns it
 * @param moves cells and shifts
 * @throws RangeError if the thresholds do not increase or there is not one shift a cell
 * @see Sagawa, Ueda, Phys. Rev. Lett. 100 (2008) 080403 (feedback limited by information); Cover, Thomas, Elements of
 *   Information Theory (2nd ed., 2006), theorem 8.6.1 (conditioning reduces differential entropy)
 * @example
 * const c = Math.sqrt(2 / Math.PI);
 * const { removed } = quantiserDemon(gaussianData(0, 1).noised(1, 0), { thresholds: [0], shifts: [c, -c] });
 * removed / Math.LN2; // => 0.8145723
 */
export function quantiserDemon(
  marginal: NoisedMarginal,
  { thresholds, shifts }: QuantiserMoves,
): QuantiserLedger {
  requireInteger('shifts.length', shifts.length, { min: thresholds.length + 1, max: thresholds.length + 1 });
  thresholds.forEach((x, k) => {
    requireNumber(`thresholds[${k}]`, x, { above: k > 0 ? thresholds[k - 1] : -Infinity });
  });
  for (const [k, c] of shifts.entries()) requireNumber(`shifts[${k}]`, c);
  const ends = marginal.breaks(REACH);
  const [first, last] = [ends[0], ends[ends.length - 1]];
  const inside = (x: number) => Math.min(Math.max(x, first), last);
  const cells = shifts.map((shift, m) => {
    const low = inside(m > 0 ? thresholds[m - 1] : first);
    const high = inside(m < thresholds.length ? thresholds[m] : last);
    const breaks = [low, ...ends.filter(x => x > low && x < high), high];
    return { shift, low, high, breaks };
  });
  const density = (x: number) => Math.exp(marginal.logDensity(x));
  const integral = (breaks: number[], f: (x: number) => number) => {
    const { nodes, weights } = panelRule(breaks, NODES);
    return nodes.reduce((sum, x, i) => sum + weights[i] * f(x), 0);
  };
  const shares = cells.map(({ low, high, breaks }) => (high > low ? integral(breaks, density) : 0));
  const before = integral([...new Set(cells.flatMap(({ breaks }) => breaks))], x => surprise(density(x)));
  const moved = [...new Set(cells.flatMap(({ breaks, shift }) => breaks.map(x => x + shift)))];
  moved.sort((a, b) => a - b);
  let after = 0;
  for (let k = 1; k < moved.length; k++) {
    // Between two breaks the same cells contribute everywhere.
    const middle = (moved[k - 1] + moved[k]) / 2;
    const here = cells.filter(({ shift, low, high }) => middle - shift > low && middle - shift < high);
    after += integral([moved[k - 1], moved[k]], y =>
      surprise(here.reduce((sum, { shift }) => sum + density(y - shift), 0)),
    );
  }
  return { information: shares.reduce((sum, p) => sum + surprise(p), 0), removed: before - after };
}
