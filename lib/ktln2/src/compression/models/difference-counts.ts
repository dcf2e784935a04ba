/**
 * An expert with a memory for colours. It counts the differences d between a sample and the channel before it, in the
 * context of two that are known: in the second channel those of the pixels W and N, in any further one that of the
 * channel before and that of W. After n differences in a context, n(d) of them d,
 *
 *   p(d) = (n(d) + a) / (n + 256 a).
 *
 * A toned photograph has few such differences, and so has one that was once coded with coarse colours.
 */
import type { PictureSize } from '../../pictures';
import { SAMPLE_VALUES } from '../coder/slot-interval';

/** What each difference counts before it was seen: a. */
const START = 1 / 64;
/** Differences are cut to −32 … 31 in a context. */
const HALF = 32;
const SIDE = 2 * HALF;

/** Counts the differences and foretells them. */
export interface DifferenceCounts {
  /** Looks up the context of sample i. */
  lookUp(samples: Uint8Array, i: number): void;
  /** Probability of a value in that context. */
  probability(value: number): number;
  /** Adds the probabilities of all values, times a weight. */
  addTo(probabilities: Float64Array, weight: number): void;
  /** Counts the value in that context. */
  update(value: number): void;
}

/**
 * Counts of the differences between channels. Of the first channel, which has none before it, nothing is learned:
 * all values stay as likely.
 *
 * @param size of the picture
 * @example
 * const counts = differenceCounts({ width: 2, height: 1, channels: 2 });
 * counts.lookUp(Uint8Array.of(10, 0, 0, 0), 1);
 * counts.update(12);
 * counts.probability(12); // => 0.203
 */
export function differenceCounts({ width, channels }: PictureSize): DifferenceCounts {
  /** The context of the first channel, which stays empty. */
  const nothing = (channels - 1) * SIDE * SIDE;
  const counts = new Int32Array((nothing + 1) * SAMPLE_VALUES);
  const totals = new Int32Array(nothing + 1);
  let context = nothing;
  let previous = 0;

  /** The difference at an index, cut and shifted to 0 … 63. */
  function coarse(samples: Uint8Array, j: number): number {
    if (j < 1) return HALF;
    return Math.min(Math.max(samples[j] - samples[j - 1] + HALF, 0), SIDE - 1);
  }
  const indexOf = (value: number) => context * SAMPLE_VALUES + ((value - previous) & (SAMPLE_VALUES - 1));
  const sum = () => totals[context] + SAMPLE_VALUES * START;

  return {
    lookUp(samples, i) {
      const channel = i % channels;
      context = nothing;
      if (channel === 0) return;
      const west = coarse(samples, i - channels);
      const other = coarse(samples, channel === 1 ? i - width * channels : i - 1);
      context = ((channel - 1) * SIDE + west) * SIDE + other;
      previous = samples[i - 1];
    },
    probability(value) {
      return (counts[indexOf(value)] + START) / sum();
    },
    addTo(probabilities, weight) {
      const each = weight / sum();
      const first = context * SAMPLE_VALUES;
      const shift = SAMPLE_VALUES - previous;
      for (let s = 0; s < SAMPLE_VALUES; s++) {
        probabilities[s] += each * (counts[first + ((s + shift) & (SAMPLE_VALUES - 1))] + START);
      }
    },
    update(value) {
      if (context === nothing) return;
      counts[indexOf(value)]++;
      totals[context]++;
    },
  };
}
