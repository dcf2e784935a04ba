/**
 * A prediction that follows the picture: the coefficients are fitted by least squares to the pixels around, weighted by
 * their distance, and change from pixel to pixel. The differences to the neighbours and the channels of the pixel
 * itself are one vector: red is predicted from the neighbours, green from them and red, blue from all of these.
 */
import type { PictureSize } from '../../pictures';
import { conditionalMean } from './conditional-mean';
import { localCovariance } from './local-covariance';
import { localError } from './local-error';
import { neighbourhood, type Offset } from './neighbourhood';

/** Where a predictor looks. */
export interface Surrounding {
  /** Neighbours that it uses. */
  offsets: readonly Offset[];
  /** Weight of the pixel next to this one in the fit, above 0 and below 1. */
  memory: number;
  /** What is added to the second moments, in squared steps of a sample. */
  ridge: number;
}

/** A prediction of a sample, in steps of a sample. */
export interface LocalPrediction {
  /** From 0 to 255, not rounded. */
  centre: number;
  /** Mean error that was made around here. */
  error: number;
}

/** Predicts the samples of a picture one after the other. */
export interface LocalPredictor {
  predict(samples: Uint8Array, i: number): LocalPrediction;
  update(samples: Uint8Array, i: number): void;
}

/**
 * Predicts each sample by least squares fitted to its surroundings.
 *
 * @param size of the picture
 * @param surrounding that it looks at
 * @see Meyer, Tischer, Proc. Picture Coding Symp. (1997) 533 and Proc. Data Compression Conf. (2001) 503
 * @example
 * const predictor = localPredictor({ width: 4, height: 4, channels: 1 }, { offsets: [[-1, 0]], memory: 0.8, ridge: 1 });
 * predictor.predict(new Uint8Array(16), 0).centre; // => 128
 */
export function localPredictor(size: PictureSize, { offsets, memory, ridge }: Surrounding): LocalPredictor {
  const { width, channels } = size;
  const around = neighbourhood(offsets, size);
  const length = around.length + channels;
  const covariance = localCovariance(length, width, memory);
  const fit = conditionalMean(length, ridge);
  const errors = localError(size);
  const moments = new Float64Array((length * (length + 1)) / 2);
  const vector = new Float64Array(length);
  const references = new Float64Array(channels);
  const prediction: LocalPrediction = { centre: 0, error: 0 };
  let x = 0;
  let y = 0;

  function startPixel(samples: Uint8Array, pixel: number): void {
    x = pixel % width;
    y = Math.floor(pixel / width);
    around.read(samples, x, y, vector, references);
    covariance.read(x, moments);
    fit.start(moments);
    for (let k = 0; k < around.length; k++) {
      fit.predict();
      fit.update(vector[k]);
    }
  }

  return {
    predict(samples, i) {
      const channel = i % channels;
      if (channel === 0) startPixel(samples, i / channels);
      prediction.centre = Math.min(Math.max(references[channel] + fit.predict(), 0), 255);
      prediction.error = errors.mean(x, y, channel);
      return prediction;
    },
    update(samples, i) {
      const channel = i % channels;
      const value = samples[i] - references[channel];
      vector[around.length + channel] = value;
      fit.update(value);
      errors.update(x, y, channel, Math.abs(samples[i] - prediction.centre));
      if (channel === channels - 1) covariance.update(x, vector);
    },
  };
}
