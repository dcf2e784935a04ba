/**
 * Uniform data on [m − L, m + L]: after noising, x = α x₀ + s N(0, 1) has
 *
 *   p(x) = [Φ(b) − Φ(a)] / (2αL),   ∂ ln p/∂x = [φ(b) − φ(a)] / (s [Φ(b) − Φ(a)]),   a, b = (x − αm ∓ αL)/s.
 */
import { requireNumber, requirePositive } from '../arguments';
import { erf, scaledErfc } from '../numerics';
import type { AxisData, NoisedMarginal } from './data-distribution';

/** Ratio of successive panels' distances from an end of uniform data. */
const GRADING = 8;

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
 * @throws RangeError if L is not > 0 or the centre not finite; its `noised` if α or s is not > 0
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
    noised(alpha, std) {
      requirePositive('alpha', alpha);
      requirePositive('std', std);
      return noisedUniform(alpha * halfWidth, alpha * centre, std);
    },
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
