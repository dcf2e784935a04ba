/**
 * What it takes to describe data step by step through their noised versions, z at σ, then at a smaller σ′, and so on
 * (bits back): each step decodes z′ from a Gaussian around the best guess and returns z under the noising. With
 * v = σ² − σ′², the Fisher information J of z, and cells that shrink like σ, a step costs in the mean, net,
 *
 *   ln(σ/σ′) d + ½ d ln(1 − v J/d)  ≥  I(x₀; z′) − I(x₀; z),
 *
 * where the Gaussian has the width that fits best, w = v (1 − v J/d). The excess is the mean relative entropy of the true
 * z′|z to it: 0 for isotropic Gaussian data, else about in proportion to the square of the step.
 */
import { channelInformation } from './channel-information';
import { type DiffusionData, dimensionsOf } from './joint-data';
import { noisedMoments } from './noised-moments';
import { requireRatios } from './time-integral';

/** One step of the description, in nats. */
export interface CodingStep {
  /** σ before, and σ′ after, in the data's unit. */
  before: number;
  after: number;
  /** Drawn less returned, in the mean. */
  net: number;
  /** I(x₀; z′) − I(x₀; z). */
  information: number;
}

/**
 * The mean net cost of each step.
 *
 * @param data the data
 * @param stds the steps' ends: standard deviations σ > 0 of the noise, at least two, decreasing, in the data's unit
 * @throws RangeError if `stds` are not as said
 * @see Kingma, Salimans, Poole, Ho, NeurIPS 2021, arXiv:2107.00630 (the loss of finite steps); Townsend, Bird, Barber,
 *   ICLR 2019, arXiv:1901.04866 (bits back with real coders)
 * @example
 * codingSteps([gaussianData(0, 1)], [2, 1])[0].net; // => 0.2350018
 */
export function codingSteps(data: DiffusionData, stds: readonly number[]): CodingStep[] {
  requireRatios('stds, last to first', [...stds].reverse());
  const d = dimensionsOf(data);
  const known = stds.map(std => channelInformation(data, std));
  return stds.slice(1).map((after, k) => {
    const before = stds[k];
    const growth = (before - after) * (before + after);
    const { fisher } = noisedMoments(data, 1, before);
    const net = d * Math.log(before / after) + 0.5 * d * Math.log1p((-growth * fisher) / d);
    return { before, after, net, information: known[k + 1] - known[k] };
  });
}
