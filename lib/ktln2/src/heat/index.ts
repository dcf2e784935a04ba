/** Heat on a picture, heat on values, and both run backwards. */
export { blockEntropy, blockProduction } from './block-entropy';
export { cosineTransform, inverseCosineTransform } from './cosine-transform';
export { fieldPicture, greyField, type HeatField } from './field';
export { decayRates, heatFlow } from './heat-flow';
export { kolmogorovDistance } from './kolmogorov-distance';
export { type NoiseRange, reverseNoise, scoreFlow } from './particles';
export { type SpreadAtoms, spreadAtoms } from './spread-atoms';
export { walkerEntropy, walkerFisher, walkerProduction } from './walker-entropy';
