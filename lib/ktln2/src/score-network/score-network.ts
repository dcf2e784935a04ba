/**
 * A small network for the score of VE-noised data x = x₀ + s N(0, I), by way of the noise it expects in x:
 *
 *   ε_θ(x, s) = x s/v − (σ_d/√v) F(x/√v, s/√v, ln s),   s_θ = −ε_θ/s,   v = σ_d² + s²,
 *
 * σ_d² being the data's variance a dimension. The first term is the best linear answer; F, a multilayer perceptron,
 * adds what is not linear. The divergence comes by automatic differentiation, exact up to float32 rounding.
 */
import type { Tensor2D } from '@tensorflow/tfjs';
import { requireInteger, requireNumber, requireRows } from '../arguments';
import type { ForwardProcess, ScoreFunction, ScoreValues } from '../diffusion';
import { layersOf, loadTensors, parameterCount, perceptron, siluWithSlope } from '../tensors';
import { fusedOutput } from './fused-output';

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

/** Makes the function that writes the inputs of F for one point: the first at `at`, the others each `step` further on. */
export function inputWriter({ dataStd, noiseRange }: Pick<ScoreNetwork, 'dataStd' | 'noiseRange'>) {
  const [low, high] = noiseRange.map(Math.log);
  // Points come many to a level of noise.
  let [last, root, time] = [Number.NaN, 0, 0];
  return (inputs: Float32Array, at: number, step: number, point: ArrayLike<number>, std: number): void => {
    if (std !== last) {
      // ln s is mapped to [−2, 2] over what is learned.
      [last, root, time] = [
        std,
        Math.hypot(dataStd, std),
        (4 * Math.log(std) - 2 * (low + high)) / (high - low),
      ];
    }
    const d = point.length;
    for (let axis = 0; axis < d; axis++) inputs[at + axis * step] = point[axis] / root;
    inputs[at + d * step] = std / root;
    inputs[at + (d + 1) * step] = time;
  };
}

/** What computes F: our own WebAssembly, or TensorFlow.js, its oracle. They agree to float32 rounding. */
export type NetworkEngine = 'fused' | 'tensorflow';

/** F for n rows of inputs, by TensorFlow.js. */
function outputOf(network: ScoreNetwork, inputs: Float32Array): Float32Array {
  const { tf } = loadTensors();
  return tf.tidy(() => {
    const rows = tf.tensor2d(inputs, [inputs.length / (network.dimensions + 2), network.dimensions + 2]);
    const output = perceptron(tf, tf.tensor1d(network.weights), layerSizes(network), rows);
    return output.dataSync() as Float32Array;
  });
}

/** F, and its divergence with respect to the inputs' first d columns, for n rows of inputs, by TensorFlow.js. */
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
 * @param engine what computes it
 * @returns a score function for times at which s lies within the network's `noiseRange`
 * @throws RangeError if the number of weights does not fit; when called, at a time outside that range or for points that
 *   are no whole rows
 * @throws TypeError for an unknown engine
 * @see Karras, Aittala, Aila, Laine, NeurIPS 2022, arXiv:2206.00364 (the parametrisation)
 * @example
 * const score = networkScore(loadScoreNetwork().network, varianceExploding(25));
 * score(Float64Array.of(0.5, 0.5), 1).score.length; // => 2
 */
export function networkScore(
  network: ScoreNetwork,
  process: ForwardProcess,
  engine: NetworkEngine = 'fused',
): ScoreFunction {
  const { dimensions: d, dataStd, noiseRange } = network;
  const count = parameterCount(layerSizes(network));
  requireInteger('network.weights.length', network.weights.length, { min: count, max: count });
  if (engine !== 'fused' && engine !== 'tensorflow') {
    throw new TypeError(`engine is ${JSON.stringify(engine)}; expected 'fused' or 'tensorflow'`);
  }
  const write = inputWriter(network);
  const fused = engine === 'fused' ? fusedOutput(layerSizes(network), network.weights) : undefined;
  return (points, t, only): ScoreValues => {
    const std = process.std(t);
    // The ends of the range come back from ln s with a rounding error.
    requireNumber('std', std, { min: noiseRange[0] * (1 - 1e-9), max: noiseRange[1] * (1 + 1e-9) });
    requireRows('points', points.length, d);
    const n = points.length / d;
    const inputs = new Float32Array(n * (d + 2));
    // Plain loops here and below: they run for each of a million points.
    const point = new Float64Array(d);
    for (let i = 0; i < n; i++) {
      for (let axis = 0; axis < d; axis++) point[axis] = points[i * d + axis];
      write(inputs, i * (d + 2), 1, point, std);
    }
    const { output, divergence } = fused
      ? fused(inputs, only ? 0 : d)
      : only
        ? { output: outputOf(network, inputs), divergence: new Float32Array(0) }
        : outputAndDivergence(network, inputs);
    const v = dataStd ** 2 + std ** 2;
    const factor = dataStd / (std * Math.sqrt(v));
    const values = {
      score: new Float64Array(points.length),
      divergence: new Float64Array(divergence.length),
    };
    for (let i = 0; i < points.length; i++) values.score[i] = -points[i] / v + factor * output[i];
    for (let i = 0; i < divergence.length; i++) {
      values.divergence[i] = -d / v + (factor * divergence[i]) / Math.sqrt(v);
    }
    return values;
  };
}
