/** The score network of chapter 3: its weights, trained in about 10 s with tfjs-node, in minutes without. */
import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import { formatNetwork, parseNetwork, SCORE_RECIPE, trainScoreNetwork } from 'ktln2/score-network';
import { tensorTier } from 'ktln2/tensors';
import type { Dataset } from '../../tooling/src/ktln2/data/dataset.js';

/**
 * The largest root mean square of the weights' differences, over that of the weights, which passes for rounding.
 * Measured: one thread or two, with oneDNN or without, and plain TensorFlow.js give 3e-5 to 3.3e-4; one step more
 * than 1500 gives 2.6e-3, a learning rate changed by a thousandth 0.08.
 */
const ROUNDING = 1e-3;

const squares = (values: Float32Array): number => values.reduce((sum, value) => sum + value * value, 0);

export const dataset: Dataset = {
  tensors: true,
  tools() {
    const name = `@tensorflow/${tensorTier() === 'plain' ? 'tfjs' : 'tfjs-node'}`;
    const { version } = createRequire(import.meta.url)(`${name}/package.json`);
    return [`${name} ${version}`, `Node ${process.versions.node} on ${process.arch}`];
  },
  same: 'bit for bit, which takes the same tensor library with as many threads on the same kind of processor',
  async make(onProgress) {
    const network = await trainScoreNetwork(SCORE_RECIPE, (step, loss) => {
      onProgress(`step ${step} of ${SCORE_RECIPE.steps}, loss ${loss.toFixed(4)}`);
    });
    return formatNetwork({ network, recipe: SCORE_RECIPE });
  },
  compare(stored, made) {
    const [old, now] = [stored, made].map(content => parseNetwork(content.toString('utf8')));
    if (!old || !now) throw new Error('expected two networks');
    const shape = ({ recipe, network }: typeof old) => ({
      recipe,
      ...network,
      weights: network.weights.length,
    });
    if (!isDeepStrictEqual(shape(old), shape(now))) {
      return { rounding: false, told: 'the recipe or the shape is another' };
    }
    const { weights } = now.network;
    const moved = weights.map((weight, i) => weight - (old.network.weights[i] ?? Number.NaN));
    const largest = moved.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    const relative = Math.sqrt(squares(moved) / squares(old.network.weights));
    return {
      rounding: relative <= ROUNDING,
      told:
        `the weights differ by up to ${largest.toPrecision(2)}, root mean square ${relative.toExponential(1)} of ` +
        `theirs; up to ${ROUNDING} passes for rounding, since other threads and libraries give 3e-5 to 3.3e-4, and ` +
        'one training step more 2.6e-3',
    };
  },
};
