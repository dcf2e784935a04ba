/**
 * Data whose noised marginals have a closed form, one dimension at a time: x = α x₀ + s N(0, 1) has
 *
 *   Gaussian data N(μ, v):          p(x) = N(x; αμ, α²v + s²)
 *   uniform data on [m − L, m + L]: p(x) = [Φ(b) − Φ(a)] / (2αL),   a, b = (x − αm ∓ αL)/s
 *
 * and with them the score ∂ ln p/∂x, its slope, and every expectation by quadrature. Dimensions are independent.
 */
import { erf } from '../numerics/error-function';
import { requireNumber, requirePositive } from '../arguments';
import { scaledErfc } from '../numerics/scaled-erfc';

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
/** Ratio of successive panels' distances from an end of uniform data. */
const GRADING = 8;

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

/**
 * Φ(b) − Φ(a) for a < b, and φ(a), φ(b), all divided by exp(−`exponent`), so that nothing underflows. The callers
 * have mirrored x to the right half-line, hence b > 0 and |a| ≤ b.
 */
function scaledMass(a: number, b: number) {
  const density = 1 / Math.sqrt(2 * Math.PI);
  if (a < 0) {
    const mass = 0.5 * (erf(b * Math.SQRT1_2) - erf(a * Math.SQRT1_2));
    return {
      mass,
      left: density * Math.exp((-a * a) / 2),
      right: density * Math.exp((-b * b) / 2),
      exponent: 0,
    };
  }
  const fall = Math.exp((-(b - a) * (b + a)) / 2);
  const mass = 0.5 * (scaledErfc(a * Math.SQRT1_2) - fall * scaledErfc(b * Math.SQRT1_2));
  return { mass, left: density, right: density * fall, exponent: (a * a) / 2 };
}

/**
 * Uniform data on [centre − L, centre + L].
 *
 * @param halfWidth L > 0
 * @param centre m
 * @throws RangeError if L is not > 0 or the centre not finite
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
    noised: (alpha, std) => noisedUniform(alpha * halfWidth, alpha * centre, std),
  };
}

function noisedUniform(half: number, middle: number, std: number): NoisedMarginal {
  const at = (x: number) => {
    const distance = Math.abs(x - middle);
    const a = (distance - half) / std;
    const b = (distance + half) / std;
    return { a, b, sign: x < middle ? -1 : 1, ...scaledMass(a, b) };
  };
  return {
    logDensity(x) {
      const { mass, exponent } = at(x);
      return Math.log(mass / (2 * half)) - exponent;
    },
    score(x) {
      const { mass, left, right, sign } = at(x);
      return (sign * (right - left)) / (std * mass);
    },
    scoreSlope(x) {
      const { a, b, mass, left, right } = at(x);
      const score = (right - left) / (std * mass);
      return (a * left - b * right) / (std * std * mass) - score * score;
    },
    breaks: reach => uniformBreaks(half, reach * std).map(x => middle + x),
  };
}

/** Breaks at the ends ± half, one reach of the noise around them, and farther in at growing distances. */
function uniformBreaks(half: number, edge: number): number[] {
  const right = [half, half + edge];
  // A model with a wrong score has densities that vary as powers of the distance to an end.
  for (let inset = edge; inset < half / 2; inset *= GRADING) right.unshift(half - inset);
  const left = right.map(x => -x).reverse();
  return right[0] < half ? [...left, ...right] : [...left, 0, ...right];
}
