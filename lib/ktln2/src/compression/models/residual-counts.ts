/**
 * Counts of what is left of a sample after its prediction, e = (sample − prediction) mod 256, in each context:
 *
 *   q(e) = n(e) / n,  n = Σ n(e),  with n(e) = 1 before the first sample and n(e) + 16 after each e.
 *
 * Counts are integers and learning adds a constant, so that it can be undone exactly. So can the step from counts to
 * slots be taken in integers: e begins at slot ⌊M (n(0) + … + n(e − 1)) / n⌋.
 */
import { type PictureSize, requireSize } from '../../pictures';
import { inTurn, type PictureModel } from '../coder/picture-model';
import { RANS_SLOTS, type SlotInterval } from '../coder/rans';
import { contextCount, residualContext } from './residual-context';
import { SAMPLE_VALUES } from '../coder/slot-interval';

const INCREMENT = 16;
/** With more samples the counts of a context could pass M, and a residual be left without a slot. */
const MOST_SAMPLES = (RANS_SLOTS - SAMPLE_VALUES) / INCREMENT;

/** The counts of all contexts. */
export interface ResidualCounts {
  /** n(e) at index 256 × context + e. */
  counts: Uint32Array;
  /** n of each context. */
  totals: Uint32Array;
}

/**
 * The counts before the first sample.
 *
 * @param size of the picture
 * @throws RangeError if the size is not positive, or the picture too large for the slots
 * @example
 * residualCounts({ width: 4, height: 4, channels: 3 }).totals.length; // => 30
 */
export function residualCounts(size: PictureSize): ResidualCounts {
  const length = requireSize(size);
  if (length > MOST_SAMPLES) {
    throw new RangeError(`the picture has ${length} samples; expected at most ${MOST_SAMPLES}`);
  }
  return {
    counts: new Uint32Array(contextCount(size) * SAMPLE_VALUES).fill(1),
    totals: new Uint32Array(contextCount(size)).fill(SAMPLE_VALUES),
  };
}

/**
 * What is left of a sample after its prediction, from 0 to 255.
 *
 * @param sample from 0 to 255
 * @param prediction from 0 to 255
 * @example
 * residualOf(10, 12); // => 254
 */
export function residualOf(sample: number, prediction: number): number {
  return (sample - prediction) & (SAMPLE_VALUES - 1);
}

/**
 * Counts a residual. {@link unlearnResidual} undoes it.
 *
 * @param counts to change
 * @param context in which it occurred
 * @param residual from 0 to 255
 * @example
 * const counts = residualCounts({ width: 1, height: 1, channels: 1 });
 * learnResidual(counts, 0, 255);
 * counts.totals[0]; // => 272
 */
export function learnResidual({ counts, totals }: ResidualCounts, context: number, residual: number): void {
  counts[context * SAMPLE_VALUES + residual] += INCREMENT;
  totals[context] += INCREMENT;
}

/**
 * Takes a residual out of the counts again.
 *
 * @param counts to change
 * @param context in which it occurred
 * @param residual from 0 to 255
 * @throws RangeError if it was not counted
 * @example
 * const counts = residualCounts({ width: 1, height: 1, channels: 1 });
 * learnResidual(counts, 0, 255);
 * unlearnResidual(counts, 0, 255);
 * counts.totals[0]; // => 256
 */
export function unlearnResidual({ counts, totals }: ResidualCounts, context: number, residual: number): void {
  const index = context * SAMPLE_VALUES + residual;
  if (!(counts[index] > INCREMENT)) {
    throw new RangeError(`residual ${residual} was not counted in context ${context}`);
  }
  counts[index] -= INCREMENT;
  totals[context] -= INCREMENT;
}

/** Below 2⁴⁸, so that the division is exact (see rans.ts). */
const slotAt = (cumulative: number, total: number) => Math.floor((RANS_SLOTS * cumulative) / total);

/**
 * The slots of a residual in a context.
 *
 * @param counts of all contexts
 * @param context of the sample
 * @param residual from 0 to 255
 * @example
 * residualInterval(residualCounts({ width: 1, height: 1, channels: 1 }), 0, 255);
 * // => { start: 16711680, width: 65536 }
 */
export function residualInterval(
  { counts, totals }: ResidualCounts,
  context: number,
  residual: number,
): SlotInterval {
  const first = context * SAMPLE_VALUES;
  let cumulative = 0;
  for (let e = first; e < first + residual; e++) cumulative += counts[e];
  const start = slotAt(cumulative, totals[context]);
  return { start, width: slotAt(cumulative + counts[first + residual], totals[context]) - start };
}

/**
 * The residual that owns a slot: the inverse of {@link residualInterval}.
 *
 * @param counts of all contexts
 * @param context of the sample
 * @param slot from 0 to 2²⁴ − 1
 * @example
 * residualAt(residualCounts({ width: 1, height: 1, channels: 1 }), 0, 65536); // => 1
 */
export function residualAt({ counts, totals }: ResidualCounts, context: number, slot: number): number {
  const first = context * SAMPLE_VALUES;
  let residual = 0;
  let cumulative = counts[first];
  // ⌊M cumulative / n⌋ <= slot, for integers the same as M cumulative / n < slot + 1.
  while (RANS_SLOTS * cumulative < (slot + 1) * totals[context]) {
    residual++;
    cumulative += counts[first + residual];
  }
  return residual;
}

/** Residuals of the median edge detector, counted in contexts of activity. */
export const contextModel: PictureModel = {
  name: 'contexts',
  predictor(size) {
    const model = residualCounts(size);
    const { counts, totals } = model;
    const probabilities = new Float64Array(SAMPLE_VALUES);
    /** What was foretold of the sample that is to be learned next. */
    let prediction = 0;
    let context = 0;
    return inTurn({
      predict(samples, i) {
        ({ prediction, context } = residualContext(samples, i, size));
        const first = context * SAMPLE_VALUES;
        const total = totals[context];
        for (let s = 0; s < SAMPLE_VALUES; s++) {
          probabilities[s] = counts[first + residualOf(s, prediction)] / total;
        }
        return probabilities;
      },
      update(samples, i) {
        learnResidual(model, context, residualOf(samples[i], prediction));
      },
    });
  },
};
