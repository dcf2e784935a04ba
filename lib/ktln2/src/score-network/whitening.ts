/**
 * Whitening: with the mean m and the covariance Σ = Q Λ Qᵀ of samples, y = Λ^(−1/2) Qᵀ (x − m) has mean 0 and
 * covariance I, and differential entropy changes by the logarithm of the volume,
 *
 *   h(x) = h(y) + ½ Σ ln λ_k.
 */
import { requireInteger } from '../arguments';
import { principalAxes } from '../diffusion';

/** An invertible map to uncorrelated coordinates of variance 1. */
export interface Whitening {
  /** y of each row. */
  apply(rows: ArrayLike<number>): Float64Array;
  /** h(x) − h(y) = ½ ln det Σ, in nats. */
  logVolume: number;
}

/**
 * The whitening map of a set of samples.
 *
 * @param rows n rows of d
 * @param dimensions d
 * @throws RangeError if `rows` is not a whole number of rows, at least 2, or their covariance is singular
 * @example
 * whitening([-3, 3], 1).logVolume; // => 1.098612
 */
export function whitening(rows: ArrayLike<number>, dimensions: number): Whitening {
  const d = requireInteger('dimensions', dimensions, { min: 1 });
  const n = requireInteger('rows.length / dimensions', rows.length / d, { min: 2 });
  const mean = new Float64Array(d);
  for (let k = 0; k < n * d; k++) mean[k % d] += rows[k] / n;
  const covariance = Array.from({ length: d }, () => Array<number>(d).fill(0));
  for (let row = 0; row < n; row++) {
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j++) {
        const term = ((rows[row * d + i] - mean[i]) * (rows[row * d + j] - mean[j])) / n;
        covariance[i][j] += term;
        covariance[j][i] = covariance[i][j];
      }
    }
  }
  const { variances, basis = new Float64Array() } = principalAxes('covariance of rows', covariance, d);
  const map = Array.from(variances, (value, k) =>
    Array.from({ length: d }, (_, i) => basis[i * d + k] / Math.sqrt(value)),
  );
  return {
    apply: points => {
      requireInteger('rows.length / dimensions', points.length / d);
      const result = new Float64Array(points.length);
      for (let at = 0; at < points.length; at += d) {
        for (let k = 0; k < d; k++) {
          for (let i = 0; i < d; i++) result[at + k] += map[k][i] * (points[at + i] - mean[i]);
        }
      }
      return result;
    },
    logVolume: variances.reduce((sum, value) => sum + 0.5 * Math.log(value), 0),
  };
}
