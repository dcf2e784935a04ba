/**
 * What noised data tell of the data: the mutual information of x₀ and x = x₀ + s z, z ~ N(0, I), in nats, on two roads,
 *
 *   by entropies            I = S(x) − ½ d ln 2πe s²
 *   by denoising (I-MMSE)   dI/d snr = ½ mmse,  snr = 1/s²:     I(s) − I(q) = ∫ₛ^q (mmse/s²) d ln s,
 *
 * with the error of the best denoiser, x̂ = x + s² ∇ ln p (Tweedie), and the Fisher information J of x,
 *
 *   mmse = E|x₀ − x̂|² = s² (d − s² J).
 */
import { requirePositive } from '../arguments';
import { panelRule } from '../numerics';
import { type DiffusionData, dimensionsOf } from './joint-data';
import { noisedMoments } from './noised-moments';
import { requireRatios } from './time-integral';

/** Nodes on a panel, and its length in ln s. */
const [NODES, PANEL] = [16, 0.7];

/**
 * The least mean squared error of a denoiser, E|x₀ − E[x₀|x]|². Where s is much larger than the data, s² d is what its
 * rounding errors are relative to.
 *
 * @param data the data
 * @param std standard deviation s > 0 of the noise, in the data's unit
 * @returns in the square of the data's unit, summed over dimensions
 * @throws RangeError if `std` is not > 0
 * @see Robbins, Proc. Third Berkeley Symp. (1956) 157 (the posterior mean by the score)
 * @example
 * leastError([gaussianData(0, 1)], 1); // => 0.5
 */
export function leastError(data: DiffusionData, std: number): number {
  requirePositive('std', std);
  return std * std * (dimensionsOf(data) - std * std * noisedMoments(data, 1, std).fisher);
}

/**
 * The mutual information of data and noised data, by entropies.
 *
 * @param data the data
 * @param std standard deviation s > 0 of the noise, in the data's unit
 * @returns I, in nats
 * @throws RangeError if `std` is not > 0
 * @see Cover, Thomas, Elements of Information Theory (2nd ed., 2006), section 9.1
 * @example
 * channelInformation([gaussianData(0, 1)], 1); // => 0.3465736
 */
export function channelInformation(data: DiffusionData, std: number): number {
  requirePositive('std', std);
  const noise = 0.5 * dimensionsOf(data) * Math.log(2 * Math.PI * Math.E * std * std);
  return noisedMoments(data, 1, std).entropy - noise;
}

/**
 * The information that the best denoiser gathers in each band of noise, ∫ (mmse/s²) d ln s.
 *
 * @param data the data
 * @param stds the bands' ends: at least two standard deviations s > 0 of the noise, increasing, in the data's unit
 * @returns for each band its part of I, in nats
 * @throws RangeError if `stds` are not as said
 * @see Guo, Shamai, Verdú, IEEE Trans. Inf. Theory 51 (2005) 1261, doi:10.1109/TIT.2005.844072
 * @example
 * gatheredInformation([gaussianData(0, 1)], [1, 1e6])[0]; // => 0.3465736
 */
export function gatheredInformation(data: DiffusionData, stds: readonly number[]): number[] {
  requireRatios('stds', stds);
  return stds.slice(1).map((to, k) => {
    const [low, high] = [Math.log(stds[k]), Math.log(to)];
    const panels = Math.ceil((high - low) / PANEL);
    const breaks = Array.from({ length: panels + 1 }, (_, i) => low + ((high - low) * i) / panels);
    const { nodes, weights } = panelRule(breaks, NODES);
    return nodes.reduce((sum, log, i) => {
      const std = Math.exp(log);
      return sum + (weights[i] * leastError(data, std)) / (std * std);
    }, 0);
  });
}
