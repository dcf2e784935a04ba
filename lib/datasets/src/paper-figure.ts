/**
 * The results behind chapter 3b's figure: trains the networks of `paperFigure()` and evaluates each for all processes.
 * A minute or two of one core.
 */
import {
  evaluateNetwork,
  formatResults,
  paperFigure,
  reverseSdeResult,
  type StoredResult,
  trainExperiment,
} from 'ktln2/experiments';
import type { Dataset } from '../../tooling/src/ktln2/data/dataset.js';

/** The process that the sampler with noise is evaluated for. */
const SDE = { kind: 've', sigma: 25 } as const;

export const dataset: Dataset = {
  tools: () => [`Node ${process.versions.node} on ${process.arch}`],
  same: 'bit for bit, in the same engine; where its exp and log round otherwise, each training ends elsewhere, as with another seed',
  async make(onProgress) {
    const results: StoredResult[] = [];
    for (const experiment of paperFigure()) {
      const network = trainExperiment(experiment);
      const sde = reverseSdeResult(network, { ...experiment, process: SDE });
      for (const result of evaluateNetwork(network, experiment, experiment.processes)) {
        const { kind, sigma, prior } = result;
        const is = kind === SDE.kind && sigma === SDE.sigma && prior === 'matched';
        results.push(is ? { ...result, sde } : result);
        if (is) onProgress(`${result.data}, seed ${result.seed}, NLL ${result.nll.toFixed(5)} nat`);
      }
    }
    return formatResults(results);
  },
};
