/**
 * Trains a score network for uniform data on [−1, 1]² by denoising: x = x₀ + s ε, and the loss is
 *
 *   E_{ln s, x₀, ε} |ε_θ(x, s) − ε|²,   ln s uniform.
 *
 * Up to a constant this is the likelihood's own weighting: ½ g² E|s_θ − ∇ ln p_t|² dt = E|ε_θ − E[ε|x]|² d ln s.
 * The only random numbers are the shift of each batch and the first weights.
 */
import type { Tensor1D } from '@tensorflow/tfjs';
import { requireInteger, requirePositive } from '../arguments';
import { seededRandom } from '../numerics';
import {
  type AdamState,
  adamStep,
  initialParameters,
  loadTensors,
  perceptron,
  type Tensors,
} from '../tensors';
import { layerSizes, type ScoreNetwork } from './score-network';
import { type Batch, DATA_STD, DIMENSIONS, drawBatch } from './training-batch';

/** Everything that determines the trained weights, up to the rounding of the tensor library. */
export interface TrainingRecipe {
  /** Seed of the random numbers. */
  seed: number;
  /** Neurons of each hidden layer. */
  hidden: number[];
  /** Samples a step; even. */
  batch: number;
  /** Steps of the optimiser. */
  steps: number;
  /** Learning rate at its highest; it rises over 50 steps and falls as a half cosine. */
  learningRate: number;
  /** Smallest and largest s, in the data's unit. */
  noiseRange: [number, number];
}

/** The recipe of the weights that ship in data/score-network; s from VE's value at t = 1e-5 to σ = 30's at t = 1. */
export const SCORE_RECIPE: TrainingRecipe = {
  seed: 2510,
  hidden: [48, 48, 48],
  batch: 2048,
  steps: 1500,
  learningRate: 0.02,
  noiseRange: [Math.sqrt(1e-5), Math.sqrt(899 / (2 * Math.log(30)))],
};

const WARM_UP = 50;

/** The learning rate of a step, counted from 1. */
export function learningRateAt(step: number, { steps, learningRate }: TrainingRecipe): number {
  return learningRate * Math.min(1, step / WARM_UP) * (0.5 + 0.5 * Math.cos((Math.PI * step) / steps));
}

/** Throws unless the recipe's numbers are in their ranges. */
export function requireRecipe({ hidden, batch, steps, learningRate, noiseRange }: TrainingRecipe): void {
  hidden.forEach((neurons, i) => {
    requireInteger(`hidden[${i}]`, neurons, { min: 1 });
  });
  requireInteger('batch / 2', batch / 2, { min: 1 });
  requireInteger('steps', steps, { min: 1 });
  requirePositive('learningRate', learningRate);
  requirePositive('noiseRange[0]', noiseRange[0]);
  requirePositive('noiseRange[1] - noiseRange[0]', noiseRange[1] - noiseRange[0]);
}

/** Throws if training has led to weights that are no numbers. */
export function requireFiniteWeights(weights: Float32Array, { learningRate }: TrainingRecipe): void {
  if (!weights.every(Number.isFinite)) {
    throw new Error(
      `training diverged: learningRate is ${learningRate}; expected one that keeps weights finite`,
    );
  }
}

/** Loss and gradient for one batch; the tensors are the caller's to dispose of. */
export function lossGradient(
  tf: Tensors,
  parameters: Tensor1D,
  sizes: number[],
  { inputs, factor, target }: Batch,
) {
  const rows = factor.length;
  const x = tf.tensor2d(inputs, [rows, DIMENSIONS + 2]);
  const scale = tf.tensor2d(factor, [rows, 1]);
  const wanted = tf.tensor2d(target, [rows, DIMENSIONS]);
  const loss = (p: Tensor1D) =>
    perceptron(tf, p, sizes, x).mul(scale).sub(wanted).square().mean().mul(DIMENSIONS).asScalar();
  return tf.valueAndGrad(loss as never)(parameters) as unknown as { value: Tensor1D; grad: Tensor1D };
}

/**
 * Trains a score network for uniform data on [−1, 1]².
 *
 * @param recipe what to train and how; {@link SCORE_RECIPE} took about 15 s with tfjs-node on two cores
 * @param onProgress called about 20 times with the steps done and the last batch's loss (|ε_θ − ε|², without unit;
 *   its floor is the data's own E|ε − E[ε|x]|², about 1.22)
 * @throws RangeError if a number of the recipe is out of range
 * @throws Error if training diverges
 * @see Kingma, Ba, ICLR 2015, arXiv:1412.6980 (Adam); Hyvärinen, J. Mach. Learn. Res. 6 (2005) 695 and Vincent,
 *   Neural Comput. 23 (2011) 1661 (score matching, denoising)
 * @example
 * const recipe = { ...SCORE_RECIPE, hidden: [4], batch: 8, steps: 1 };
 * const network = await trainScoreNetwork(recipe);
 * network.weights.length; // => 30
 */
export async function trainScoreNetwork(
  recipe: TrainingRecipe = SCORE_RECIPE,
  onProgress: (step: number, loss: number) => void = () => {},
): Promise<ScoreNetwork> {
  requireRecipe(recipe);
  const { seed, hidden, batch, steps, noiseRange } = recipe;
  const { tf } = loadTensors();
  const random = seededRandom(seed);
  const sizes = layerSizes({ dimensions: DIMENSIONS, hidden });
  const weights = initialParameters(sizes, random);
  const network = { dimensions: DIMENSIONS, hidden, dataStd: DATA_STD, noiseRange, weights };
  const zeros = () => tf.zeros([weights.length]) as Tensor1D;
  let state: AdamState = { parameters: tf.tensor1d(weights), mean: zeros(), square: zeros() };
  for (let step = 1; step <= steps; step++) {
    const batchNow = drawBatch(network, batch, random);
    const next = tf.tidy(() => {
      const { value, grad } = lossGradient(tf, state.parameters, sizes, batchNow);
      return { loss: value, state: adamStep(tf, state, grad, step, learningRateAt(step, recipe)) };
    });
    tf.dispose(state);
    state = next.state;
    if (step % Math.ceil(steps / 20) === 0 || step === steps) {
      onProgress(step, next.loss.dataSync()[0]);
      // Lets the caller's messages out: the loop itself never waits.
      await new Promise(resolve => setImmediate(resolve));
    }
    next.loss.dispose();
  }
  network.weights = state.parameters.dataSync() as Float32Array;
  tf.dispose(state);
  requireFiniteWeights(network.weights, recipe);
  return network;
}
