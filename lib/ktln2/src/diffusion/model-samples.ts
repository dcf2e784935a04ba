/**
 * The bound with the rate averaged over the model's own samples in place of the data: for a model of density q₀ whose
 * score is that of q₀ noised, ∫ Ṡ dt = S(q₁) − S(q₀), so that with S₁ = S(q₁)
 *
 *   bound = (S₀ + S(q₀))/2,     NLL = E_{p₀}[−ln q₀].
 *
 * Nothing bounds S(q₀) by the NLL: a model broader than the data breaks it.
 */
import type { Reading } from './assemble-readings';
import { entropyBound } from './entropy-bound';
import type { ForwardProcess } from './forward-process';
import { type DiffusionData, entropyOf } from './joint-data';
import { crossEntropyUnder } from './noised-moments';

/** The bound for averages over the model's samples, with the NLL it is held against; nats. */
export interface ModelSampleReading extends Reading {
  /** E_{p₀}[−ln q₀]. */
  nll: number;
}

/**
 * The bound with rates averaged over samples of the model.
 *
 * @param process the noising process
 * @param data the data: p₀
 * @param model the model: q₀, of as many dimensions; Gaussian coordinates or a mixture of Gaussians
 * @throws RangeError if the numbers of coordinates differ
 * @see Kodama, Hinczewski, arXiv:2510.06174 (the bound)
 * @example
 * const { nll, bound } = modelSampleReading(varianceExploding(25), [gaussianData(0, 1)], [gaussianData(0, 2)]);
 * nll; // => 1.515512
 * bound; // => 1.592225
 */
export function modelSampleReading(
  process: ForwardProcess,
  data: DiffusionData,
  model: DiffusionData,
): ModelSampleReading {
  const { finalEntropy, rateIntegral } = entropyBound(process, model);
  const dataEntropy = entropyOf(data);
  const bound = (dataEntropy + finalEntropy - rateIntegral) / 2;
  const nll = crossEntropyUnder(data, model, 1, 0);
  return { nll, finalEntropy, rateIntegral, bound, gap: nll - bound };
}
