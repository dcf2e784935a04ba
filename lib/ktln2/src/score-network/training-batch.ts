/**
 * Batches for training a score network on uniform data on [−1, 1]²: x = x₀ + s ε in place of random samples on a
 * shifted lattice, with equal steps in ln s, Kronecker's sequence for x₀ and ε, and each ε also as −ε.
 */
import type { RandomSource } from '../numerics';
import { inputWriter, type ScoreNetwork } from './score-network';

/** d. */
export const DIMENSIONS = 2;
/** σ_d of U[−1, 1]. */
export const DATA_STD = Math.sqrt(1 / 3);

/** Steps of Kronecker's sequence in 4 dimensions: powers of 1/φ with φ⁵ = 1 + φ (Roberts' generalised golden ratio). */
const LATTICE = [1, 2, 3, 4].map(k => 1.1673039782614187 ** -k);

/** One batch: inputs of F, and the factor and the target with which the loss is mean |factor · F − target|². */
export interface Batch {
  /** n rows of d + 2 inputs. */
  inputs: Float32Array;
  /** −σ_d/√v, n values. */
  factor: Float32Array;
  /** ε − x s/v, n rows of d. */
  target: Float32Array;
}

/** Draws `size` samples (an even number) for a network on the square. */
export function drawBatch(network: ScoreNetwork, size: number, random: RandomSource): Batch {
  const batch = {
    inputs: new Float32Array(size * (DIMENSIONS + 2)),
    factor: new Float32Array(size),
    target: new Float32Array(size * DIMENSIONS),
  };
  const [low, high] = network.noiseRange.map(Math.log);
  const shift = LATTICE.map(() => random.uniform());
  const offset = random.uniform();
  const pairs = size / 2;
  for (let i = 0; i < pairs; i++) {
    const u = LATTICE.map((step, k) => (shift[k] + step * i) % 1);
    const std = Math.exp(low + ((high - low) * (i + offset)) / pairs);
    const radius = Math.sqrt(-2 * Math.log(1 - u[2]));
    const noise = [radius * Math.cos(2 * Math.PI * u[3]), radius * Math.sin(2 * Math.PI * u[3])];
    for (const sign of [1, -1]) {
      const row = sign > 0 ? i : pairs + i;
      const epsilon = noise.map(e => sign * e);
      writeSample(batch, row, [2 * u[0] - 1, 2 * u[1] - 1], epsilon, std, network);
    }
  }
  return batch;
}

function writeSample(
  batch: Batch,
  row: number,
  start: number[],
  epsilon: number[],
  std: number,
  network: ScoreNetwork,
) {
  const v = network.dataStd ** 2 + std ** 2;
  const point = start.map((x, axis) => x + std * epsilon[axis]);
  inputWriter(network)(batch.inputs, row * (DIMENSIONS + 2), 1, point, std);
  batch.factor[row] = -network.dataStd / Math.sqrt(v);
  epsilon.forEach((e, axis) => {
    batch.target[row * DIMENSIONS + axis] = e - (point[axis] * std) / v;
  });
}
