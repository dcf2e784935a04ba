/**
 * The growth of entropy by noise, in the data's own scale: for x = α(x₀ + r N(0, I)), since ½ g² dt = s² d ln r and
 * s² E|∇ ln p|² depends on r alone,
 *
 *   ∫ Ṡ dt = Δ(d ln α + Σ ∫ r² J(r) d ln r) = Δ(d ln s + Σ [∫ r² J(r) d ln r − ln r]),     J: Fisher information of one coordinate of x₀ + r N(0, 1).
 *
 * r² J rises from 0, at least like r, to 1, which it approaches like 1 − Var x₀/r².
 */
import { panelRule } from '../numerics';
import type { AxisData } from './data-distribution';
import { axisMoments } from './noised-moments';

/**
 * ln r/σ₀ below which the integral from 0 is r² J itself, r² J being proportional to r there (or to r², and 1e-20), and
 * above which r² J is 1 to double precision.
 */
const LOG_RANGE = [-23, 20] as const;
/** Length of a panel in ln r: 16 nodes on each then err by 1e-12 in all (U[−1, 1], VE and VP, against twice as many). */
const PANEL = 2;

/**
 * ∫₀ʳ r² J d ln r − ln r for one coordinate, `count` nodes a panel: what does not grow with r, so that nothing is lost
 * where r is e¹⁰⁰.
 */
export function fisherIntegral(axis: AxisData, logRatio: number, count: number): number {
  const scale = 0.5 * Math.log(axis.variance);
  const [low, high] = LOG_RANGE.map(x => x + scale);
  const growth = (log: number) => {
    const r = Math.exp(log);
    return r * (r * axisMoments(axis, 1, r).fisher);
  };
  if (logRatio <= low) return growth(logRatio) - logRatio;
  const end = Math.min(logRatio, high);
  const panels = Math.ceil((end - low) / PANEL);
  const { nodes, weights } = panelRule(
    Array.from({ length: panels + 1 }, (_, i) => low + ((end - low) * i) / panels),
    count,
  );
  return growth(low) + nodes.reduce((sum, log, i) => sum + weights[i] * growth(log), 0) - end;
}
