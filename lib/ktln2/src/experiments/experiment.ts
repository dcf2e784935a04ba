/**
 * One description of an experiment, as plain JSON: which data, noised by which process, learned by which recipe from
 * which seed. Everything else follows from it.
 */
import {
  correlatedGaussian,
  type DiffusionData,
  type ForwardProcess,
  gaussianData,
  uniformData,
  varianceExploding,
  variancePreserving,
  variancePreservingExponential,
} from '../diffusion';
import { type TrainingData, type TrainingRecipe, UNIFORM_SQUARE } from '../score-network';

/** Variances along the principal axes of both Gaussians: mean ⅓, as of U[−1, 1]². */
const WIDE = 0.6;
const NARROW = 1 / 15;
const DATA_STD = Math.sqrt(1 / 3);

/** Two independent normal numbers from two uniform ones, by Box and Muller's transform, mixed by the rows of `matrix`. */
function gaussianTraining(matrix: readonly (readonly number[])[]): TrainingData {
  return {
    dimensions: 2,
    std: DATA_STD,
    uniforms: 2,
    point: ([u, w]) => {
      const radius = Math.sqrt(-2 * Math.log(u));
      const [a, b] = [radius * Math.cos(2 * Math.PI * w), radius * Math.sin(2 * Math.PI * w)];
      return matrix.map(([p, q]) => p * a + q * b);
    },
  };
}

/** One set of data, for each of its uses. */
export interface ExperimentData {
  /** With everything that has a closed form. */
  exact: DiffusionData;
  /** The Gaussian of the same mean and covariance. */
  gaussian: DiffusionData;
  /** For training. */
  training: TrainingData;
}

const unequal = [gaussianData(0, WIDE), gaussianData(0, NARROW)];
const correlated = correlatedGaussian(
  [0, 0],
  [
    [(WIDE + NARROW) / 2, (WIDE - NARROW) / 2],
    [(WIDE - NARROW) / 2, (WIDE + NARROW) / 2],
  ],
);
const [a, b] = [WIDE, NARROW].map(v => Math.sqrt(v / 2));

const DATA = {
  /** U[−1, 1]². */
  'uniform-square': {
    exact: [uniformData(1), uniformData(1)],
    gaussian: [gaussianData(0, 1 / 3), gaussianData(0, 1 / 3)],
    training: UNIFORM_SQUARE,
  },
  /** Independent coordinates of variance 0.6 and 1/15. */
  'gaussian-unequal': {
    exact: unequal,
    gaussian: unequal,
    training: gaussianTraining([
      [Math.sqrt(WIDE), 0],
      [0, Math.sqrt(NARROW)],
    ]),
  },
  /** The same, turned by 45°: coordinates of variance ⅓ with the correlation 0.8. */
  'gaussian-correlated': {
    exact: correlated,
    gaussian: correlated,
    training: gaussianTraining([
      [a, b],
      [a, -b],
    ]),
  },
} satisfies Record<string, ExperimentData>;

/** The name of a set of data. */
export type DataName = keyof typeof DATA;
/** All names. */
export const DATA_NAMES = Object.keys(DATA) as DataName[];

const PROCESSES = {
  ve: varianceExploding,
  vp: variancePreserving,
  'vp-exponential': variancePreservingExponential,
};

/** A process: VE with g = σᵗ, VP with β_max = σ, or VP with g = σᵗ. */
export interface ProcessSpec {
  kind: keyof typeof PROCESSES;
  sigma: number;
}

/** What an experiment is. */
export interface Experiment {
  data: DataName;
  process: ProcessSpec;
  /** How to train; the seed is the experiment's own. */
  recipe: Omit<TrainingRecipe, 'seed'>;
  seed: number;
}

/** The entry of that name; throws a `RangeError` for an unknown one. */
function named<T extends object>(what: string, entries: T, name: PropertyKey): T[keyof T] {
  if (Object.hasOwn(entries, name)) return entries[name as keyof T];
  throw new RangeError(
    `${what} is ${JSON.stringify(name)}; expected one of ${Object.keys(entries).join(', ')}`,
  );
}

/**
 * The data of that name.
 *
 * @param name one of {@link DATA_NAMES}
 * @throws RangeError if there are none of that name
 * @example
 * experimentData('uniform-square').training.dimensions; // => 2
 */
export function experimentData(name: DataName): ExperimentData {
  return named('data', DATA as Record<DataName, ExperimentData>, name);
}

/**
 * The process that a description means.
 *
 * @param spec its kind and σ, without unit
 * @throws RangeError if there is no such kind, or σ is none for it
 * @example
 * experimentProcess({ kind: 'vp', sigma: 20 }).name; // => 'VP, β_max = 20'
 */
export function experimentProcess({ kind, sigma }: ProcessSpec): ForwardProcess {
  return named('process.kind', PROCESSES, kind)(sigma);
}
