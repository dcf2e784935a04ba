/** The score network of chapter 3: its weights, trained in about 10 s with tfjs-node, in minutes without. */
import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import {
  formatNetwork,
  parseNetwork,
  SCORE_RECIPE,
  type TrainedNetwork,
  trainScoreNetwork,
} from 'ktln2/score-network';
import { tensorTier } from 'ktln2/tensors';
import type { Dataset, Difference } from '../../tooling/src/ktln2/data/dataset.js';

/**
 * The largest root mean square of the weights' differences, over that of the weights, which passes for rounding.
 * Measured: one thread or two, with oneDNN or without, and plain TensorFlow.js give 3e-5 to 3.3e-4; one step more
 * than 1500 gives 2.6e-3, a learning rate changed by a thousandth 0.08.
 */
const ROUNDING = 1e-3;

const squares = (values: Float32Array): number => values.reduce((sum, value) => sum + value * value, 0);

/** What computes the weights here, with versions. */
export function tools(): string[] {
  const name = `@tensorflow/${tensorTier() === 'plain' ? 'tfjs' : 'tfjs-node'}`;
  const { version } = createRequire(import.meta.url)(`${name}/package.json`);
  return [`${name} ${version}`, `Node ${process.versions.node} on ${process.arch}`];
}

/** What is meant by the same weights. */
export const SAME =
  'bit for bit, which takes the same tensor library with as many threads on the same kind of processor';

/** Whether two lists of networks differ by rounding only. */
export function compareNetworks(stored: TrainedNetwork[], made: TrainedNetwork[]): Difference {
  const shape = ({ recipe, network }: TrainedNetwork) => ({
    recipe,
    ...network,
    weights: network.weights.length,
  });
  if (!isDeepStrictEqual(stored.map(shape), made.map(shape))) {
    return { rounding: false, told: 'the recipe or the shape is another' };
  }
  const differences = made.map(({ network: { weights } }, k) => {
    const old = stored[k]?.network.weights ?? new Float32Array(0);
    const moved = weights.map((weight, i) => weight - (old[i] ?? Number.NaN));
    return {
      largest: moved.reduce((max, value) => Math.max(max, Math.abs(value)), 0),
      relative: Math.sqrt(squares(moved) / squares(old)),
    };
  });
  const largest = Math.max(...differences.map(d => d.largest));
  const relative = Math.max(...differences.map(d => d.relative));
  return {
    rounding: relative <= ROUNDING,
    told:
      `the weights differ by up to ${largest.toPrecision(2)}, root mean square ${relative.toExponential(1)} of ` +
      `theirs; up to ${ROUNDING} passes for rounding, since other threads and libraries give 3e-5 to 3.3e-4, and ` +
      'one training step more 2.6e-3',
  };
}

export const dataset: Dataset = {
  tensors: true,
  tools,
  same: SAME,
  async make(onProgress) {
    const network = await trainScoreNetwork(SCORE_RECIPE, (step, loss) => {
      onProgress(`step ${step} of ${SCORE_RECIPE.steps}, loss ${loss.toFixed(4)}`);
    });
    return formatNetwork({ network, recipe: SCORE_RECIPE });
  },
  compare(stored, made) {
    const [old, now] = [stored, made].map(content => [parseNetwork(content.toString('utf8'))]);
    if (!old || !now) throw new Error('expected two networks');
    return compareNetworks(old, now);
  },
};
