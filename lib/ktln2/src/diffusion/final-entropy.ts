/**
 * What "S₁" can mean in the entropy bound: with p₁ the noised data at the end and π the Gaussian prior,
 *
 *   marginal  S(p₁)          prior  S(π)          cross  E_{p₁}[−ln π] = S(p₁) + KL(p₁ ‖ π).
 */
import type { ForwardProcess } from './forward-process';
import { choosePrior, matchedPrior, type PriorChoice, priorCrossEntropy } from './gaussian-prior';
import type { DiffusionData } from './joint-data';
import { noisedMoments } from './noised-moments';

/** The three meanings of S₁, in nats. */
export interface FinalEntropies {
  /** S(p₁): entropy of the noised data at the end. */
  marginal: number;
  /** S(π): entropy of the prior. */
  prior: number;
  /** E_{p₁}[−ln π]: cross-entropy, the one that stands in the proofs. */
  cross: number;
}

/** The name of one of them. */
export type FinalEntropy = keyof FinalEntropies;

/**
 * The three meanings of S₁.
 *
 * @param process the noising process
 * @param data the data
 * @param prior π, or its name
 * @param t when the process ends, 1 unless told otherwise
 * @see Song, Durkan, Murray, Ermon, NeurIPS 2021, arXiv:2101.09258 (the cross-entropy, in the NELBO)
 * @example
 * finalEntropies(varianceExploding(10), [uniformData(1)], 'standard').prior; // => 2.952909
 */
export function finalEntropies(
  process: ForwardProcess,
  data: DiffusionData,
  prior: PriorChoice = 'matched',
  t = 1,
): FinalEntropies {
  const pi = choosePrior(prior, process, data, t);
  return {
    marginal: noisedMoments(data, process.scale(t), process.std(t)).entropy,
    prior: priorCrossEntropy(pi, pi),
    cross: priorCrossEntropy(pi, matchedPrior(process, data, t)),
  };
}

/** The entropy of that name; throws a `TypeError` for an unknown one. */
export function chooseFinalEntropy(entropies: FinalEntropies, name: FinalEntropy): number {
  if (!Object.hasOwn(entropies, name)) {
    const names = Object.keys(entropies).join(', ');
    throw new TypeError(`finalEntropy is ${JSON.stringify(name)}; expected one of ${names}`);
  }
  return entropies[name];
}
