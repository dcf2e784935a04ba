/** A small network that learns a score, and its training. Needs Node. */
export { FUSED_RECIPE, trainFusedNetwork } from './fused-training';
export {
  formatNetwork,
  formatNetworks,
  loadScoreNetwork,
  loadScoreNetworks,
  parseNetwork,
  parseNetworks,
  type TrainedNetwork,
} from './network-file';
export { entropyOffNetwork, type NetworkEntropy } from './network-entropy';
export { rowsToLearn } from './rows-to-learn';
export {
  startTraining,
  type TrainingState,
  trainOneStep,
  type UndoableRecipe,
  untrainOneStep,
} from './undoable-training';
export { type NetworkEngine, networkScore, type ScoreNetwork } from './score-network';
export { SCORE_RECIPE, type TrainingRecipe, trainScoreNetwork } from './score-training';
export { type TrainingData, UNIFORM_SQUARE } from './training-tiles';
export { type Whitening, whitening } from './whitening';
