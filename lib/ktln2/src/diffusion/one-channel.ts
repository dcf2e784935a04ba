/**
 * Linear noising processes are one channel: y = x/α = x₀ + r z depends on the ratio r = s/α alone. A score carried from
 * one process to another,
 *
 *   s′(x, t′) = (α/α′) s(x α/α′, t),     r(t) = r′(t′),     ∇·s′ = (α/α′)² ∇·s,
 *
 * makes the same model wherever the priors are the same Gaussian of y. So one pass along r serves all processes, each of
 * which ends at an r of its own.
 */
import type { BoundReadings } from './assemble-readings';
import { readingsAlong } from './bound-readings';
import type { Resolution } from './accuracy';
import { type FinalEntropies, finalEntropies } from './final-entropy';
import { type ForwardProcess, noiseRatio } from './forward-process';
import { choosePrior, type PriorChoice } from './gaussian-prior';
import type { DiffusionData } from './joint-data';
import type { ScoreFunction } from './score-function';

/**
 * A score of one process as a score of another.
 *
 * @param score s, a score of noised data under `own`
 * @param own the process that it belongs to
 * @param process the process to carry it to
 * @returns s′; its divergence is left out where that of s is
 * @example
 * const [ve, vp, data] = [varianceExploding(25), variancePreserving(20), [gaussianData(0, 1)]];
 * inProcess(exactScore(ve, data), ve, vp)(Float64Array.of(2), 0.5).score[0]; // => -2
 */
export function inProcess(score: ScoreFunction, own: ForwardProcess, process: ForwardProcess): ScoreFunction {
  return (points, t, only) => {
    const ownTime = own.timeOfRatio(process.std(t) / process.scale(t));
    const factor = own.scale(ownTime) / process.scale(t);
    const values = score(
      points.map(x => factor * x),
      ownTime,
      only,
    );
    return {
      score: values.score.map(s => factor * s),
      divergence: values.divergence.map(div => factor * factor * div),
    };
  };
}

/** The readings of one process and prior. */
export interface ChannelEnd extends BoundReadings {
  /** r at the end. */
  ratio: number;
  /** S₁ in its three meanings; C's, over the ends of the paths, is `C.finalEntropy`. */
  entropies: FinalEntropies;
}

/** How finely to integrate, and between what. */
export interface ChannelOptions extends Resolution {
  /** Ratio r of the noise that p₀ includes; by default as {@link boundReadings} has it. */
  from?: number;
  /** Ratios at which s_θ is not smooth, where integrals are cut. */
  kinks?: readonly number[];
}

/**
 * The four readings of the bound for several processes and priors, in one pass, with S₁ = E[−ln π]. With another S₁ a
 * bound moves by half the difference.
 *
 * @param own the process that the score belongs to
 * @param data the data
 * @param score s_θ, known up to the largest of the processes' last ratios
 * @param ends processes and the priors at their ends, in any order
 * @param options see {@link ChannelOptions}
 * @returns readings in the order of `ends`
 * @throws RangeError if there is no end, or one is not above `from`
 * @see Kingma, Salimans, Poole, Ho, NeurIPS 2021, arXiv:2107.00630, section 5.1 (only the ends of the noise count)
 * @example
 * const [ve, vp, data] = [varianceExploding(25), variancePreserving(20), [gaussianData(0, 1)]];
 * const score = scaledScore(exactScore(ve, data), 0.95);
 * channelReadings(ve, data, score, [{ process: vp, prior: 'matched' }])[0].A.gap; // => -0.1912
 */
export function channelReadings(
  own: ForwardProcess,
  data: DiffusionData,
  score: ScoreFunction,
  ends: readonly { process: ForwardProcess; prior: PriorChoice }[],
  options: ChannelOptions = {},
): ChannelEnd[] {
  const along = ends.map(({ process, prior: choice }, index) => {
    const ratio = noiseRatio(process, 1);
    const prior = choosePrior(choice, process, data, 1);
    const stretch = process.scale(1) / own.scale(own.timeOfRatio(ratio));
    const entropies = finalEntropies(process, data, prior);
    return { index, ratio, stretch, prior, entropies, finalEntropy: 'cross' as const };
  });
  along.sort((a, b) => a.ratio - b.ratio);
  const results: ChannelEnd[] = [];
  readingsAlong(own, data, score, along, options).forEach((readings, k) => {
    const { index, ratio, entropies } = along[k];
    results[index] = { ...readings, ratio, entropies };
  });
  return results;
}
