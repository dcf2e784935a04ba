/**
 * A probability model of pictures, sample by sample in reading order: by the chain rule
 *
 *   q(x) = q(x₁) q(x₂ | x₁) q(x₃ | x₁ x₂) …
 *
 * A model starts knowing nothing of the picture and learns from what it has already seen (it is prequential), so
 * that no bits are hidden in the model: whoever reads the code learns the same in the same order.
 */
import type { PictureSize } from '../pictures/picture';

/** A model at work on one picture. */
export interface Predictor {
  /**
   * Probabilities of the values 0 to 255 of sample `i`, given the samples before it. All are positive and they
   * add up to 1. The array is overwritten by the next call.
   */
  probabilities(samples: Uint8Array, i: number): Float64Array;
  /** Learns from sample `i`, once its probabilities have been asked for. */
  learn(samples: Uint8Array, i: number): void;
}

/** A way of predicting pictures. */
export interface PictureModel {
  name: string;
  /** A predictor that has learned nothing yet, for pictures of that size. */
  predictor(size: PictureSize): Predictor;
}
