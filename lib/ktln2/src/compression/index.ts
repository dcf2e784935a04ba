/** Lossless codes of pictures: models, and a coder for them. */
export { codeLength, surprisals } from './coder/code-length';
export { type CoinCode, coinCode, STATE_COINS, WORD_COINS } from './coder/coin-code';
export type { PictureModel, Predictor } from './coder/picture-model';
export { decodePictureCode, encodePicture, type PictureCode } from './coder/picture-code';
export {
  emptyCode,
  RANS_EMPTY,
  type RansCode,
  ransPop,
  ransPush,
  ransSlot,
  type SlotInterval,
} from './coder/rans';
export { type SampledPicture, samplePicture } from './coder/sample';
export { histogramModel, markovModel, uniformModel } from './models/count-models';
export { mixtureModel } from './models/mixture-model';
export { residualContext } from './models/residual-context';
export {
  contextModel,
  learnResidual,
  residualAt,
  residualCounts,
  type ResidualCounts,
  residualInterval,
  residualOf,
  unlearnResidual,
} from './models/residual-counts';
