/**
 * Data whose coordinates may depend on one another, by what the noised density x = α x₀ + s N(0, I) makes known: its
 * logarithm, its score ∇ ln p with the divergence, and averages. Beside them stand products of independent coordinates.
 */
import type { RandomSource } from '../numerics';
import type { ProductData } from './data-distribution';
import type { WeightedPoints } from './weighted-points';

/** What a score function says about n points in d dimensions. */
export interface ScoreValues {
  /** s_θ, n rows of d. */
  score: Float64Array;
  /** ∇·s_θ, n values; empty if it was not asked for and would have cost something. */
  divergence: Float64Array;
}

/** The joint distribution after noising. */
export interface NoisedJoint {
  /** ln p of each row of `points` (n × d), in nats. */
  logDensity(points: Float64Array): Float64Array;
  /** ∇ ln p at each row, with its divergence unless the score is all that is needed. */
  score(points: Float64Array, only?: 'score'): ScoreValues;
  /** Entropy in nats and E|∇ ln p|² where they have a closed form; elsewhere undefined, and the grid serves. */
  exactMoments: { entropy: number; fisher: number } | undefined;
  /** Points for averages: `count` nodes a panel and dimension, out to `reach` standard deviations. */
  grid(count: number, reach: number): WeightedPoints;
}

/** Data in d dimensions. */
export interface JointData {
  /** What to call it. */
  name: string;
  /** E x₀, d values. */
  mean: number[];
  /** Variances of the coordinates, d values. */
  variance: number[];
  /** Smallest standard deviation in any direction of any part, 0 for points. */
  narrowest: number;
  /** Differential entropy of x₀, in nats; −∞ for points. */
  entropy: number;
  /** The distribution of α x₀ + s N(0, I). */
  noised(alpha: number, std: number): NoisedJoint;
  /** Points for averages over x₀ itself. */
  average(): Pick<WeightedPoints, 'points' | 'weights'>;
  /** One x₀, drawn: d values. */
  draw(random: RandomSource): ArrayLike<number>;
}

/** Independent coordinates, or a joint distribution. */
export type DiffusionData = ProductData | JointData;

/** Whether the data are given jointly. */
export function isJoint(data: DiffusionData): data is JointData {
  return !Array.isArray(data);
}

/** Mean and variance of each coordinate. */
export function coordinateMoments(data: DiffusionData): { mean: number[]; variance: number[] } {
  if (isJoint(data)) return { mean: data.mean, variance: data.variance };
  return { mean: data.map(axis => axis.mean), variance: data.map(axis => axis.variance) };
}

/** d. */
export function dimensionsOf(data: DiffusionData): number {
  return isJoint(data) ? data.mean.length : data.length;
}

/** The smallest standard deviation in any direction. */
export function narrowestStd(data: DiffusionData): number {
  return isJoint(data) ? data.narrowest : Math.sqrt(Math.min(...data.map(axis => axis.variance)));
}

/** S₀, in nats. */
export function entropyOf(data: DiffusionData): number {
  return isJoint(data) ? data.entropy : data.reduce((sum, axis) => sum + axis.entropy, 0);
}
