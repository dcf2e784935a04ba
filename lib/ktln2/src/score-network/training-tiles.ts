/**
 * Samples x = x₀ + s ε for training a score network on any data, a tile at a time, from Sobol's points: of their
 * coordinates u one gives the level of noise, some the data point x₀, and the others ε by Box and Muller's transform.
 * Each ε serves also as −ε. Small s, where the score is hardest to learn, is drawn three times as often as large:
 *
 *   ln s = ln s₀ + ½ (u + u²) ln(s₁/s₀),     weight ½ + u,
 *
 * with which the mean is still that over uniform ln s.
 */
import { requireInteger, requireNumber, requirePositive } from '../arguments';
import { type RandomSource, sobolPoints } from '../numerics';
import { inputWriter, type ScoreNetwork } from './score-network';

/** Data that a score network can learn, as a map from uniform numbers. */
export interface TrainingData {
  /** d. */
  dimensions: number;
  /** σ_d: the root of the mean square of all coordinates. */
  std: number;
  /** How many uniform numbers make a data point. */
  uniforms: number;
  /** The data point of so many numbers, uniform in (0, 1); the mean of all points is 0. */
  point(uniforms: Float64Array): ArrayLike<number>;
}

/** Throws unless the data's sizes are in their ranges and a point of it has as many coordinates as it says. */
export function requireData({ dimensions, std, uniforms, point }: TrainingData): void {
  requireInteger('data.dimensions', dimensions, { min: 1 });
  requirePositive('data.std', std);
  requireInteger('data.uniforms', uniforms, { min: 1 });
  const middle = point(new Float64Array(uniforms).fill(0.5));
  requireInteger('data.point(…).length', middle.length, { min: dimensions, max: dimensions });
  for (let i = 0; i < dimensions; i++) requireNumber(`data.point(…)[${i}]`, middle[i]);
}

/** Uniform data on [−1, 1]². */
export const UNIFORM_SQUARE: TrainingData = {
  dimensions: 2,
  std: Math.sqrt(1 / 3),
  uniforms: 2,
  point: u => [2 * u[0] - 1, 2 * u[1] - 1],
};

/** A tile for the loss |factor · F − target|², a row of as many numbers for each input and each coordinate. */
export interface TrainingTile {
  inputs: Float32Array;
  /** −σ_d/√v, times the root of the weight; a number for each sample. */
  factor: Float32Array;
  /** ε − x s/v, times the same. */
  target: Float32Array;
}

/** Makes the function that fills a tile with the next samples. */
export function tileSource(network: ScoreNetwork, data: TrainingData, random: RandomSource) {
  const d = data.dimensions;
  const { dataStd, noiseRange } = network;
  const [low, high] = noiseRange.map(Math.log);
  const write = inputWriter(network);
  const next = sobolPoints(1 + data.uniforms + 2 * Math.ceil(d / 2), random);
  const noise = new Float64Array(d + 1);
  const x = new Float64Array(d);
  return ({ inputs, factor, target }: TrainingTile): void => {
    const size = factor.length;
    for (let i = 0; i < size / 2; i++) {
      const u = next();
      const start = data.point(u.subarray(1, 1 + data.uniforms));
      for (let axis = 0, k = 1 + data.uniforms; axis < d; axis += 2, k += 2) {
        const radius = Math.sqrt(-2 * Math.log(u[k]));
        noise[axis] = radius * Math.cos(2 * Math.PI * u[k + 1]);
        noise[axis + 1] = radius * Math.sin(2 * Math.PI * u[k + 1]);
      }
      const std = Math.exp(low + 0.5 * (u[0] + u[0] * u[0]) * (high - low));
      const root = Math.sqrt(0.5 + u[0]);
      const v = dataStd * dataStd + std * std;
      for (let lane = i, sign = 1; lane < size; lane += size / 2, sign = -1) {
        for (let axis = 0; axis < d; axis++) {
          x[axis] = start[axis] + sign * std * noise[axis];
          target[axis * size + lane] = root * (sign * noise[axis] - (x[axis] * std) / v);
        }
        factor[lane] = (-root * dataStd) / Math.sqrt(v);
        write(inputs, lane, size, x, std);
      }
    }
  };
}
