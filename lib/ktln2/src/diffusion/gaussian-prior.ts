/**
 * The Gaussian prior π from which generation starts, with independent coordinates of mean m and variance v:
 *
 *   −ln π(x) = Σ ½ [ln 2πv + (x − m)²/v].
 */
import { requireInteger, requireNumber, requirePositive } from '../arguments';
import type { ForwardProcess } from './forward-process';
import { coordinateMoments, type DiffusionData, dimensionsOf } from './joint-data';

/** A Gaussian prior with independent coordinates. */
export interface GaussianPrior {
  /** Means, one a dimension, in the data's unit. */
  mean: number[];
  /** Variances, one a dimension. */
  variance: number[];
}

/**
 * The Gaussian with the mean and the variance of the noised data.
 *
 * @param process the noising process
 * @param data the data
 * @param t when the process ends, 1 unless told otherwise
 * @example
 * matchedPrior(varianceExploding(25), [gaussianData(0, 1)]).variance[0]; // => 97.92825
 */
export function matchedPrior(process: ForwardProcess, data: DiffusionData, t = 1): GaussianPrior {
  const [alpha, std] = [process.scale(t), process.std(t)];
  const { mean, variance } = coordinateMoments(data);
  return { mean: mean.map(m => alpha * m), variance: variance.map(v => alpha ** 2 * v + std ** 2) };
}

/**
 * The prior that generation starts from in the field, which forgets the data: N(0, s²) in each dimension where the
 * data keep their scale (VE), N(0, 1) where they lose it (VP).
 *
 * @param process the noising process
 * @param dimensions d
 * @param t when the process ends, 1 unless told otherwise
 * @throws RangeError if d is not an integer >= 1
 * @see Song et al., ICLR 2021, arXiv:2011.13456, section 3.4 and appendix C
 * @example
 * standardPrior(varianceExploding(25), 1).variance[0]; // => 96.92825
 */
export function standardPrior(process: ForwardProcess, dimensions: number, t = 1): GaussianPrior {
  requireInteger('dimensions', dimensions, { min: 1 });
  const variance = process.scale(t) < 1 ? 1 : process.std(t) ** 2;
  return { mean: Array(dimensions).fill(0), variance: Array(dimensions).fill(variance) };
}

/** Checks that a Gaussian has a finite mean and a positive variance for each of `dimensions` coordinates. */
export function requireGaussian(name: string, gaussian: GaussianPrior, dimensions: number): GaussianPrior {
  for (const key of ['mean', 'variance'] as const) {
    const list = gaussian?.[key];
    if (list?.length !== dimensions) {
      throw new RangeError(
        `${name}.${key} has length ${list?.length}; expected ${dimensions}, one a dimension`,
      );
    }
  }
  gaussian.mean.forEach((m, i) => {
    requireNumber(`${name}.mean[${i}]`, m);
    requirePositive(`${name}.variance[${i}]`, gaussian.variance[i]);
  });
  return gaussian;
}

/** A prior, or its name: `matched` to the noised data, or the field's `standard`, wherever the process ends. */
export type PriorChoice = GaussianPrior | 'matched' | 'standard';

/** The prior of that name at time t; throws a `TypeError` for an unknown name, a `RangeError` for what is no Gaussian. */
export function choosePrior(
  choice: PriorChoice,
  process: ForwardProcess,
  data: DiffusionData,
  t: number,
): GaussianPrior {
  if (typeof choice === 'object') return requireGaussian('prior', choice, dimensionsOf(data));
  if (choice === 'matched') return matchedPrior(process, data, t);
  if (choice === 'standard') return standardPrior(process, dimensionsOf(data), t);
  throw new TypeError(`prior is ${JSON.stringify(choice)}; expected a Gaussian, 'matched' or 'standard'`);
}

/** −ln π(x) of each row of `points`, in nats. */
export function priorSurprisal({ mean, variance }: GaussianPrior, points: Float64Array): Float64Array {
  const d = mean.length;
  const surprisal = new Float64Array(points.length / d);
  points.forEach((x, i) => {
    const axis = i % d;
    surprisal[Math.floor(i / d)] +=
      0.5 * (Math.log(2 * Math.PI * variance[axis]) + (x - mean[axis]) ** 2 / variance[axis]);
  });
  return surprisal;
}

/**
 * Cross-entropy E[−ln π] over any distribution with the moments of `other`: −ln π is quadratic.
 *
 * @param prior π
 * @param other means and variances to average over; π's own give its entropy
 * @returns nats
 * @throws RangeError if the numbers of coordinates differ, or a mean or a variance is none
 * @see Cover, Thomas, Elements of Information Theory (2nd ed., 2006), theorem 8.4.1
 * @example
 * priorCrossEntropy({ mean: [0], variance: [1] }, { mean: [0], variance: [1] }); // => 1.418939
 */
export function priorCrossEntropy(prior: GaussianPrior, other: GaussianPrior): number {
  const { mean, variance } = requireGaussian('prior', prior, prior?.mean?.length);
  requireGaussian('other', other, mean.length);
  return variance.reduce((sum, v, axis) => {
    const square = other.variance[axis] + (other.mean[axis] - mean[axis]) ** 2;
    return sum + 0.5 * (Math.log(2 * Math.PI * v) + square / v);
  }, 0);
}
