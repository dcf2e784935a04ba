/**
 * Data that take the values mⱼ with probabilities wⱼ, each spread to a Gaussian of one width: after noising,
 * x = α x₀ + s N(0, 1) has
 *
 *   p(x) = Σⱼ wⱼ N(x; α mⱼ, v),   v = α² width² + s²,   ∂ ln p/∂x = (E[α m|x] − x)/v.
 *
 * Width 0 makes a histogram of it: the noise alone gives it a density.
 */
import { requireNumber } from '../arguments';
import type { AxisData, NoisedMarginal } from '../diffusion';
import { erf, panelRule } from '../numerics';

/** A coordinate of the data, with its distribution function. */
export interface SpreadAtoms extends AxisData {
  /** P(α x₀ + s N(0, 1) ≤ x). */
  cumulative(x: number, alpha: number, std: number): number;
}

/** Standard deviations beyond which a Gaussian leaves out 1e-17. */
const REACH = 8.5;
/** e^−60 = 9e-27: 256 terms as small as this do not change a sum that is at least 1. */
const NOTHING = -60;

/** Panels at most two widths long where some Gaussian reaches, and one for each gap; the centres increase. */
function panelEnds(centres: readonly number[], width: number, reach: number): number[] {
  const stretches: { left: number; right: number }[] = [];
  for (const centre of centres) {
    const last = stretches.at(-1);
    if (last && centre - reach <= last.right) last.right = centre + reach;
    else stretches.push({ left: centre - reach, right: centre + reach });
  }
  return stretches.flatMap(({ left, right }) => {
    const count = Math.ceil((right - left) / (2 * width));
    return Array.from({ length: count + 1 }, (_, k) => left + ((right - left) * k) / count);
  });
}

/**
 * Data that take some values, each spread by a Gaussian.
 *
 * @param values mⱼ, in increasing order
 * @param weights wⱼ ≥ 0, of any sum > 0; values of weight 0 are left out
 * @param width standard deviation of each Gaussian, ≥ 0
 * @throws RangeError if the values do not increase, a weight or the width is negative, or nothing has weight; its
 *   `noised` if width and noise are both 0
 * @throws TypeError if there are not as many weights as values
 * @example
 * spreadAtoms([-1, 1], [1, 1], 0).noised(1, 1).score(0.5); // tanh 0.5 − 0.5
 * // => -0.0378828
 */
export function spreadAtoms(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
  width: number,
): SpreadAtoms {
  requireNumber('width', width, { min: 0 });
  if (weights.length !== values.length) {
    throw new TypeError(`weights has ${weights.length} numbers; expected ${values.length}, one a value`);
  }
  const total = Array.from(weights).reduce(
    (sum, w, j) => sum + requireNumber(`weights[${j}]`, w, { min: 0 }),
    0,
  );
  requireNumber('the sum of weights', total, { above: 0 });
  for (let j = 0; j < values.length; j++) {
    requireNumber(`values[${j}]`, values[j], j > 0 ? { above: values[j - 1] } : {});
  }
  const kept = Array.from(values, (m, j) => ({ m, w: weights[j] / total })).filter(({ w }) => w > 0);
  const centres = Float64Array.from(kept, ({ m }) => m);
  const shares = Float64Array.from(kept, ({ w }) => w);
  const mean = centres.reduce((sum, m, j) => sum + shares[j] * m, 0);
  const variance = centres.reduce((sum, m, j) => sum + shares[j] * (m - mean) ** 2, width * width);
  const at = (alpha: number, std: number, shift: number) =>
    marginal(
      centres.map(m => alpha * (m - shift)),
      shares,
      alpha * width,
      std,
    );
  const own = width > 0 ? at(1, 0, 0) : undefined;
  const rule = (breaks: readonly number[]) => {
    if (!own) return { nodes: Array.from(centres), weights: Array.from(shares) };
    const ends = own.breaks(REACH);
    const inside = breaks.filter(x => x > ends[0] && x < ends[ends.length - 1]);
    const { nodes, weights: lengths } = panelRule(
      [...new Set([...ends, ...inside])].sort((a, b) => a - b),
      32,
    );
    return { nodes, weights: nodes.map((x, i) => lengths[i] * Math.exp(own.logDensity(x))) };
  };
  const ownRule = rule([]);
  return {
    name: `${centres.length} values, width ${width}`,
    mean,
    variance,
    entropy: own
      ? -ownRule.nodes.reduce((sum, x, i) => sum + ownRule.weights[i] * own.logDensity(x), 0)
      : -Infinity,
    noised: (alpha, std) => at(alpha, std, 0),
    deviation: (alpha, std) => at(alpha, std, mean),
    exactMoments: () => undefined,
    average: rule,
    draw(random) {
      let [j, left] = [0, random.uniform()];
      for (; j < centres.length - 1 && left >= shares[j]; j++) left -= shares[j];
      return centres[j] + width * random.normal();
    },
    cumulative(x, alpha, std) {
      const v = Math.hypot(alpha * width, std);
      return centres.reduce(
        (sum, m, j) => sum + shares[j] * 0.5 * (1 + erf((x - alpha * m) / (v * Math.SQRT2))),
        0,
      );
    },
  };
}

function marginal(centres: Float64Array, shares: Float64Array, width: number, std: number): NoisedMarginal {
  const v = requireNumber('the variance of width and noise', width * width + std * std, { above: 0 });
  const norm = -0.5 * Math.log(2 * Math.PI * v);
  const logShares = shares.map(Math.log);
  const most = logShares.reduce((largest, log) => Math.max(largest, log), -Infinity);
  const posterior = new Float64Array(centres.length);
  let [lastX, last] = [Number.NaN, { logDensity: 0, middle: 0, spread: 0 }];
  /** ln p(x), with the mean and the variance of the centre behind x. */
  const read = (x: number) => {
    if (x === lastX) return last;
    const near = nearest(centres, x);
    // No centre farther away than this counts, whatever its share.
    const reach = Math.sqrt((x - centres[near]) ** 2 + 2 * v * (most - logShares[near] - NOTHING));
    let [first, end] = [near, near + 1];
    while (first > 0 && x - centres[first - 1] < reach) first--;
    while (end < centres.length && centres[end] - x < reach) end++;
    let top = -Infinity;
    for (let j = first; j < end; j++) {
      posterior[j] = logShares[j] - (0.5 * (x - centres[j]) ** 2) / v;
      if (posterior[j] > top) top = posterior[j];
    }
    let [mass, moment] = [0, 0];
    for (let j = first; j < end; j++) {
      posterior[j] = Math.exp(posterior[j] - top);
      mass += posterior[j];
      moment += posterior[j] * centres[j];
    }
    const middle = moment / mass;
    let second = 0;
    for (let j = first; j < end; j++) second += posterior[j] * (centres[j] - middle) ** 2;
    [lastX, last] = [x, { logDensity: norm + top + Math.log(mass), middle, spread: second / mass }];
    return last;
  };
  const score = (x: number) => (read(x).middle - x) / v;
  return {
    logDensity: x => read(x).logDensity,
    score,
    scoreSlope: x => (read(x).spread / v - 1) / v,
    denoised: x => (width * width * x + std * std * read(x).middle) / v,
    breaks: reach => panelEnds(Array.from(centres), Math.sqrt(v), reach * Math.sqrt(v)),
  };
}

/** The index of the centre that is nearest to x, by bisection. */
function nearest(centres: Float64Array, x: number): number {
  let [low, high] = [0, centres.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (centres[middle] <= x) low = middle;
    else high = middle;
  }
  return x - centres[low] <= centres[high] - x ? low : high;
}
