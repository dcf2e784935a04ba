export { type BatchingFit, fitBatching } from './tokens/batching';
export { codeLength, surprises } from './coding/code-length';
export { histogramModel, markovModel, uniformModel } from './coding/count-models';
export { learnWeights } from './coding/mixing';
export { mixtureModel } from './coding/mixture-model';
export { decodePictureCode, encodePicture, type PictureCode } from './coding/picture-code';
export type { PictureModel, Predictor } from './coding/picture-model';
export {
  emptyCode,
  RANS_EMPTY,
  RANS_SLOTS,
  type RansCode,
  ransPop,
  ransPush,
  ransSlot,
  type SlotInterval,
} from './coding/rans';
export { conditionalMean, type ConditionalMean } from './coding/conditional-mean';
export { differenceCounts, type DifferenceCounts } from './coding/difference-counts';
export { localCovariance, type LocalCovariance } from './coding/local-covariance';
export { localError, type LocalError } from './coding/local-error';
export {
  type LocalPrediction,
  type LocalPredictor,
  localPredictor,
  type Surrounding,
} from './coding/local-predictor';
export { type Neighbourhood, neighbourhood, type Offset } from './coding/neighbourhood';
export { STUDENT_TABLE, STUDENT_WIDTHS, studentEdges, studentMass } from './coding/student-t';
export { contextCount, type ResidualContext, residualContext } from './coding/residual-context';
export {
  contextModel,
  learnResidual,
  type ResidualCounts,
  residualAt,
  residualCounts,
  residualInterval,
  residualOf,
  unlearnResidual,
} from './coding/residual-counts';
export { type SampledPicture, samplePicture } from './coding/sample';
export { slotInterval, valueAt } from './coding/slot-interval';
export { BOLTZMANN, ELEMENTARY_CHARGE, PHYSICAL_CONSTANTS, type PhysicalConstant } from './energy/constants';
export { type DataColumn, type DataEntry, dataSource, readDataFile, readManifest } from './data/manifest';
export { loadTable, type TableColumns, type TableRow } from './data/table';
export type { Accuracy, Resolution } from './diffusion/accuracy';
export type { BoundReadings, Reading } from './diffusion/assemble-readings';
export { boundReadings, boundReadingsAt, type ReadingOptions } from './diffusion/bound-readings';
export {
  type AxisData,
  gaussianData,
  type NoisedMarginal,
  type ProductData,
} from './diffusion/data-distribution';
export { type EntropyBoundOptions, type ExactEntropyBound, entropyBound } from './diffusion/entropy-bound';
export {
  type ControlledRates,
  type EntropyRates,
  entropyRates,
  type RatesBothWays,
} from './diffusion/entropy-rates';
export { type FinalEntropies, type FinalEntropy, finalEntropies } from './diffusion/final-entropy';
export { type NoisedMoments, noisedCrossEntropy, noisedMoments } from './diffusion/noised-moments';
export { noisedGrid, type WeightedPoints } from './diffusion/expectation';
export { type FlowState, followFlow, pointSurprise } from './diffusion/flow-likelihood';
export { type ForwardProcess, noiseRatio } from './diffusion/forward-process';
export { varianceExploding, varianceExplodingGeometric } from './diffusion/variance-exploding';
export { variancePreserving, variancePreservingExponential } from './diffusion/variance-preserving';
export {
  type GaussianPrior,
  matchedPrior,
  priorCrossEntropy,
  standardPrior,
} from './diffusion/gaussian-prior';
export { type LearnedRates, learnedRates } from './diffusion/learned-rates';
export { type ModelSampleReading, modelSampleReading } from './diffusion/model-samples';
export { formatNetwork, loadScoreNetwork, parseNetwork, type TrainedNetwork } from './diffusion/network-file';
export { gaussLegendre, type QuadratureRule } from './numerics/quadrature';
export { type ScoreErrors, scoreErrors } from './diffusion/score-errors';
export { reverseSdeLaw } from './diffusion/reverse-sde';
export { exactScore, type ScoreFunction, type ScoreValues, scaledScore } from './diffusion/score-function';
export { networkScore, type ScoreNetwork } from './diffusion/score-network';
export { SCORE_RECIPE, type TrainingRecipe, trainScoreNetwork } from './diffusion/score-training';
export { type TensorTier, tensorTier } from './diffusion/tensor-tier';
export { uniformData } from './diffusion/uniform-data';
export { convertEnergy, type EnergyUnit, JOULES_PER_UNIT } from './energy/energy-units';
export { type DemonLedger, type DemonSettings, demonLedger } from './erasure/demon';
export {
  equilibriumDensity,
  type Grid,
  gridPoints,
  sampleDensity,
} from './erasure/equilibrium';
export { type DensityEvolution, type DensityRun, evolveDensity } from './erasure/fokker-planck';
export { type DurationPoint, fitInverseTime, type InverseTimeFit } from './erasure/inverse-time-fit';
export { type LangevinRun, simulateLangevin, type Trajectories } from './erasure/langevin';
export {
  type DoubleWellShape,
  doubleWell,
  harmonicTrap,
  type Potential,
  potentialEnergy,
} from './erasure/potential';
export {
  ERASER_STAGES,
  type EraserSettings,
  eraserProtocol,
  type Protocol,
  reversedProtocol,
  stiffeningTrap,
} from './erasure/protocol';
export { type Figure, figureBundle, PALETTE, showFigure } from './notebook/figure';
export { conditionalEntropy, crossEntropy, shannonEntropy } from './information/entropy';
export { landauerEnergy } from './energy/landauer';
export { landauerRatio } from './energy/landauer-ratio';
export { type FloatFormat, gaussianBits } from './noise/gaussian-bits';
export { SAMPLERS, type Sampler, type SamplerNoise, samplerNoise } from './noise/samplers';
export { GALLERY_IDS, type GalleryId, galleryPicture } from './pictures/gallery';
export { crossEntropyBits, vocabularyBits } from './tokens/output-bits';
export { type LosslessCode, type LosslessFormat, losslessCode, verifyCode } from './pictures/lossless';
export {
  decodePicture,
  loadPicture,
  type Picture,
  type PictureSize,
  pictureBits,
  staticPicture,
} from './pictures/picture';
export { shiftBands, shuffleTiles } from './pictures/rearranged';
export { cropPicture, pictureDataUri, shrinkPicture } from './pictures/thumbnail';
export { type RandomSource, seededRandom } from './numerics/random';
export { showTable, type Table, tableBundle } from './notebook/table';
export {
  joulesPerToken,
  joulesPerTokenAt,
  kilowattHoursPerMillionTokens,
  tokensPerWattHour,
} from './tokens/tokens';
export { type Cells, requireBlank, wordCells } from './reversible/cells';
export { circuitDiagram, inverseCircuit, runCircuit } from './reversible/circuit';
export { cnot, fredkin, type Gate, not, toffoli } from './reversible/gates';
export { Ledger, type LedgerTotals } from './reversible/ledger';
export { ledgerPrice, type PriceTerms } from './reversible/ledger-price';
export {
  bennettMoves,
  keepAllMoves,
  type PebbleGame,
  type PebbleMove,
  refereePebbles,
} from './reversible/pebble-game';
export { fewestPebbleMoves, shortestPebbleGame } from './reversible/pebble-optimum';
export { decodeStep, encodeStep, learnStep, unlearnStep } from './reversible/decoder';
export { type DecoderMemory, decoderCells, decoderMemory } from './reversible/decoder-memory';
export { drawLatent } from './reversible/draw-latent';
export { annealStep } from './reversible/anneal-step';
export {
  CARELESS_WIDTHS,
  type CarelessRun,
  type CarelessVariable,
  cellsOverwritten,
  decodeCarelessly,
} from './reversible/careless-decoder';
