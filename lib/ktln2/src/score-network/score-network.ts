/**
 * A small network for the score of VE-noised data x = x₀ + s N(0, I), by way of the noise it expects in x:
 *
 *   ε_θ(x, s) = x s/v − (σ_d/√v) F(x/√v, s/√v, ln s),   s_θ = −ε_θ/s,   v = σ_d² + s²,
 *
 * σ_d² being the data's variance a dimension. The first term is the best linear answer; F, a multilayer perceptron,
 * adds what is not linear. The divergence comes by forward-mode differentiation, exact up to float32 rounding.
 */
import type { Tensor2D } from '@tensorflow/tfjs';
import { requireNumber } from '../arguments';
import type { ForwardProcess, ScoreFunction, ScoreValues } from '../diffusion';
import { layersOf, loadTensors, perceptron, siluWithSlope } from '../tensors';

/** A score network and its weights. */
export interface ScoreNetwork {
  /** Number of dimensions d of the data. */
  dimensions: number;
  /** Neurons of each hidden layer. */
  hidden: number[];
  /** σ_d: standard deviation of the data, a dimension. */
  dataStd: number;
  /** Smallest and largest s that the network has learned. */
  noiseRange: [number, number];
  /** Weights and biases of all layers, one after the other. */
  weights: Float32Array;
}

/** Sizes of the layers of F: d + 2 inputs, the hidden layers, d outputs. */
export function layerSizes({ dimensions, hidden }: Pick<ScoreNetwork, 'dimensions' | 'hidden'>): number[] {
  return [dimensions + 2, ...hidden, dimensions];
}

/** Writes the inputs of F for one point (a row of d coordinates) into row `row` of `inputs`. */
export function writeInputs(
  inputs: Float32Array,
  row: number,
  point: ArrayLike<number>,
  std: number,
  { dataStd, noiseRange }: Pick<ScoreNetwork, 'dataStd' | 'noiseRange'>,
): void {
  const root = Math.hypot(dataStd, std);
  const [low, high] = noiseRange.map(Math.log);
  const at = row * (point.length + 2);
  for (let axis = 0; axis < point.length; axis++) inputs[at + axis] = point[axis] / root;
  inputs[at + point.length] = std / root;
  // ln s, mapped to [−2, 2] over what is learned.
  inputs[at + point.length + 1] = (4 * Math.log(std) - 2 * (low + high)) / (high - low);
}

/** F for n rows of inputs. */
function outputOf(network: ScoreNetwork, inputs: Float32Array): Float32Array {
  const { tf } = loadTensors();
  return tf.tidy(() => {
    const rows = tf.tensor2d(inputs, [inputs.length / (network.dimensions + 2), network.dimensions + 2]);
    const output = perceptron(tf, tf.tensor1d(network.weights), layerSizes(network), rows);
    return output.dataSync() as Float32Array;
  });
}

/** F, and its divergence with respect to the inputs' first d columns, for n rows of inputs. */
function outputAndDivergence(network: ScoreNetwork, inputs: Float32Array) {
  const { tf } = loadTensors();
  const d = network.dimensions;
  return tf.tidy(() => {
    const layers = layersOf(tf, tf.tensor1d(network.weights), layerSizes(network));
    let state: Tensor2D = tf.tensor2d(inputs, [inputs.length / (d + 2), d + 2]);
    // tangents[k]: derivative of the state by input k; at the inputs, that input's unit vector.
    let tangents: Tensor2D[] = Array.from({ length: d }, (_, k) =>
      tf.tensor2d([Array.from({ length: d + 2 }, (_, column) => Number(column === k))]),
    );
    layers.forEach(({ weights, bias }, i) => {
      const sum = state.matMul(weights).add(bias) as Tensor2D;
      const moved = tangents.map(tangent => tangent.matMul(weights) as Tensor2D);
      const unit = i < layers.length - 1 ? siluWithSlope(tf, sum) : undefined;
      state = unit ? unit.value : sum;
      tangents = unit ? moved.map(tangent => tangent.mul(unit.slope) as Tensor2D) : moved;
    });
    const parts = tangents.map((tangent, k) => tangent.slice([0, k], [-1, 1]));
    return {
      output: state.dataSync() as Float32Array,
      divergence: tf.addN(parts).dataSync() as Float32Array,
    };
  });
}

/**
 * The score s_θ(x, t) of a network, for a process that leaves the data's scale alone (VE).
 *
 * @param network the network
 * @param process the noising process; only its s(t) matters
 * @returns a score function for times at which s lies within the network's `noiseRange`
 * @throws RangeError when called at a time outside that range
 * @see Karras, Aittala, Aila, Laine, NeurIPS 2022, arXiv:2206.00364 (the parametrisation)
 * @example
 * const score = networkScore(loadScoreNetwork().network, varianceExploding(25));
 * score(Float64Array.of(0.5, 0.5), 1).score.length; // => 2
 */
export function networkScore(network: ScoreNetwork, process: ForwardProcess): ScoreFunction {
  const { dimensions: d, dataStd, noiseRange } = network;
  return (points, t, only): ScoreValues => {
    const std = process.std(t);
    // The ends of the range come back from ln s with a rounding error.
    requireNumber('std', std, { min: noiseRange[0] * (1 - 1e-9), max: noiseRange[1] * (1 + 1e-9) });
    const n = points.length / d;
    const inputs = new Float32Array(n * (d + 2));
    for (let i = 0; i < n; i++) writeInputs(inputs, i, points.subarray(i * d, (i + 1) * d), std, network);
    const { output, divergence } = only
      ? { output: outputOf(network, inputs), divergence: new Float32Array(0) }
      : outputAndDivergence(network, inputs);
    const v = dataStd ** 2 + std ** 2;
    const factor = dataStd / (std * Math.sqrt(v));
    return {
      score: points.map((x, i) => -x / v + factor * output[i]),
      divergence: Float64Array.from(divergence, part => -d / v + (factor * part) / Math.sqrt(v)),
    };
  };
}
