/**
 * A multilayer perceptron with SiLU units, silu(z) = z / (1 + e⁻ᶻ), whose weights and biases lie in one vector, so that
 * an optimiser's step is a handful of operations whatever the number of layers.
 */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import type { RandomSource } from '../numerics';
import type { Tensors } from './tensors';

/**
 * Number of weights and biases.
 *
 * @param sizes of the layers, inputs first
 * @example
 * parameterCount([2, 3, 1]); // => 13
 */
export function parameterCount(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((sum, to, i) => sum + (sizes[i] + 1) * to, 0);
}

/**
 * Weights by He's rule, N(0, 2/fan-in); biases and the last layer are 0, so that the output starts at 0.
 *
 * @param sizes of the layers, inputs first
 * @param random to draw the weights from
 * @see He et al. (2015), arXiv:1502.01852
 * @example
 * initialParameters([2, 3, 1], seededRandom(1)).slice(6).every(p => p === 0); // => true
 */
export function initialParameters(sizes: readonly number[], random: RandomSource): Float32Array {
  const parameters = new Float32Array(parameterCount(sizes));
  let at = 0;
  sizes.slice(1, -1).forEach((to, i) => {
    for (let k = 0; k < sizes[i] * to; k++) parameters[at + k] = Math.sqrt(2 / sizes[i]) * random.normal();
    at += (sizes[i] + 1) * to;
  });
  return parameters;
}

/**
 * The layers' matrices and biases as parts of the parameter vector.
 *
 * @param tf as {@link loadTensors} gives it
 * @param parameters weights and biases of each layer in turn
 * @param sizes of the layers, inputs first
 * @example
 * const { tf } = loadTensors();
 * layersOf(tf, tf.tensor1d([1, 2, 3]), [2, 1])[0].bias.dataSync()[0]; // => 3
 */
export function layersOf(tf: Tensors, parameters: Tensor1D, sizes: readonly number[]) {
  let at = 0;
  return sizes.slice(1).map((to, i) => {
    const from = sizes[i];
    const weights: Tensor2D = tf.slice(parameters, [at], [from * to]).reshape([from, to]);
    const bias: Tensor1D = tf.slice(parameters, [at + from * to], [to]);
    at += (from + 1) * to;
    return { weights, bias };
  });
}

/**
 * silu(z) = z / (1 + e⁻ᶻ).
 *
 * @param tf as {@link loadTensors} gives it
 * @param z of any shape
 * @example
 * const { tf } = loadTensors();
 * silu(tf, tf.tensor2d([[1]])).dataSync()[0]; // => 0.7311
 */
export function silu(tf: Tensors, z: Tensor2D): Tensor2D {
  return tf.mul(z, tf.sigmoid(z));
}

/**
 * silu(z) together with its slope, silu′(z) = σ(z) + silu(z) (1 − σ(z)), where σ(z) = 1 / (1 + e⁻ᶻ) is computed once.
 *
 * @param tf as {@link loadTensors} gives it
 * @param z of any shape
 * @example
 * const { tf } = loadTensors();
 * siluWithSlope(tf, tf.tensor2d([[0]])).slope.dataSync()[0]; // => 0.5
 */
export function siluWithSlope(tf: Tensors, z: Tensor2D): { value: Tensor2D; slope: Tensor2D } {
  const sigmoid = tf.sigmoid(z);
  const value: Tensor2D = tf.mul(z, sigmoid);
  return { value, slope: tf.add(sigmoid, tf.mul(value, tf.sub(1, sigmoid))) };
}

/**
 * The perceptron's output for rows of inputs.
 *
 * @param tf as {@link loadTensors} gives it
 * @param parameters weights and biases of each layer in turn
 * @param sizes of the layers, inputs first
 * @param inputs one row a sample
 * @example
 * const { tf } = loadTensors();
 * perceptron(tf, tf.tensor1d([1, 2, 3]), [2, 1], tf.tensor2d([[10, 100]])).dataSync()[0]; // => 213
 */
export function perceptron(
  tf: Tensors,
  parameters: Tensor1D,
  sizes: readonly number[],
  inputs: Tensor2D,
): Tensor2D {
  const layers = layersOf(tf, parameters, sizes);
  return layers.reduce((state, { weights, bias }, i) => {
    const sum = state.matMul(weights).add(bias) as Tensor2D;
    return i < layers.length - 1 ? silu(tf, sum) : sum;
  }, inputs);
}
