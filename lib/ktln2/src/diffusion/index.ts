/** Diffusion models: noise, scores, and the entropy bound. */
export type { Accuracy, Resolution } from './accuracy';
export type { BoundReadings, Reading } from './assemble-readings';
export { boundReadings, boundReadingsAt, type ReadingOptions } from './bound-readings';
export { type ChannelEnd, channelReadings, inProcess } from './one-channel';
export { type AxisData, gaussianData, type NoisedMarginal, type ProductData } from './data-distribution';
export {
  type DdpmChain,
  ddpmChain,
  ddpmSample,
  ddpmStep,
  type Denoiser,
  linearDdpm,
  sampledDdpm,
} from './ddpm-chain';
export { ddpmLaw, type TabulatedLaw } from './ddpm-law';
export { axisDenoiser, rowDenoiser } from './denoisers';
export { type EntropyBoundOptions, type ExactEntropyBound, entropyBound } from './entropy-bound';
export { type ControlledRates, type EntropyRates, entropyRates, type RatesBothWays } from './entropy-rates';
export { type FinalEntropies, type FinalEntropy, finalEntropies } from './final-entropy';
export { type NoisedMoments, noisedCrossEntropy, noisedMoments } from './noised-moments';
export { correlatedGaussian, gaussianMixture, type MixtureComponent, sampleSet } from './gaussian-mixture';
export type { DiffusionData, JointData, NoisedJoint, ScoreValues } from './joint-data';
export { type ForwardProcess, noiseRatio } from './forward-process';
export { varianceExploding, varianceExplodingGeometric } from './variance-exploding';
export { variancePreserving, variancePreservingExponential } from './variance-preserving';
export { type GaussianPrior, matchedPrior, priorCrossEntropy, standardPrior } from './gaussian-prior';
export { type LearnedRates, learnedRates } from './learned-rates';
export { flowSampleReading, type ModelSampleReading, modelSampleReading } from './model-samples';
export { type PrincipalAxes, principalAxes } from './principal-axes';
export { flowPaths, noisedPaths, reversePaths, type SamplePaths } from './sample-paths';
export { type ScoreErrors, scoreErrors } from './score-errors';
export { reverseSdeLaw } from './reverse-sde';
export { exactScore, type ScoreFunction, scaledScore } from './score-function';
export { uniformData } from './uniform-data';
export { type Sampler, type SamplerNoise, samplerNoise, SAMPLERS } from './samplers';
export { drawData } from './draw-data';
export { type TwoToOneViolation, twoToOneViolation } from './two-to-one';
export { type SdeLikelihood, type SdeLikelihoodOptions, sdeLikelihood } from './sde-likelihood';
export { bookedPaths, type BookedPaths } from './booked-paths';
export { channelInformation, gatheredInformation, leastError } from './channel-information';
export { coarseScore, scoreLevels } from './coarse-score';
export { type CodingStep, codingSteps } from './coding-steps';
export { quantiserDemon, type QuantiserLedger, type QuantiserMoves } from './quantiser-demon';
