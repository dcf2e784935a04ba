/**
 * Integrals over time, taken over ln r with r = s/α: since ½ g² dt = s² d ln r,
 *
 *   ½ ∫ g² h dt = ∫ s² h d ln r ≈ Σᵢ wᵢ sᵢ² hᵢ,     with Gauss-Legendre nodes in ln r.
 */
import { requireNumber, requirePositive } from '../arguments';
import { panelRule } from '../numerics';
import type { ForwardProcess } from './forward-process';

/** One node of an integral over time, taken in ln r. */
export interface TimeNode {
  /** Time, from 0 to 1. */
  t: number;
  /** α(t), without unit. */
  alpha: number;
  /** s(t), in the data's unit. */
  std: number;
  /** Weight of d ln r at this node. */
  weight: number;
}

/** Nodes of one Gauss-Legendre rule at most; longer integrals are cut into equal panels. */
const MOST_NODES = 512;

/** Gauss-Legendre nodes for an integral over ln r from the ratio `from` to the ratio `to`. */
export function timeNodes(process: ForwardProcess, from: number, to: number, count: number): TimeNode[] {
  const panels = Math.ceil(count / MOST_NODES);
  const [low, high] = [Math.log(from), Math.log(to)];
  const breaks = Array.from({ length: panels + 1 }, (_, i) => low + ((high - low) * i) / panels);
  const { nodes, weights } = panelRule(breaks, Math.ceil(count / panels));
  return nodes.map((logRatio, i) => {
    const t = process.timeOfRatio(Math.exp(logRatio));
    return { t, alpha: process.scale(t), std: process.std(t), weight: weights[i] };
  });
}

/** Throws a `RangeError` unless `ratios` are at least two values of r > 0, each above the one before. */
export function requireRatios(name: string, ratios: readonly number[]): void {
  requireNumber(`${name}.length`, ratios.length, { min: 2 });
  requirePositive(`${name}[0]`, ratios[0]);
  for (let i = 1; i < ratios.length; i++) requireNumber(`${name}[${i}]`, ratios[i], { above: ratios[i - 1] });
}
