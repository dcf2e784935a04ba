/**
 * Data whose noised marginals x = α x₀ + s N(0, 1) have a closed form, one dimension at a time; here Gaussian data,
 *
 *   x₀ ~ N(μ, v):   p(x) = N(x; αμ, α²v + s²),
 *
 * and with the density the score ∂ ln p/∂x, its slope, and every expectation by quadrature. Dimensions are independent.
 */
import { requireNumber, requirePositive } from '../arguments';
import { panelRule, type QuadratureRule, type RandomSource } from '../numerics';

/** The distribution of one coordinate after noising. */
export interface NoisedMarginal {
  /** ln p(x), in nats. */
  logDensity(x: number): number;
  /** ∂ ln p/∂x. */
  score(x: number): number;
  /** ∂² ln p/∂x²: this coordinate's part of the score's divergence. */
  scoreSlope(x: number): number;
  /** E[α x₀|x] = x + s² ∂ ln p/∂x: the data that one expects behind x. */
  denoised(x: number): number;
  /**
   * Increasing points between which p is smooth at the scale of their distance, for quadrature; the outermost are
   * `reach` standard deviations of the noise beyond the data.
   */
  breaks(reach: number): number[];
}

/** One coordinate of the data. */
export interface AxisData {
  /** What to call it. */
  name: string;
  /** E x₀. */
  mean: number;
  /** Var x₀. */
  variance: number;
  /** Differential entropy of x₀, in nats. */
  entropy: number;
  /** The distribution of α x₀ + s N(0, 1). */
  noised(alpha: number, std: number): NoisedMarginal;
  /** The distribution of α (x₀ − E x₀) + s N(0, 1), which keeps its digits where the mean is large. */
  deviation(alpha: number, std: number): NoisedMarginal;
  /**
   * Entropy in nats and E|∂ ln p/∂x|² of α x₀ + s N(0, 1) where they have a closed form (to double precision);
   * elsewhere undefined, and quadrature serves.
   */
  exactMoments(alpha: number, std: number): { entropy: number; fisher: number } | undefined;
  /** The rule for averages over x₀ itself of what is smooth between the breaks, which increase, and the data's ends. */
  average(breaks: readonly number[]): QuadratureRule;
  /** One x₀, drawn. */
  draw(random: RandomSource): number;
}

/** Independent coordinates: one entry a dimension. */
export type ProductData = readonly AxisData[];

const LOG_2_PI = Math.log(2 * Math.PI);

/**
 * Gaussian data.
 *
 * @param mean μ
 * @param variance v > 0
 * @throws RangeError if the mean is not finite or the variance not > 0
 * @example
 * gaussianData(0, 1).entropy; // => 1.418939
 * gaussianData(1, 3).noised(1, 1).score(3); // => -0.5
 */
export function gaussianData(mean: number, variance: number): AxisData {
  requireNumber('mean', mean);
  requirePositive('variance', variance);
  const entropyOf = (v: number) => 0.5 * (LOG_2_PI + 1 + Math.log(v));
  const noisedVariance = (alpha: number, std: number) => alpha * alpha * variance + std * std;
  const marginal = (alpha: number, std: number, centre: number): NoisedMarginal => {
    const v = noisedVariance(alpha, std);
    return {
      logDensity: x => -0.5 * (LOG_2_PI + Math.log(v) + (x - centre) ** 2 / v),
      score: x => (centre - x) / v,
      scoreSlope: () => -1 / v,
      denoised: x => centre + ((alpha * alpha * variance) / v) * (x - centre),
      breaks: reach => panels(reach * Math.sqrt(v)).map(x => centre + x),
    };
  };
  return {
    name: `N(${mean}, ${variance})`,
    mean,
    variance,
    entropy: entropyOf(variance),
    noised: (alpha, std) => marginal(alpha, std, alpha * mean),
    deviation: (alpha, std) => marginal(alpha, std, 0),
    exactMoments: (alpha, std) => {
      const v = noisedVariance(alpha, std);
      return { entropy: entropyOf(v), fisher: 1 / v };
    },
    average(breaks) {
      const width = Math.sqrt(variance);
      // 8.5 standard deviations leave out 1e-17 of the probability.
      const own = panels(8.5);
      const { nodes, weights } = panelRule(
        withBreaks(
          own,
          breaks.map(x => (x - mean) / width),
        ),
        32,
      );
      const density = (z: number) => Math.exp(-0.5 * (LOG_2_PI + z * z));
      return {
        nodes: nodes.map(z => mean + width * z),
        weights: nodes.map((z, i) => weights[i] * density(z)),
      };
    },
    draw: random => mean + Math.sqrt(variance) * random.normal(),
  };
}

/** The ends of panels that are cut further at those of `breaks` that lie inside. */
export function withBreaks(panelEnds: readonly number[], breaks: readonly number[]): number[] {
  const [first, last] = [panelEnds[0], panelEnds[panelEnds.length - 1]];
  const all = [...panelEnds, ...breaks.filter(x => x > first && x < last)];
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Four panels from −end to end. */
const panels = (end: number) => [-1, -0.5, 0, 0.5, 1].map(part => part * end);
