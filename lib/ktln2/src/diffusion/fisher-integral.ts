/**
 * The growth of entropy by noise, in the data's own scale: for x = α(x₀ + r N(0, I)), since ½ g² dt = s² d ln r and
 * s² E|∇ ln p|² depends on r alone,
 *
 *   ∫ Ṡ dt = Δ(d ln α + ∫ r² J(r) d ln r) = Δ(d ln s + [∫ r² J(r) d ln r − d ln r]),     J: Fisher information of x₀ + r N(0, I).
 *
 * r² J rises from 0, at least like r, to d, which it approaches like d − Σ Var x₀/r².
 */
import { panelRule } from '../numerics';

/**
 * ln r/σ₀ below which the integral from 0 is r² J itself, r² J being proportional to r there (or to r², and 1e-20), and
 * above which r² J is 1 to double precision.
 */
const LOG_RANGE = [-23, 20] as const;
/** Length of a panel in ln r: 16 nodes on each then err by 1e-12 in all (U[−1, 1], VE and VP, against twice as many). */
const PANEL = 2;

/** What the growth of entropy depends on. */
export interface FisherSource {
  /** J at r. */
  fisher(ratio: number): number;
  /** Smallest and largest standard deviation σ₀ of the data in any direction. */
  widths: readonly [number, number];
  /** d. */
  dimensions: number;
}

/**
 * ∫₀ʳ r² J d ln r − d ln r, `count` nodes a panel: what does not grow with r, so that nothing is lost where r is e¹⁰⁰.
 */
export function fisherIntegral(
  { fisher, widths, dimensions }: FisherSource,
  logRatio: number,
  count: number,
): number {
  const [low, high] = LOG_RANGE.map((x, i) => x + Math.log(widths[i]));
  const growth = (log: number) => {
    const r = Math.exp(log);
    return r * (r * fisher(r));
  };
  if (logRatio <= low) return growth(logRatio) - dimensions * logRatio;
  const end = Math.min(logRatio, high);
  const panels = Math.ceil((end - low) / PANEL);
  const { nodes, weights } = panelRule(
    Array.from({ length: panels + 1 }, (_, i) => low + ((end - low) * i) / panels),
    count,
  );
  return growth(low) + nodes.reduce((sum, log, i) => sum + weights[i] * growth(log), 0) - dimensions * end;
}
