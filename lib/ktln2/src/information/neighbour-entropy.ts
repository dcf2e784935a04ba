/**
 * Differential entropy from samples by the distances to neighbours (Kozachenko and Leonenko): with r_i the distance of
 * sample i to its k-th nearest neighbour and c_d the volume of the ball of radius 1,
 *
 *   ĥ = ψ(N) − ψ(k) + ln c_d + (d/N) Σ ln r_i,     ψ(n) = −γ + Σ_{j<n} 1/j.
 *
 * It takes the density to be constant within each ball: the larger the balls, the larger its bias.
 */
import { requireInteger } from '../arguments';

const EULER_GAMMA = 0.5772156649015329;

/** ψ(n) of an integer n ≥ 1. */
function digamma(n: number): number {
  let sum = -EULER_GAMMA;
  for (let j = 1; j < n; j++) sum += 1 / j;
  return sum;
}

/** ln of the volume of the Euclidean ball of radius 1: V_d = V_{d−2} 2π/d, V_0 = 1, V_1 = 2. */
function logBall(d: number): number {
  let log = d % 2 ? Math.LN2 : 0;
  for (let n = d % 2 ? 3 : 2; n <= d; n += 2) log += Math.log((2 * Math.PI) / n);
  return log;
}

/** How far two points are apart: Euclid's distance, or the largest difference of a coordinate. */
export type NeighbourNorm = 'euclidean' | 'max';

/**
 * Kozachenko and Leonenko's estimate of differential entropy. All pairs are compared: N² d steps.
 *
 * @param samples n rows of d, in the data's unit
 * @param dimensions d
 * @param options `neighbour`, k (1 unless told otherwise), and the `norm` (Euclid's)
 * @returns nats, relative to the data's unit
 * @throws RangeError if `samples` does not have more than k whole rows, or two samples that coincide make it −∞
 * @see Kraskov, Stögbauer, Grassberger, Phys. Rev. E 69 (2004) 066138, equation 20
 * @example
 * neighbourEntropy([0, 1], 1); // => 1.693147
 */
export function neighbourEntropy(
  samples: ArrayLike<number>,
  dimensions: number,
  { neighbour = 1, norm = 'euclidean' as NeighbourNorm } = {},
): number {
  const d = requireInteger('dimensions', dimensions, { min: 1 });
  const k = requireInteger('neighbour', neighbour, { min: 1 });
  const n = requireInteger('samples.length / dimensions', samples.length / d, { min: k + 1 });
  const nearest = new Float64Array(k);
  let logs = 0;
  for (let i = 0; i < n; i++) {
    nearest.fill(Infinity);
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      let distance = 0;
      // Once beyond the k-th neighbour so far, the rest of the coordinates does not matter.
      for (let axis = 0; axis < d && distance < nearest[k - 1]; axis++) {
        const step = samples[i * d + axis] - samples[j * d + axis];
        distance = norm === 'max' ? Math.max(distance, Math.abs(step)) : distance + step * step;
      }
      if (distance >= nearest[k - 1]) continue;
      let at = k - 1;
      for (; at > 0 && nearest[at - 1] > distance; at--) nearest[at] = nearest[at - 1];
      nearest[at] = distance;
    }
    logs += norm === 'max' ? Math.log(nearest[k - 1]) : 0.5 * Math.log(nearest[k - 1]);
  }
  if (logs === -Infinity) {
    throw new RangeError(
      `samples has points that coincide with their ${k} nearest; expected distinct points`,
    );
  }
  return digamma(n) - digamma(k) + (norm === 'max' ? d * Math.LN2 : logBall(d)) + (d * logs) / n;
}
