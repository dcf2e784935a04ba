/** Entropies: of distributions, Gaussian numbers and tokens. */
export { adaptiveCodeLength } from './adaptive-code';
export { conditionalEntropy, crossEntropy, shannonEntropy } from './entropy';
export { type FloatParts, floatParts } from './float-parts';
export { type FloatFormat, gaussianBits } from './gaussian-bits';
export { neighbourEntropy, type NeighbourNorm } from './neighbour-entropy';
export { crossEntropyBits, vocabularyBits } from './token-bits';
