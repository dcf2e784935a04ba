/** Rate and distortion: what an inexact copy costs. */
export { type BlockSpectrum, blockSpectrum, drawFromSpectrum } from './block-spectrum';
export { blahutArimoto, type CertifiedPoint, type RateDistortionProblem } from './blahut-arimoto';
export { distortionAt, meanSquaredError, peakSignalToNoise } from './distortion';
export { gaussianRate, shannonLowerBound } from './gaussian-rate';
export { roundedGaussian, roundedSamples } from './scalar-quantiser';
export { type RatePoint, waterFilling, waterLevel } from './water-filling';
