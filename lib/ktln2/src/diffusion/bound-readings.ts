/**
 * Four readings of the rate Ṡ_θ in the bound NLL ≥ (S₀ + S₁)/2 − ½ ∫ Ṡ_θ dt for a learned score s_θ = s + e:
 *
 *   A  norm                  E ∇·f + ½ g² E|s_θ|²
 *   B  divergence            E ∇·f − ½ g² E ∇·s_θ
 *   C  path                  ∇·(f − ½ g² s_θ), along the probability-flow path from the data
 *   D  intrinsic + exchange  E ∇·f − g² E ∇·s_θ − ½ g² E|s_θ|² = Ṡ − ½ g² E|e|²    (2B − A)
 *
 * A, B and D average over the exact p_t. Each implies an entropy of the data, Ŝ = S₁ − ∫ Ṡ_θ dt, and the bound is
 * (S₀ + Ŝ)/2, so that NLL − bound = KL(p₀ ‖ p_θ) − (Ŝ − S₀)/2 exactly. For C, Ŝ is the NLL itself: the gap is KL/2.
 * For D, Ŝ is the NELBO, S₀ + ½ ∫ g² E|e|² dt + KL(p₁ ‖ π), which bounds the NLL of the sampler with noise. For A and B nothing bounds Ŝ.
 */
import { requirePositive } from '../arguments';
import { firstRatio, type Resolution, settingsOf } from './accuracy';
import { assembleReadings, type BoundReadings } from './assemble-readings';
import { noisedGrid } from './expectation';
import { weightedSum } from './weighted-points';
import { chooseFinalEntropy, type FinalEntropies, type FinalEntropy, finalEntropies } from './final-entropy';
import { followFlow, pointSurprisal } from './flow-likelihood';
import { type ForwardProcess, noiseRatio } from './forward-process';
import { choosePrior, type GaussianPrior, type PriorChoice, priorSurprisal } from './gaussian-prior';
import { coordinateMoments, type DiffusionData } from './joint-data';
import { noisedMoments } from './noised-moments';
import { scoreErrors } from './score-errors';
import type { ScoreFunction } from './score-function';
import { requireRatios } from './time-integral';

/** How finely to integrate, between what, and what S₁ is. */
export interface ReadingOptions extends Resolution {
  /**
   * Ratio r = s/α of the noise that p₀ includes, in the data's unit; by default so little that it does not count:
   * it moves S₀ by less than 1e-6 nat a dimension (accuracy high: 1e-9).
   */
  from?: number;
  /** Prior π, or its name; by default `matched`: the Gaussian with the moments of the noised data. */
  prior?: PriorChoice;
  /**
   * Which entropy S₁ is, see {@link FinalEntropies}; by default `cross`. Reading C averages over the ends of the paths
   * in place of p₁: for it `cross` and `marginal` are E[−ln π] there, for which it is a theorem.
   */
  finalEntropy?: FinalEntropy;
}

/**
 * The four readings of the bound for one score.
 *
 * @param process the noising process
 * @param data the data
 * @param score s_θ
 * @param options see {@link ReadingOptions}
 * @throws RangeError if `from` is not > 0 and below the process's last r
 * @see Kodama, Hinczewski, arXiv:2510.06174 (the bound); Song, Durkan, Murray, Ermon, NeurIPS 2021,
 *   arXiv:2101.09258 (the NELBO)
 * @example
 * const data = [gaussianData(0, 1)];
 * const score = scaledScore(exactScore(varianceExploding(25), data), 0.95);
 * boundReadings(varianceExploding(25), data, score).A.gap; // => -0.0996
 */
export function boundReadings(
  process: ForwardProcess,
  data: DiffusionData,
  score: ScoreFunction,
  options: ReadingOptions = {},
): BoundReadings {
  return boundReadingsAt(process, data, score, [noiseRatio(process, 1)], options)[0];
}

/**
 * The four readings for processes that end earlier, in one pass. Under VE the noise s alone determines p_t, hence a
 * process with a smaller σ is one that ends at a smaller s.
 *
 * @param process the noising process
 * @param data the data
 * @param score s_θ
 * @param ends values of r = s/α at which the process ends, increasing
 * @param options see {@link ReadingOptions}
 * @throws RangeError if `from` is not > 0, or the ends are not increasing and above it
 * @example
 * const data = [gaussianData(0, 1)];
 * const score = scaledScore(exactScore(varianceExploding(25), data), 0.95);
 * boundReadingsAt(varianceExploding(25), data, score, [1, 9])[0].kl; // => 0.000296845
 */
export function boundReadingsAt(
  process: ForwardProcess,
  data: DiffusionData,
  score: ScoreFunction,
  ends: readonly number[],
  options: ReadingOptions = {},
): BoundReadings[] {
  const { finalEntropy = 'cross', prior: choice = 'matched' } = options;
  const { from = firstRatio(data, settingsOf(options)) } = options;
  requirePositive('from', from);
  requireRatios('[from, ...ends]', [from, ...ends]);
  const along = ends.map(ratio => {
    const t = process.timeOfRatio(ratio);
    const prior = choosePrior(choice, process, data, t);
    return { ratio, stretch: 1, prior, entropies: finalEntropies(process, data, prior, t), finalEntropy };
  });
  return readingsAlong(process, data, score, along, options);
}

/** Where a process ends, in its own coordinates. */
export interface ProcessEnd {
  /** r = s/α. */
  ratio: number;
  /** The end's coordinates, in those of the process that paths are followed in. */
  stretch: number;
  /** π. */
  prior: GaussianPrior;
  /** The three meanings of S₁, and the one that is meant. */
  entropies: FinalEntropies;
  finalEntropy: FinalEntropy;
}

/** The readings for ends whose ratios do not fall, in one pass; integrals are cut at `kinks`, ratios where the score jumps. */
export function readingsAlong(
  process: ForwardProcess,
  data: DiffusionData,
  score: ScoreFunction,
  ends: readonly ProcessEnd[],
  options: Resolution & { from?: number; kinks?: readonly number[] },
): BoundReadings[] {
  const settings = settingsOf(options);
  const { gridCount, stepsPerUnit, ignore, reach } = settings;
  const { from = firstRatio(data, settings), kinks = [] } = options;
  requirePositive('from', from);
  const stops = ends.map(end => end.ratio);
  const last = stops[stops.length - 1];
  const within = kinks.filter(ratio => ratio > from && ratio < last);
  const ratios = [from, ...new Set([...stops, ...within].sort((a, b) => a - b))];
  requireRatios('[from, ...ends]', ratios);
  const begin = process.timeOfRatio(from);
  const [alpha, std] = [process.scale(begin), process.std(begin)];
  const start = noisedGrid(data, alpha, std, gridCount, ignore, reach);
  const dataEntropy = noisedMoments(data, alpha, std).entropy;
  const errors = scoreErrors(process, data, score, ratios, options);
  const states = followFlow(process, score, start, ratios, stepsPerUnit, coordinateMoments(data));
  return ends.map(({ ratio, stretch, prior, entropies, finalEntropy }) => {
    const i = ratios.indexOf(ratio) - 1;
    const state = {
      ratio,
      points: states[i].points.map(x => stretch * x),
      expansion: states[i].expansion.map(value => value + start.dimensions * Math.log(stretch)),
    };
    return assembleReadings({
      dataEntropy,
      entropies,
      finalEntropy: chooseFinalEntropy(entropies, finalEntropy),
      errors: errors[i],
      // Averaging ln p₀ − ln p_θ, which is small, leaves less of the grid's error than averaging −ln p_θ.
      kl: weightedSum(
        start.weights,
        pointSurprisal(state, prior).map((surprisal, k) => surprisal + start.logDensity[k]),
      ),
      pathCross: weightedSum(start.weights, priorSurprisal(prior, state.points)),
      pathEntropy: finalEntropy === 'prior' ? 'prior' : 'path',
    });
  });
}
