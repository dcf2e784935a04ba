/** TensorFlow.js: networks of layers, and steps of Adam. Needs Node. */
export { type AdamState, adamStep } from './adam';
export { initialParameters, layersOf, parameterCount, perceptron, silu, siluWithSlope } from './perceptron';
export { loadTensors, type Tensors, type TensorTier, tensorTier } from './tensors';
