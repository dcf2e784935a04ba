export { type BatchingFit, fitBatching } from './batching';
export { BOLTZMANN, ELEMENTARY_CHARGE, PHYSICAL_CONSTANTS, type PhysicalConstant } from './constants';
export { type DataColumn, type DataEntry, dataSource, readDataFile, readManifest } from './data/manifest';
export { loadTable, type TableColumns, type TableRow } from './data/table';
export { convertEnergy, type EnergyUnit, JOULES_PER_UNIT } from './energy-units';
export { type Figure, figureBundle, PALETTE, showFigure } from './figure';
export { conditionalEntropy, crossEntropy, shannonEntropy } from './information/entropy';
export { landauerEnergy } from './landauer';
export { landauerRatio } from './landauer-ratio';
export { type FloatFormat, gaussianBits } from './noise/gaussian-bits';
export { SAMPLERS, type Sampler, type SamplerNoise, samplerNoise } from './noise/samplers';
export { crossEntropyBits, vocabularyBits } from './output-bits';
export { type LosslessCode, type LosslessFormat, losslessCode, verifyCode } from './pictures/lossless';
export {
  decodePicture,
  loadPicture,
  type Picture,
  type PictureSize,
  pictureBits,
  staticPicture,
} from './pictures/picture';
export { cropPicture, pictureDataUri, shrinkPicture } from './pictures/thumbnail';
export { type RandomSource, seededRandom } from './random';
export { showTable, type Table, tableBundle } from './table';
export { joulesPerToken, joulesPerTokenAt, kilowattHoursPerMillionTokens, tokensPerWattHour } from './tokens';
