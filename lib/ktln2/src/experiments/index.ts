/** Experiments: data, process, recipe and seed. Needs Node. */
export {
  DATA_NAMES,
  type DataName,
  type Experiment,
  type ExperimentData,
  experimentData,
  experimentProcess,
  type ProcessSpec,
} from './experiment';
export {
  boundGap,
  evaluateNetwork,
  type ExperimentResult,
  experimentScore,
  type PriorName,
  type ReadingName,
  RESOLUTION,
  reverseSdeResult,
  trainExperiment,
} from './run-experiment';
export { paperFigure, type PaperFigureNetwork } from './paper-figure';
export { formatResults, loadResults, type StoredResult } from './results-file';
