/**
 * Adam, an optimiser that scales each parameter's step by the size of its recent gradients g: with the running means
 * m ← β₁ m + (1 − β₁) g and v ← β₂ v + (1 − β₂) g², and both corrected for their start at 0,
 *
 *   p ← p − rate · m̂ / (√v̂ + ε).
 *
 * `tf.train.adam` is as fast, but holds one rate for good, where training wants it to rise and fall.
 */
import type { Tensor1D } from '@tensorflow/tfjs';
import type { Tensors } from './tensors';

/** β₁, β₂ and ε. */
export const ADAM = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };
const { beta1: BETA1, beta2: BETA2, epsilon: EPSILON } = ADAM;

/** The parameters, and the running means of their gradients and of the squares. */
// A type and not an interface: TensorFlow.js tidies and disposes objects with an index signature only.
export type AdamState = { parameters: Tensor1D; mean: Tensor1D; square: Tensor1D };

/**
 * One step. Its tensors are the caller's to dispose of.
 *
 * @param tf as {@link loadTensors} gives it
 * @param state before the step; m and v start at 0
 * @param gradient of the loss at the parameters
 * @param step number of the step, from 1
 * @param rate of learning
 * @see Kingma, Ba, ICLR 2015, arXiv:1412.6980
 * @example
 * const { tf } = loadTensors();
 * const [p, g, zero] = [tf.tensor1d([1]), tf.tensor1d([-5]), tf.tensor1d([0])];
 * adamStep(tf, { parameters: p, mean: zero, square: zero }, g, 1, 0.25).parameters.dataSync()[0]; // => 1.25
 */
export function adamStep(
  tf: Tensors,
  { parameters, mean, square }: AdamState,
  gradient: Tensor1D,
  step: number,
  rate: number,
): AdamState {
  const nextMean: Tensor1D = mean.mul(BETA1).add(gradient.mul(1 - BETA1));
  const nextSquare: Tensor1D = square.mul(BETA2).add(gradient.square().mul(1 - BETA2));
  const root = Math.sqrt(1 - BETA2 ** step);
  const move = nextMean.mul((rate * root) / (1 - BETA1 ** step)).div(nextSquare.sqrt().add(EPSILON * root));
  return { parameters: tf.sub(parameters, move), mean: nextMean, square: nextSquare };
}
