/**
 * The entropy bound of Kodama and Hinczewski on the negative log-likelihood (NLL) of a diffusion model,
 *
 *   NLL ≥ (S₀ + S₁)/2 − ½ ∫ Ṡ_θ dt,
 *
 * all entropies in nats, Ṡ_θ along noising time. Here for the exact score, where Ṡ_θ is Ṡ. With S₁ the entropy of the
 * noised data p₁, ∫ Ṡ dt = S₁ − S₀, the right side is S₀, and the bound is Gibbs' inequality, tight.
 */
import { requireInteger, requireNumber } from '../arguments';
import { type FisherSource, fisherIntegral } from './fisher-integral';
import { chooseFinalEntropy, type FinalEntropies, type FinalEntropy, finalEntropies } from './final-entropy';
import { type ForwardProcess, logNoiseRatio, noiseRatio } from './forward-process';
import type { PriorChoice } from './gaussian-prior';
import { type DiffusionData, entropyOf, isJoint, narrowestStd } from './joint-data';
import { axisMoments, noisedMoments } from './noised-moments';

/** The bound's ingredients, in nats. */
export interface ExactEntropyBound {
  /** S₀: entropy of the data, or of the data with the cut's noise. */
  dataEntropy: number;
  /** S(p) at the cut: of the data, if nothing is cut off. */
  cutEntropy: number;
  /** S₁, as chosen. */
  finalEntropy: number;
  /** All three meanings of S₁. */
  finalEntropies: FinalEntropies;
  /** ∫ Ṡ dt from the cut to t = 1, by quadrature of the Fisher information. */
  rateIntegral: number;
  /** (S₀ + S₁)/2 − ½ ∫ Ṡ dt. */
  bound: number;
  /** NLL = S(p) + KL(p₁ ‖ π) of p, the noised data at the cut, by the probability flow of the exact score. */
  nll: number;
}

/** Where the process starts and what the entropies are. */
export interface EntropyBoundOptions {
  /** Ratio r = s/α at which the integral starts, in the data's unit: `noiseRatio(process, t)`. By default 0. */
  from?: number;
  /** Whose entropy S₀ is: that of the `data`, or of the data `noised` as far as the cut at `from`. */
  start?: 'data' | 'noised';
  /** Which entropy S₁ is; see {@link FinalEntropies}. */
  finalEntropy?: FinalEntropy;
  /** Prior π, or its name; by default `matched`: the Gaussian with the moments of the noised data. */
  prior?: PriorChoice;
  /** Nodes of the integral over ln r, for each panel of 2 units. */
  count?: number;
}

/**
 * The entropy bound with the exact score.
 *
 * Since ½ g² dt = s² d ln r with r = s/α, the integral is ∫ Ṡ dt = d ln α(1)/α(cut) + ∫ s² E|∇ ln p|² d ln r.
 *
 * @param process the noising process
 * @param data the data
 * @param options see {@link EntropyBoundOptions}
 * @throws RangeError if `from` or `count` is out of range, or the data are points; TypeError if a named choice is unknown
 * @see Kodama, Hinczewski, Thermodynamic Performance Limits for Score-Based Diffusion Models, arXiv:2510.06174
 * @example
 * entropyBound(varianceExploding(25), [gaussianData(0, 1)]).bound; // => 1.418939
 * entropyBound(variancePreserving(20), [uniformData(1)], { from: 0.1, start: 'noised' }).bound; // => 0.7784917
 */
export function entropyBound(
  process: ForwardProcess,
  data: DiffusionData,
  {
    from = 0,
    start = 'data',
    finalEntropy = 'marginal',
    prior = 'matched',
    count = 16,
  }: EntropyBoundOptions = {},
): ExactEntropyBound {
  requireNumber('from', from, { min: 0, max: noiseRatio(process, 1) });
  requireInteger('count', count, { min: 1 });
  if (start !== 'data' && start !== 'noised') {
    throw new TypeError(`start is ${JSON.stringify(start)}; expected 'data' or 'noised'`);
  }
  if (narrowestStd(data) === 0)
    throw new RangeError(
      `data is ${isJoint(data) ? data.name : ''}, without width; expected data with a density`,
    );
  const entropies = finalEntropies(process, data, prior);
  const chosen = chooseFinalEntropy(entropies, finalEntropy);
  const cleanEntropy = entropyOf(data);
  const cut = from > 0 ? process.timeOfRatio(from) : 0;
  const cutEntropy =
    from > 0 ? noisedMoments(data, process.scale(cut), process.std(cut)).entropy : cleanEntropy;
  const sources = fisherSources(data);
  /** ∫ Ṡ dt from 0 to t, by ln α = ln s − ln r. */
  const growth = (t: number) => {
    const logRatio = logNoiseRatio(process, t);
    return sources.reduce(
      (sum, source) =>
        sum + source.dimensions * Math.log(process.std(t)) + fisherIntegral(source, logRatio, count),
      0,
    );
  };
  const rateIntegral = growth(1) - (from > 0 ? growth(cut) : 0);
  const dataEntropy = start === 'data' ? cleanEntropy : cutEntropy;
  return {
    dataEntropy,
    cutEntropy,
    finalEntropy: chosen,
    finalEntropies: entropies,
    rateIntegral,
    bound: (dataEntropy + chosen - rateIntegral) / 2,
    nll: cutEntropy + entropies.cross - entropies.marginal,
  };
}

/** Each coordinate alone, or all of them jointly. */
function fisherSources(data: DiffusionData): FisherSource[] {
  if (!isJoint(data)) {
    return data.map(axis => {
      const width = Math.sqrt(axis.variance);
      return { fisher: r => axisMoments(axis, 1, r).fisher, widths: [width, width], dimensions: 1 };
    });
  }
  const widest = Math.sqrt(data.variance.reduce((sum, v) => sum + v, 0));
  return [
    {
      fisher: r => noisedMoments(data, 1, r).fisher,
      widths: [data.narrowest, widest],
      dimensions: data.mean.length,
    },
  ];
}
