/**
 * The lowest rungs of the ladder. Uniform: q(x) = 1/256, that is 8 bits a sample, whatever the picture. The others
 * count: after n samples in a context, n(x) of them with value x,
 *
 *   q(x) = (n(x) + a) / (n + 256 a).
 *
 * a = 1/2 is Krichevsky and Trofimov's estimator. With a context for each of 256 neighbours there are few samples in
 * each, and a smaller a learns faster.
 *
 * See Krichevsky, Trofimov, IEEE Trans. Inf. Theory 27 (1981) 199, doi:10.1109/TIT.1981.1056331.
 */
import { type PictureSize, requireSize } from '../../pictures';
import { inTurn, type PictureModel } from '../coder/picture-model';
import { SAMPLE_VALUES } from '../coder/slot-interval';

/** All values are as likely: 8 bits a sample. */
export const uniformModel: PictureModel = {
  name: 'uniform',
  predictor() {
    const probabilities = new Float64Array(SAMPLE_VALUES).fill(1 / SAMPLE_VALUES);
    return inTurn({ predict: () => probabilities, update() {} });
  },
};

interface CountOptions {
  name: string;
  /** Number of contexts of a picture of that size. */
  contexts: (size: PictureSize) => number;
  /** The context of sample i, a number from 0 to contexts − 1. */
  context: (samples: Uint8Array, i: number, size: PictureSize) => number;
  /** What each value counts before it was seen: a. */
  start: number;
}

function countModel({ name, contexts, context, start }: CountOptions): PictureModel {
  return {
    name,
    predictor(size) {
      requireSize(size);
      const counts = new Float64Array(contexts(size) * SAMPLE_VALUES).fill(start);
      const totals = new Float64Array(contexts(size)).fill(start * SAMPLE_VALUES);
      const probabilities = new Float64Array(SAMPLE_VALUES);
      return inTurn({
        predict(samples, i) {
          const c = context(samples, i, size);
          const first = c * SAMPLE_VALUES;
          const total = totals[c];
          for (let s = 0; s < SAMPLE_VALUES; s++) {
            probabilities[s] = counts[first + s] / total;
          }
          return probabilities;
        },
        update(samples, i) {
          const c = context(samples, i, size);
          counts[c * SAMPLE_VALUES + samples[i]]++;
          totals[c]++;
        },
      });
    },
  };
}

/** Each channel has a histogram of its own, which starts with half a sample of each value. */
export const histogramModel: PictureModel = countModel({
  name: 'histogram',
  contexts: ({ channels }) => channels,
  context: (_samples, i, { channels }) => i % channels,
  start: 1 / 2,
});

/** A Markov chain: a histogram for each value of the sample of the same channel to the left. */
export const markovModel: PictureModel = countModel({
  name: 'Markov',
  contexts: ({ channels }) => channels * SAMPLE_VALUES,
  context(samples, i, { width, channels }) {
    // The first sample in a row has no left neighbour; it takes the one above.
    const before = i % (width * channels) < channels ? i - width * channels : i - channels;
    return (i % channels) * SAMPLE_VALUES + (before < 0 ? 0 : samples[before]);
  },
  start: 1 / 32,
});
