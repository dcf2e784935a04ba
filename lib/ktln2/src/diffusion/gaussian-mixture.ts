/**
 * Mixtures of Gaussians in d dimensions, x₀ ~ Σₖ wₖ N(μₖ, Σₖ): after noising, with posterior weights ρₖ(x) and the
 * components' scores sₖ = −(α² Σₖ + s² I)⁻¹ (x − α μₖ),
 *
 *   ∇ ln p = Σₖ ρₖ sₖ,     ∇·∇ ln p = Σₖ ρₖ (∇·sₖ + |sₖ|²) − |∇ ln p|².
 *
 * One component is a Gaussian with any covariance; components without width are a set of points.
 */
import { requireInteger, requireNumber, requirePositive } from '../arguments';
import type { RandomSource } from '../numerics';
import type { JointData } from './joint-data';
import { noisedMixture, type MixturePart } from './noised-mixture';
import { principalAxes } from './principal-axes';

/** One Gaussian of a mixture. */
export interface MixtureComponent {
  /** w > 0; the weights sum to 1. */
  weight: number;
  /** μ, d values. */
  mean: readonly number[];
  /** Σ, d rows of d: symmetric and positive definite. */
  covariance: readonly (readonly number[])[];
}

/** Weights may miss 1 by rounding. */
const WEIGHT_ERROR = 1e-9;
/** For averages over the data themselves. */
const AVERAGE = { nodes: 12, reach: 8.5 };

/**
 * A mixture of Gaussians. Averages over it (entropies, readings of the bound) take tensor grids, for up to three
 * dimensions; scores and densities any number.
 *
 * @param components the Gaussians
 * @param name what to call it
 * @throws RangeError if weights do not sum to 1, shapes differ, or a covariance is not positive definite
 * @see Bishop, Pattern Recognition and Machine Learning (2006), section 2.3.9
 * @example
 * const unit = [[1]];
 * const two = gaussianMixture([{ weight: 0.5, mean: [-8], covariance: unit }, { weight: 0.5, mean: [8], covariance: unit }]);
 * two.entropy; // => 2.112086
 */
export function gaussianMixture(components: readonly MixtureComponent[], name?: string): JointData {
  requireInteger('components.length', components.length, { min: 1 });
  const dimensions = requireInteger('components[0].mean.length', components[0].mean?.length, { min: 1 });
  const parts = components.map(({ weight, mean, covariance }, k): MixturePart => {
    const label = `components[${k}]`;
    if (mean?.length !== dimensions) {
      throw new RangeError(`${label}.mean has length ${mean?.length}; expected ${dimensions}`);
    }
    for (const [i, m] of mean.entries()) requireNumber(`${label}.mean[${i}]`, m);
    const axes = principalAxes(`${label}.covariance`, covariance, dimensions);
    return { weight: requirePositive(`${label}.weight`, weight), mean: Float64Array.from(mean), ...axes };
  });
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (Math.abs(total - 1) > WEIGHT_ERROR) {
    throw new RangeError(`components' weights sum to ${total}; expected 1`);
  }
  return mixtureData(parts, name ?? `${parts.length} Gaussians in ${dimensions} dimensions`);
}

/**
 * Gaussian data with any covariance.
 *
 * @param mean μ, d values
 * @param covariance Σ, d rows of d, in the square of the data's unit
 * @throws RangeError if shapes differ or Σ is not symmetric and positive definite
 * @see Cover, Thomas, Elements of Information Theory (2nd ed., 2006), theorem 8.4.1
 * @example
 * correlatedGaussian([0, 0], [[1, 0.6], [0.6, 1]]).entropy; // => 2.614734
 */
export function correlatedGaussian(
  mean: readonly number[],
  covariance: readonly (readonly number[])[],
): JointData {
  return gaussianMixture([{ weight: 1, mean, covariance }], `N([${mean.join(', ')}], Σ)`);
}

/**
 * A set of points, each as likely as another: what a training set is. Its entropy is −∞; once noised it is a mixture of
 * Gaussians of width s, whose score is what a network would learn that remembers every point.
 *
 * @param points n rows of d coordinates
 * @param dimensions d
 * @throws RangeError if the coordinates are no whole number of rows, none, or not finite
 * @example
 * const pair = sampleSet(Float64Array.of(-1, 1), 1);
 * pair.noised(1, 0.5).score(Float64Array.of(0)).divergence[0]; // => 12
 */
export function sampleSet(points: Float64Array, dimensions: number): JointData {
  requireInteger('dimensions', dimensions, { min: 1 });
  const count = requireInteger('points.length / dimensions', points.length / dimensions, { min: 1 });
  points.forEach((x, i) => {
    requireNumber(`points[${i}]`, x);
  });
  const variances = new Float64Array(dimensions);
  const parts = Array.from({ length: count }, (_, i) => ({
    weight: 1 / count,
    mean: points.slice(i * dimensions, (i + 1) * dimensions),
    variances,
  }));
  return mixtureData(parts, `${count} points in ${dimensions} dimensions`);
}

function mixtureData(parts: readonly MixturePart[], name: string): JointData {
  const { length: d } = parts[0].mean;
  const narrowest = Math.sqrt(Math.min(...parts.map(({ variances }) => Math.min(...variances))));
  const mean = Array.from({ length: d }, (_, i) =>
    parts.reduce((sum, part) => sum + part.weight * part.mean[i], 0),
  );
  const variance = mean.map((m, i) =>
    parts.reduce((sum, part) => {
      const own = part.variances.reduce((v, value, k) => v + value * (part.basis?.[i * d + k] ?? 0) ** 2, 0);
      return sum + part.weight * (own + (part.mean[i] - m) ** 2);
    }, 0),
  );
  const noised = (alpha: number, std: number) => noisedMixture(parts, alpha, std);
  return {
    name,
    mean,
    variance,
    narrowest,
    get entropy(): number {
      if (narrowest === 0) return -Infinity;
      const clean = noised(1, 0);
      if (clean.exactMoments) return clean.exactMoments.entropy;
      const { weights, logDensity } = clean.grid(AVERAGE.nodes, AVERAGE.reach);
      return -weights.reduce((sum, weight, i) => sum + weight * logDensity[i], 0);
    },
    noised,
    draw: random => drawFrom(parts, random),
    average() {
      if (narrowest > 0) return noised(1, 0).grid(AVERAGE.nodes, AVERAGE.reach);
      return {
        points: Float64Array.from(parts.flatMap(part => [...part.mean])),
        weights: Float64Array.from(parts, part => part.weight),
      };
    },
  };
}

/** A component by its weight, then a point of it: μ + Q √Λ z. */
function drawFrom(parts: readonly MixturePart[], random: RandomSource): Float64Array {
  let left = random.uniform();
  let k = 0;
  for (; k < parts.length - 1 && left >= parts[k].weight; k++) left -= parts[k].weight;
  const { mean, variances, basis } = parts[k];
  if (!basis) return mean;
  const z = variances.map(v => Math.sqrt(v) * random.normal());
  return mean.map((m, i) => z.reduce((x, along, k) => x + basis[i * z.length + k] * along, m));
}
