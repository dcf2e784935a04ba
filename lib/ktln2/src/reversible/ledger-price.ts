/**
 * What a ledger owes. Only what is forgotten has a price, per cell for an eraser that knows nothing, per bit of
 * conditional entropy for one that makes use of all that is held:
 *
 *   drawing is free:  E = kT ln 2 · forgotten,
 *   full cycle:       E = kT ln 2 · (forgotten − drawn + returned) ≥ 0.
 *
 * In the second, drawing is an erasure run backwards and yields kT ln 2 a bit; returning undoes it and takes that back.
 */
import { requirePositive } from '../arguments';
import { landauerEnergy } from '../energy';
import type { LedgerTotals } from './ledger';

/** Where nothing is owed, sums of rounded entropies may leave some 10⁻¹⁰ bits. */
const ROUNDING = 1e-6;

/** Who erases, and what drawing a bit is worth. */
export interface PriceTerms {
  eraser: 'ignorant' | 'knowing';
  convention: 'drawing is free' | 'full cycle';
}

/**
 * The least work, in J, that a ledger owes.
 *
 * @param totals of the ledger
 * @param temperature of the heat bath, in K
 * @param terms who erases, in which convention
 * @throws RangeError if the temperature is not positive
 * @throws Error if a full cycle is asked for while something is held: what its drawing gave is not earned yet
 * @see Landauer, IBM J. Res. Dev. 5 (1961) 183, doi:10.1147/rd.53.0183;
 *   Bennett, Int. J. Theor. Phys. 21 (1982) 905, doi:10.1007/BF02084158
 * @example
 * const coin = new Uint8Array(1);
 * const ledger = new Ledger();
 * ledger.draw('coin', wordCells(coin, 1), () => coin.fill(1));
 * ledger.forget('coin', 1);
 * ledgerPrice(ledger.totals(), 300, { eraser: 'knowing', convention: 'drawing is free' }); // => 2.871e-21
 * ledgerPrice(ledger.totals(), 300, { eraser: 'knowing', convention: 'full cycle' }); // => 0
 */
export function ledgerPrice(totals: LedgerTotals, temperature: number, terms: PriceTerms): number {
  requirePositive('temperature', temperature, 'K');
  const { cells, bits } = totals;
  const forgotten = terms.eraser === 'ignorant' ? cells.forgotten : bits.forgotten;
  if (terms.convention === 'drawing is free') return landauerEnergy(forgotten, temperature);
  if (cells.held > 0) {
    throw new Error(`${cells.held} cells are held; expected 0, for a full cycle ends as it began`);
  }
  const owed = forgotten - bits.drawn + bits.returned;
  return landauerEnergy(Math.abs(owed) < ROUNDING ? 0 : owed, temperature);
}
