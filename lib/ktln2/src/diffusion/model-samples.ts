/**
 * The bound with the rate averaged over the model's own samples in place of the data: for a model of density q₀ whose
 * score is that of q₀ noised, ∫ Ṡ dt = S(q₁) − S(q₀), so that with S₁ = S(q₁)
 *
 *   bound = (S₀ + S(q₀))/2,     NLL = E_{p₀}[−ln q₀].
 *
 * Nothing bounds S(q₀) by the NLL: a model broader than the data breaks it. For a learned score the same holds of the
 * probability flow from the prior π, along which ∫ E ∇·(f − ½ g² s_θ) dt = S(π) − S(q₀), with S₁ = S(π).
 */
import { firstRatio, settingsOf } from './accuracy';
import type { Reading } from './assemble-readings';
import { boundReadings, type ReadingOptions } from './bound-readings';
import { gaussianData } from './data-distribution';
import { noisedGrid } from './expectation';
import { followFlow } from './flow-likelihood';
import { choosePrior, priorCrossEntropy } from './gaussian-prior';
import type { ScoreFunction } from './score-function';
import { weightedSum } from './weighted-points';
import { entropyBound } from './entropy-bound';
import { type ForwardProcess, noiseRatio } from './forward-process';
import { coordinateMoments, type DiffusionData, entropyOf } from './joint-data';
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

/**
 * The bound with the rate averaged along the probability flow's own samples, for a learned score.
 *
 * @param process the noising process
 * @param data the data: p₀, with the noise of ratio `from`
 * @param score s_θ
 * @param options see {@link ReadingOptions}; S₁ is the prior's entropy whatever `finalEntropy` says
 * @returns the bound, and as `rateIntegral` S(π) − S(q₀)
 * @throws RangeError as {@link boundReadings} does
 * @see Kodama, Hinczewski, arXiv:2510.06174 (the bound); Song et al., ICLR 2021, arXiv:2011.13456 (the flow)
 * @example
 * const ve = varianceExploding(25);
 * const data = [gaussianData(0, 1)];
 * const narrow = scaledScore(exactScore(ve, data), 1.1);
 * const wide = scaledScore(exactScore(ve, data), 0.9);
 * flowSampleReading(ve, data, narrow).gap > 0; // => true
 * flowSampleReading(ve, data, wide).gap > 0; // => false
 */
export function flowSampleReading(
  process: ForwardProcess,
  data: DiffusionData,
  score: ScoreFunction,
  options: ReadingOptions = {},
): ModelSampleReading {
  const settings = settingsOf(options);
  const { from = firstRatio(data, settings), prior: choice = 'matched' } = options;
  const last = noiseRatio(process, 1);
  const prior = choosePrior(choice, process, data, 1);
  const axes = prior.mean.map((mean, i) => gaussianData(mean, prior.variance[i]));
  // The prior itself, as Gaussian data without noise to speak of.
  const start = noisedGrid(axes, 1, 1e-9 * Math.sqrt(Math.min(...prior.variance)), settings.gridCount);
  const flow = followFlow(
    process,
    score,
    start,
    [last, from],
    settings.stepsPerUnit,
    coordinateMoments(data),
  );
  const rateIntegral = -weightedSum(start.weights, flow[0].expansion);
  const { nll, dataEntropy } = boundReadings(process, data, score, { ...options, prior });
  const finalEntropy = priorCrossEntropy(prior, prior);
  const bound = (dataEntropy + finalEntropy - rateIntegral) / 2;
  return { nll, finalEntropy, rateIntegral, bound, gap: nll - bound };
}
