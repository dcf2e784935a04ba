/** Entropies: of distributions, Gaussian numbers and tokens. */
export { conditionalEntropy, crossEntropy, shannonEntropy } from './entropy';
export { type FloatFormat, gaussianBits } from './gaussian-bits';
export { crossEntropyBits, vocabularyBits } from './token-bits';
