/** Networks of layers: TensorFlow.js, Adam, and WebAssembly. Needs Node. */
export { ADAM, type AdamState, adamStep } from './adam';
export { type FusedPerceptron, fusedPerceptron, TILE } from './fused-perceptron';
export { initialParameters, layersOf, parameterCount, perceptron, silu, siluWithSlope } from './perceptron';
export { loadTensors, type Tensors, type TensorTier, tensorTier } from './tensors';
