/**
 * The density of w z₀ + z with z₀ ~ U[−1, 1] and z ~ N(0, 1): uniform data of half-width w = αL/s in units of the
 * noise. At a distance u ≥ 0 from the middle, with a = u − w and b = u + w,
 *
 *   p(u) = [Φ(b) − Φ(a)] / 2w = φ(u) M,    M = ½ ∫₋₁¹ exp(−u w y − ½ w² y²) dy,
 *
 * and with the posterior of z₀: score ∂ ln p/∂u = w E[z₀|u] − u, slope ∂² ln p/∂u² = w² Var[z₀|u] − 1. Each of three
 * regions has a form of its own in which nothing cancels, overflows or underflows.
 */
import { erf, erfcx, gaussLegendre } from '../numerics';

/** What is known of the density at one point. */
export interface UniformPoint {
  /** ln p(u). */
  logDensity: number;
  /** ∂ ln p/∂u. */
  score: number;
  /** ∂² ln p/∂u². */
  slope: number;
  /** E[w z₀|u]: the data that one expects behind u. */
  denoised: number;
}

const LOG_ROOT_2_PI = 0.5 * Math.log(2 * Math.PI);

/** Below this w, and where u w is below {@link NARROW_TILT}, 24 nodes integrate M to the last digit: tuned against mpmath. */
const NARROW_WIDTH = 2.5;
/** exp(−2 · 18) = 2e-16: beyond, the far end no longer counts. */
const NARROW_TILT = 18;
const NARROW_NODES = 24;
/** Noise widths outside the data beyond which 1 − Var cancels in the form with erfcx; the fraction below has converged. */
const TAIL_START = 4;
/** At a = 4, the worst, 400 terms give the same Var v to 4e-16. */
const FRACTION_TERMS = 40;

/** The density at a distance u ≥ 0 from the middle; `inset` is w − u, which the caller knows without rounding. */
export type UniformDensity = (distance: number, inset: number) => UniformPoint;

/**
 * The density of w z₀ + z.
 *
 * @param width w ≥ 0, in units of the noise
 * @see Robbins, Proc. Third Berkeley Symp. (1956) 157 (the score as a posterior mean, "Tweedie's formula")
 */
export function uniformDensity(width: number): UniformDensity {
  const narrow = width <= NARROW_WIDTH ? narrowDensity(width) : undefined;
  return (distance, inset) => {
    if (narrow && distance * width <= NARROW_TILT) return narrow(distance);
    return -inset > TAIL_START ? tail(width, -inset) : wide(width, distance, -inset);
  };
}

/** Nodes y > 0 of z₀; those below 0 mirror them. */
const RULE = gaussLegendre(NARROW_NODES);
const [NODES, WEIGHTS] = [RULE.nodes, RULE.weights].map(list =>
  Float64Array.from(list.slice(NARROW_NODES / 2)),
);

/** The integral over z₀ itself: all terms are positive. */
function narrowDensity(width: number): (distance: number) => UniformPoint {
  const shares = WEIGHTS.map((weight, i) => weight * Math.exp(-0.5 * (width * NODES[i]) ** 2));
  return distance => narrow(width, shares, distance);
}

function narrow(width: number, shares: Float64Array, distance: number): UniformPoint {
  let mass = 0;
  let first = 0;
  let second = 0;
  const tilt = distance * width;
  // In y and −y together, so that the mean keeps its digits where the two nearly balance.
  for (let i = 0; i < shares.length; i++) {
    const y = NODES[i];
    // eᵛ − 1, with cosh v − 1 = ½ m²/(1 + m) and sinh v = ½ (m + m/(1 + m)).
    const m = Math.expm1(tilt * y);
    const part = m / (1 + m);
    const even = shares[i] * (1 + 0.5 * m * part);
    mass += even;
    first += shares[i] * y * 0.5 * (m + part);
    second += even * y * y;
  }
  const mean = first / mass;
  const denoised = width * mean;
  return {
    logDensity: Math.log(mass) - LOG_ROOT_2_PI - 0.5 * distance * distance,
    score: denoised - distance,
    slope: width * width * (second / mass - mean * mean) - 1,
    denoised,
  };
}

/**
 * Far outside, at a > 0 from the nearer end and with the farther end out of reach: the distance v from the nearer
 * end has the density exp(−a v − ½ v²). With cₖ = k/(a + cₖ₊₁) Mills' ratio is 1/(a + c₁), E v = c₁, Var v = c₁ (c₂ − c₁).
 */
function tail(width: number, a: number): UniformPoint {
  let [first, second] = [0, 0];
  for (let k = FRACTION_TERMS; k >= 1; k--) [first, second] = [k / (a + first), first];
  return {
    logDensity: -Math.log(2 * width) - LOG_ROOT_2_PI - 0.5 * a * a - Math.log(a + first),
    score: -(a + first),
    slope: first * (second - first) - 1,
    denoised: width - first,
  };
}

/** Inside, and up to {@link TAIL_START} outside: differences of error functions. */
function wide(width: number, distance: number, a: number): UniformPoint {
  const b = distance + width;
  // φ(a), φ(b) and Φ(b) − Φ(a), all divided by φ(a)√2π, or where a < 0 by 1.
  const fall = Math.exp(-2 * distance * width);
  const outside = a >= 0;
  const left = (outside ? 1 : Math.exp(-0.5 * a * a)) / Math.sqrt(2 * Math.PI);
  const mass = outside ? 0.5 * (erfcx(a * Math.SQRT1_2) - fall * erfcx(b * Math.SQRT1_2)) : insideMass(a, b);
  const score = (left / mass) * Math.expm1(-2 * distance * width);
  return {
    logDensity: Math.log(mass) - Math.log(2 * width) - (outside ? 0.5 * a * a : 0),
    score,
    // b left fall → 0 where the exponential underflows, also if b is infinite.
    slope: (left / mass) * (a - (fall > 0 ? b * fall : 0)) - score * score,
    denoised: distance + score,
  };
}

/** Φ(b) − Φ(a) for a < 0 < b, |a| ≤ b; 1 to double precision from 8.5 noise widths inside. */
function insideMass(a: number, b: number): number {
  return a < -8.5 ? 1 : 0.5 * (erf(b * Math.SQRT1_2) - erf(a * Math.SQRT1_2));
}
