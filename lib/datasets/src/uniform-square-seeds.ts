/**
 * Five more score networks of chapter 3: the recipe of uniform-square with the five seeds that follow its own, so that
 * nothing was chosen by its result. About a minute with tfjs-node.
 */
import { formatNetworks, parseNetworks, SCORE_RECIPE, trainScoreNetwork } from 'ktln2/score-network';
import type { Dataset } from '../../tooling/src/ktln2/data/dataset.js';
import { compareNetworks, SAME, tools } from './uniform-square.js';

const SEEDS = [1, 2, 3, 4, 5].map(k => SCORE_RECIPE.seed + k);

export const dataset: Dataset = {
  tensors: true,
  tools,
  same: SAME,
  async make(onProgress) {
    const trained = [];
    for (const seed of SEEDS) {
      const recipe = { ...SCORE_RECIPE, seed };
      const network = await trainScoreNetwork(recipe, (step, loss) => {
        onProgress(`seed ${seed}, step ${step} of ${recipe.steps}, loss ${loss.toFixed(4)}`);
      });
      trained.push({ network, recipe });
    }
    return formatNetworks(trained);
  },
  compare(stored, made) {
    return compareNetworks(parseNetworks(stored.toString('utf8')), parseNetworks(made.toString('utf8')));
  },
};
