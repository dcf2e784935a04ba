/**
 * Rounding to multiples of a step Δ, and coding the results as short as their entropy allows. Each interval from
 * (i − ½) Δ to (i + ½) Δ is read as the mean of what falls into it:
 *
 *   R = −Σ pᵢ log₂ pᵢ,   D = E x² − Σ pᵢ mᵢ².
 *
 * For small steps D → Δ²/12 and R → h − log₂ Δ, which is ½ log₂(2πe/12) = 0.2546 bit above Shannon's lower bound.
 */
import { requirePositive } from '../arguments';
import { shannonEntropy } from '../information';
import { erf } from '../numerics';
import type { RatePoint } from './water-filling';

/** Beyond this many standard deviations lies less than 1e-16 of a Gaussian. */
const REACH = 8.3;

/**
 * Rate and distortion of rounding a standard Gaussian number, by closed forms of its intervals.
 *
 * @param step Δ, in standard deviations
 * @throws RangeError if the step is not positive
 * @see Gish, Pierce, IEEE Trans. Inf. Theory 14 (1968) 676, doi:10.1109/TIT.1968.1054193
 * @example
 * const { rate, distortion } = roundedGaussian(0.1);
 * rate - gaussianRate(1, distortion); // => 0.2546
 */
export function roundedGaussian(step: number): RatePoint {
  requirePositive('step', step);
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const below = (x: number) => erf(x / Math.SQRT2) / 2; // less ½
  let [rate, signal] = [0, 0];
  const last = Math.ceil(REACH / step);
  for (let i = -last; i <= last; i++) {
    const [from, to] = [(i - 0.5) * step, (i + 0.5) * step];
    const p = below(to) - below(from);
    if (p <= 0) continue;
    rate -= p * Math.log2(p);
    signal += (density(from) - density(to)) ** 2 / p; // p times the mean squared
  }
  return { rate, distortion: 1 - signal };
}

/**
 * Rate and distortion of rounding given numbers: the entropy of how often each interval comes up, and the mean squared
 * error. With k intervals in use and n numbers, the entropy comes out too small by about (k − 1)/(2n ln 2) bits; so does
 * ½ log₂ of the variance over the distortion come out too large, since the means are fitted.
 *
 * @param samples the numbers
 * @param step Δ, in their unit
 * @throws RangeError if there are no numbers or the step is not positive
 * @see on the bias: Miller, in Information Theory in Psychology (1955), 95
 * @example
 * roundedSamples([0, 1, 10, 11], 10); // => { rate: 1, distortion: 0.25 }
 */
export function roundedSamples(samples: ArrayLike<number>, step: number): RatePoint {
  requirePositive('step', step);
  const n = samples.length;
  if (n === 0) throw new RangeError('the length of samples is 0; expected at least 1');
  const intervals = new Map<number, { count: number; sum: number }>();
  let square = 0;
  for (let i = 0; i < n; i++) {
    const index = Math.round(samples[i] / step);
    const interval = intervals.get(index);
    if (interval) {
      interval.count++;
      interval.sum += samples[i];
    } else intervals.set(index, { count: 1, sum: samples[i] });
    square += samples[i] ** 2;
  }
  const used = [...intervals.values()];
  const signal = used.reduce((total, { count, sum }) => total + sum ** 2 / count, 0);
  return { rate: shannonEntropy(used.map(({ count }) => count / n)), distortion: (square - signal) / n };
}
