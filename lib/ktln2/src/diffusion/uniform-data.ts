/**
 * Uniform data on [m − L, m + L]: after noising, x = α x₀ + s N(0, 1) has
 *
 *   p(x) = [Φ(b) − Φ(a)] / (2αL),   ∂ ln p/∂x = [φ(b) − φ(a)] / (s [Φ(b) − Φ(a)]),   a, b = (x − αm ∓ αL)/s.
 *
 * While the noise does not reach from one end to the other, each end adds ½ κ s/αL to the entropy and as much to
 * s² E|∂ ln p/∂x|², with κ = −∫ Φ ln Φ du:
 *
 *   S = ln 2αL + κ s/αL.
 */
import { requireNumber, requirePositive } from '../arguments';
import { erfcx, panelRule } from '../numerics';
import { type AxisData, type NoisedMarginal, withBreaks } from './data-distribution';
import { uniformDensity } from './uniform-marginal';

/** Ratio of successive panels' distances from an end of uniform data; tuned on the score × 0.95, 12 nodes a panel. */
const GRADING = 8;
/** Noise widths in the half-width from which on the ends do not feel each other: Φ(−9) = 1e-19. */
const APART = 9;

/** Panels for averages over the data that change within `resolution` of the ends. */
function insideBreaks(half: number, resolution: number): number[] {
  const right = [half];
  // A model with a wrong score has densities that vary as powers of the distance to an end.
  for (let inset = resolution; inset < half / 2; inset *= GRADING) right.unshift(half - inset);
  const left = right.map(x => -x).reverse();
  return right[0] < half ? [...left, ...right] : [...left, 0, ...right];
}

let edgeEntropy: number | undefined;

/** κ = −∫ Φ ln Φ du, over the 8.5 standard deviations beyond which Φ ln Φ is below 1e-15. */
function kappa(): number {
  if (edgeEntropy === undefined) {
    const { nodes, weights } = panelRule([-8.5, -4, 0, 4, 8.5], 32);
    const lower = (u: number) => 0.5 * erfcx(u * Math.SQRT1_2) * Math.exp(-0.5 * u * u);
    const term = (u: number) =>
      u < 0 ? lower(-u) * Math.log(lower(-u)) : (1 - lower(u)) * Math.log1p(-lower(u));
    edgeEntropy = -nodes.reduce((sum, u, i) => sum + weights[i] * term(u), 0);
  }
  return edgeEntropy;
}

/**
 * Uniform data on [centre − L, centre + L].
 *
 * @param halfWidth L > 0
 * @param centre m
 * @throws RangeError if L is not > 0 or the centre not finite; its `noised` if α is not >= 0 or s not > 0
 * @example
 * uniformData(1).entropy; // => 0.6931472
 * uniformData(1).noised(1, 0.5).score(1); // => -1.595335
 */
export function uniformData(halfWidth: number, centre = 0): AxisData {
  requirePositive('halfWidth', halfWidth);
  requireNumber('centre', centre);
  return {
    name: `U[${centre - halfWidth}, ${centre + halfWidth}]`,
    mean: centre,
    variance: halfWidth ** 2 / 3,
    entropy: Math.log(2 * halfWidth),
    noised: (alpha, std) => noisedUniform(halfWidth, alpha, std, alpha * centre),
    deviation: (alpha, std) => noisedUniform(halfWidth, alpha, std, 0),
    exactMoments(alpha, std) {
      const half = alpha * halfWidth;
      if (half < APART * std) return undefined;
      return { entropy: Math.log(2 * half) + kappa() * (std / half), fisher: kappa() / half / std };
    },
    average(breaks) {
      const ends = [-halfWidth, halfWidth];
      const { nodes, weights } = panelRule(
        withBreaks(
          ends,
          breaks.map(x => x - centre),
        ),
        32,
      );
      return { nodes: nodes.map(x => centre + x), weights: weights.map(w => w / (2 * halfWidth)) };
    },
    draw: random => centre + halfWidth * (2 * random.uniform() - 1),
  };
}

function noisedUniform(halfWidth: number, alpha: number, std: number, middle: number): NoisedMarginal {
  requireNumber('alpha', alpha, { min: 0 });
  requirePositive('std', std);
  const half = alpha * halfWidth;
  const width = requireNumber('alpha * halfWidth / std', half / std);
  const density = uniformDensity(width);
  // Score and slope are mostly asked for at the same point.
  let [lastX, lastPoint] = [middle, density(0, width)];
  const at = (x: number) => {
    if (x !== lastX) {
      const distance = Math.abs(x - middle);
      lastPoint = density(distance / std, (half - distance) / std);
      lastX = x;
    }
    return lastPoint;
  };
  const side = (x: number) => (x < middle ? -1 : 1);
  return {
    logDensity: x => at(x).logDensity - Math.log(std),
    score: x => (side(x) * at(x).score) / std,
    scoreSlope: x => at(x).slope / std / std,
    denoised: x => middle + side(x) * std * at(x).denoised,
    breaks: reach => {
      const inside = insideBreaks(half, reach * std);
      return [-half - reach * std, ...inside, half + reach * std].map(x => middle + x);
    },
  };
}
