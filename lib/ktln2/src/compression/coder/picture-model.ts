/**
 * A probability model of pictures, sample by sample in reading order: by the chain rule
 *
 *   q(x) = q(x₁) q(x₂ | x₁) q(x₃ | x₁ x₂) …
 *
 * A model starts knowing nothing of the picture and learns from what it has already seen (it is prequential), so
 * that no bits are hidden in the model: whoever reads the code learns the same in the same order.
 */
import type { PictureSize } from '../../pictures';

/** A model at work on one picture. */
export interface Predictor {
  /**
   * Probabilities of the values 0 to 255 of sample `i`, given the samples before it. All are positive and they
   * add up to 1. The array is overwritten by the next call.
   */
  predict(samples: Uint8Array, i: number): Float64Array;
  /** Learns from sample `i`, which was predicted just before. */
  update(samples: Uint8Array, i: number): void;
}

/** A way of predicting pictures. */
export interface PictureModel {
  name: string;
  /** A predictor that has learned nothing yet, for pictures of that size. */
  predictor(size: PictureSize): Predictor;
}

/** Holds a predictor to its contract: a sample is predicted, then learned, once. */
export function inTurn({ predict, update }: Predictor): Predictor {
  let predicted: number | undefined;
  return {
    predict(samples, i) {
      predicted = i;
      return predict(samples, i);
    },
    update(samples, i) {
      if (i !== predicted) {
        throw new Error(
          `update of sample ${i} came unasked; expected predict of the same sample just before`,
        );
      }
      predicted = undefined;
      update(samples, i);
    },
  };
}
