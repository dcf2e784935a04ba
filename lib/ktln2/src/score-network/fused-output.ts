/**
 * A perceptron's outputs for rows of inputs, and the divergence Σ ∂F_k/∂x_k by reverse-mode differentiation, in
 * WebAssembly, tile by tile.
 */
import { type FusedPerceptron, fusedPerceptron, TILE } from '../tensors';

/** Compiled perceptrons by their shape: networks of one shape take turns, each with its own weights. */
const compiled = new Map<string, FusedPerceptron>();

/** F of n rows, and the divergence by the first `slopes` inputs, if that is not 0. */
export function fusedOutput(sizes: readonly number[], weights: Float32Array) {
  const [width, d] = [sizes[0], sizes[sizes.length - 1]];
  const key = sizes.join();
  const net = compiled.get(key) ?? fusedPerceptron(sizes);
  compiled.set(key, net);
  return (inputs: Float32Array, slopes: number) => {
    net.parameters.set(weights);
    const n = inputs.length / width;
    const output = new Float32Array(n * d);
    const tile = TILE;
    const divergence = new Float32Array(slopes && n);
    for (let start = 0; start < n; start += tile) {
      const count = Math.min(tile, n - start);
      for (let i = 0; i < count; i++) {
        for (let k = 0; k < width; k++) net.inputs[k * tile + i] = inputs[(start + i) * width + k];
      }
      net.forward();
      for (let i = 0; i < count; i++) {
        for (let k = 0; k < d; k++) output[(start + i) * d + k] = net.outputs[k * tile + i];
      }
      for (let k = 0; k < slopes; k++) {
        net.outputSlopes.fill(0).fill(1, k * tile, (k + 1) * tile);
        net.backward();
        net.backwardToInputs();
        for (let i = 0; i < count; i++) divergence[start + i] += net.inputSlopes[k * tile + i];
      }
    }
    return { output, divergence };
  };
}
