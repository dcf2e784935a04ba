/**
 * Data whose noised marginals x = α x₀ + s N(0, 1) have a closed form, one dimension at a time; here Gaussian data,
 *
 *   x₀ ~ N(μ, v):   p(x) = N(x; αμ, α²v + s²),
 *
 * and with the density the score ∂ ln p/∂x, its slope, and every expectation by quadrature. Dimensions are independent.
 */
import { requireNumber, requirePositive } from '../arguments';

/** The distribution of one coordinate after noising. */
export interface NoisedMarginal {
  /** ln p(x), in nats. */
  logDensity(x: number): number;
  /** ∂ ln p/∂x. */
  score(x: number): number;
  /** ∂² ln p/∂x²: this coordinate's part of the score's divergence. */
  scoreSlope(x: number): number;
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
  return {
    name: `N(${mean}, ${variance})`,
    mean,
    variance,
    entropy: 0.5 * (LOG_2_PI + 1 + Math.log(variance)),
    noised(alpha, std) {
      const v = alpha * alpha * variance + std * std;
      const centre = alpha * mean;
      const width = Math.sqrt(v);
      return {
        logDensity: x => -0.5 * (LOG_2_PI + Math.log(v) + (x - centre) ** 2 / v),
        score: x => (centre - x) / v,
        scoreSlope: () => -1 / v,
        breaks: reach => [-1, -0.5, 0, 0.5, 1].map(part => centre + part * reach * width),
      };
    },
  };
}
