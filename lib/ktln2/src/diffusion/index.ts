/** Diffusion models: noise, scores, and the entropy bound. */
export {
  type BoundReadings,
  boundReadings,
  boundReadingsAt,
  type Reading,
  type ReadingOptions,
} from './bound-readings';
export { type AxisData, gaussianData, type NoisedMarginal, type ProductData } from './data-distribution';
export { entropyBound, type ExactEntropyBound } from './entropy-bound';
export { type EntropyRates, entropyRates, noisedMoments } from './entropy-rates';
export { type ForwardProcess, noiseRatio, varianceExploding, variancePreserving } from './forward-process';
export { type GaussianPrior, matchedPrior } from './gaussian-prior';
export { type Sampler, type SamplerNoise, samplerNoise, SAMPLERS } from './samplers';
export type { ScoreErrors } from './score-errors';
export { exactScore, scaledScore, type ScoreFunction, type ScoreValues } from './score-function';
export { uniformData } from './uniform-data';
