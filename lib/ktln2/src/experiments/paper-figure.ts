/**
 * The experiments behind chapter 3b's figure: three sets of data × five seeds, fixed before any of them ran, ×
 * VE, VP with β_max = σ and VP with g = σᵗ × five σ. A network belongs to data and seed; the processes share it.
 */
import { FUSED_RECIPE } from '../score-network';
import { DATA_NAMES, type Experiment, type ProcessSpec } from './experiment';

/** What one network is for. */
export interface PaperFigureNetwork extends Omit<Experiment, 'process'> {
  processes: ProcessSpec[];
}

const SIGMAS = [10, 15, 20, 25, 30];
const SEEDS = [1, 2, 3, 4, 5];

/**
 * All experiments, those of one network together.
 *
 * @example
 * paperFigure().length; // => 15
 * paperFigure()[0].processes.length; // => 15
 */
export function paperFigure(): PaperFigureNetwork[] {
  const { seed: _, ...recipe } = FUSED_RECIPE;
  const kinds: ProcessSpec['kind'][] = ['ve', 'vp', 'vp-exponential'];
  const processes = kinds.flatMap(kind => SIGMAS.map(sigma => ({ kind, sigma })));
  return DATA_NAMES.flatMap(data => SEEDS.map(seed => ({ data, seed, recipe, processes })));
}
