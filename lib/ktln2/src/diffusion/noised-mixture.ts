/**
 * A mixture of Gaussians after noising, Σₖ wₖ N(α μₖ, α² Σₖ + s² I), in the components' principal axes: with
 * z = Qᵀ(x − α μ) and λ = α² Λ + s²,
 *
 *   ln N = −½ Σ [ln 2πλ + z²/λ],     score −Q z/λ,     divergence −Σ 1/λ.
 */
import { requireNumber, requireRows } from '../arguments';
import { panelRule } from '../numerics';
import { tensorGrid, type WeightedPoints } from './weighted-points';
import type { NoisedJoint } from './joint-data';
import type { PrincipalAxes } from './principal-axes';

/** One Gaussian of a mixture, in its principal axes. */
export interface MixturePart extends PrincipalAxes {
  weight: number;
  /** μ. */
  mean: Float64Array;
}

interface NoisedPart {
  /** ln w − ½ Σ ln 2πλ. */
  constant: number;
  weight: number;
  centre: Float64Array;
  /** λ. */
  variances: Float64Array;
  basis: Float64Array | undefined;
  /** −Σ 1/λ. */
  divergence: number;
}

/** Most dimensions of a tensor grid. */
const MOST_DIMENSIONS = 3;
const SINGLE_PANELS = 4;
/** A mixture’s panels are two widths of its narrowest component long. */
const PANEL = 2;
const MOST_PANELS = 200;
const ROOT_2_PI = Math.sqrt(2 * Math.PI);

/** The noised mixture; throws unless α is ≥ 0 and s > 0, or s = 0 and every component has a width. */
export function noisedMixture(parts: readonly MixturePart[], alpha: number, std: number): NoisedJoint {
  requireNumber('alpha', alpha, { min: 0 });
  requireNumber('std', std, { min: 0 });
  const noised = parts.map(({ weight, mean, variances, basis }): NoisedPart => {
    const lambda = variances.map(v => alpha * alpha * v + std * std);
    const narrowest = Math.min(...lambda);
    requireNumber('narrowest variance of the noised data', narrowest, { above: 0 });
    return {
      constant: lambda.reduce((sum, v) => sum - 0.5 * Math.log(2 * Math.PI * v), Math.log(weight)),
      weight,
      centre: mean.map(m => alpha * m),
      variances: lambda,
      basis,
      divergence: -lambda.reduce((sum, v) => sum + 1 / v, 0),
    };
  });
  const single = noised.length === 1 ? noised[0] : undefined;
  const logDensity = (points: Float64Array) => densityOf(noised, points);
  return {
    logDensity,
    score: (points, only) => scoreOf(noised, points, only),
    exactMoments: single && {
      entropy: 0.5 * single.variances.reduce((sum, v) => sum + 1 + Math.log(2 * Math.PI * v), 0),
      fisher: -single.divergence,
    },
    grid: (count, reach) => {
      const { points, weights, dimensions } = gridOf(noised, count, reach);
      return { points, weights, logDensity: logDensity(points), dimensions };
    },
  };
}

/**
 * Writes a component's score at row `at / d` of the points into `into`, from `to` on, and returns ln (w N) there.
 * Plain loops here and below: they run a million times for one reading of the bound.
 */
function evaluate(
  part: NoisedPart,
  points: Float64Array,
  at: number,
  into: Float64Array,
  to: number,
): number {
  const { centre, variances, basis } = part;
  const d = centre.length;
  let log = part.constant;
  if (basis) for (let i = 0; i < d; i++) into[to + i] = 0;
  for (let k = 0; k < d; k++) {
    let z = 0;
    if (basis) for (let i = 0; i < d; i++) z += basis[i * d + k] * (points[at + i] - centre[i]);
    else z = points[at + k] - centre[k];
    const along = -z / variances[k];
    log += 0.5 * z * along;
    if (basis) for (let i = 0; i < d; i++) into[to + i] += basis[i * d + k] * along;
    else into[to + k] = along;
  }
  return log;
}

/** Makes `logs` the posterior weights ρ that they stand for, and returns ln Σ e^log. */
function posterior(logs: Float64Array): number {
  let most = -Infinity;
  let total = 0;
  for (let k = 0; k < logs.length; k++) if (logs[k] > most) most = logs[k];
  // So far out that every density underflows even as a logarithm.
  if (most === -Infinity) {
    logs.fill(1 / logs.length);
    return -Infinity;
  }
  for (let k = 0; k < logs.length; k++) {
    logs[k] = Math.exp(logs[k] - most);
    total += logs[k];
  }
  for (let k = 0; k < logs.length; k++) logs[k] /= total;
  return most + Math.log(total);
}

function densityOf(parts: readonly NoisedPart[], points: Float64Array): Float64Array {
  const { length: d } = parts[0].centre;
  requireRows('points', points.length, d);
  const into = new Float64Array(d);
  const logs = new Float64Array(parts.length);
  const density = new Float64Array(points.length / d);
  for (let row = 0; row < density.length; row++) {
    for (let k = 0; k < logs.length; k++) logs[k] = evaluate(parts[k], points, row * d, into, 0);
    density[row] = posterior(logs);
  }
  return density;
}

function scoreOf(parts: readonly NoisedPart[], points: Float64Array, only?: 'score') {
  const { length: d } = parts[0].centre;
  requireRows('points', points.length, d);
  const score = new Float64Array(points.length);
  const divergence = new Float64Array(only ? 0 : points.length / d);
  const shares = new Float64Array(parts.length);
  const own = new Float64Array(parts.length * d);
  for (let at = 0; at < points.length; at += d) {
    for (let k = 0; k < shares.length; k++) shares[k] = evaluate(parts[k], points, at, own, k * d);
    posterior(shares);
    for (let k = 0; k < shares.length; k++) {
      for (let i = 0; i < d; i++) score[at + i] += shares[k] * own[k * d + i];
    }
    if (only) continue;
    let sum = 0;
    for (let k = 0; k < shares.length; k++) {
      let spread = parts[k].divergence;
      // Σ ρ |sₖ|² − |Σ ρ sₖ|² as a variance, which does not cancel.
      for (let i = 0; i < d; i++) spread += (own[k * d + i] - score[at + i]) ** 2;
      sum += shares[k] * spread;
    }
    divergence[at / d] = sum;
  }
  return { score, divergence };
}

/** E h = Σₖ wₖ E h over component k: a tensor grid for each, in its own axes. */
function gridOf(
  parts: readonly NoisedPart[],
  count: number,
  reach: number,
): Omit<WeightedPoints, 'logDensity'> {
  const { length: d } = parts[0].centre;
  if (d > MOST_DIMENSIONS) {
    throw new RangeError(`dimensions is ${d}; expected ${MOST_DIMENSIONS} at most for averages on a grid`);
  }
  const narrowest = Math.sqrt(Math.min(...parts.map(({ variances }) => Math.min(...variances))));
  const grids = parts.map(({ weight, centre, variances, basis }) => {
    const rules = Array.from(variances, variance => {
      const width = Math.sqrt(variance);
      // A single Gaussian varies at its own width along each axis, a mixture at the narrowest component's.
      const panels = parts.length > 1 ? Math.ceil((2 * reach * width) / (PANEL * narrowest)) : SINGLE_PANELS;
      requireNumber('panels across the widest component', panels, { max: MOST_PANELS });
      const ends = Array.from({ length: panels + 1 }, (_, k) => -reach + (2 * reach * k) / panels);
      const rule = panelRule(ends, count);
      return {
        nodes: rule.nodes.map(u => u * width),
        weights: rule.nodes.map((u, k) => (rule.weights[k] * Math.exp(-0.5 * u * u)) / ROOT_2_PI),
        logs: rule.nodes.map(() => 0),
      };
    });
    const own = tensorGrid(rules);
    return { points: placed(own.points, centre, basis), weights: own.weights.map(w => weight * w) };
  });
  return {
    points: joined(grids.map(g => g.points)),
    weights: joined(grids.map(g => g.weights)),
    dimensions: d,
  };
}

/** α μ + Q z for each row z. */
function placed(rows: Float64Array, centre: Float64Array, basis?: Float64Array): Float64Array {
  const { length: d } = centre;
  return rows.map((z, at) => {
    const axis = at % d;
    if (!basis) return centre[axis] + z;
    let x = centre[axis];
    for (let k = 0; k < d; k++) x += basis[axis * d + k] * rows[at - axis + k];
    return x;
  });
}

function joined(lists: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}
