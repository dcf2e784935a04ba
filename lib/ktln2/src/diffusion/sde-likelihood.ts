/**
 * Likelihood of the reverse SDE dx = [f − g² s_θ] dt + g dW (time running down): what the sampler with noise makes, as
 * the probability flow's is what the sampler without makes. In y = x/α, with dv = d(r²) and e = α (s_θ − s) the error of
 * the score of y, Girsanov's theorem gives
 *
 *   p_θ(x₀)/p(x₀) = E[exp(M) π(x₁)/p₁(x₁)],     M = ∫ e·dw̃ − ½ ∫ |e|² dv,     dw̃ = −dy − α s dv,
 *
 * over paths of the noising from x₀: w̃ is the noise that the exact reverse process would have used on the same path. The
 * exponent is as small as the error: few paths are enough. Without the mean inside the logarithm it is the NELBO.
 */
import { requireInteger } from '../arguments';
import type { RandomSource } from '../numerics';
import { firstRatio, settingsOf } from './accuracy';
import { noisedGrid } from './expectation';
import { type ForwardProcess, noiseRatio } from './forward-process';
import { choosePrior, type PriorChoice, priorSurprisal } from './gaussian-prior';
import type { DiffusionData } from './joint-data';
import { noisedLogDensity, noisedMoments } from './noised-moments';
import { exactScore, type ScoreFunction } from './score-function';
import { requireRatios } from './time-integral';

/** How many paths, how fine, between what. */
export interface SdeLikelihoodOptions {
  /** Ratio r = s/α of the noise that p₀ includes; by default as {@link boundReadings} has it. */
  from?: number;
  /** Prior π, or its name; by default `matched`. */
  prior?: PriorChoice;
  /** Nodes a panel and dimension of the grid of starting points x₀. */
  gridCount?: number;
  /** Paths from each starting point, two or more. */
  paths?: number;
  /** Steps for each factor e of r; what they leave out is of first order in their length. */
  stepsPerUnit?: number;
}

/** The likelihood of the reverse SDE's model, estimated; nats. */
export interface SdeLikelihood {
  /** E_{p₀}[−ln p_θ]. */
  nll: number;
  /** KL(p₀ ‖ p_θ). */
  kl: number;
  /** Standard error of both, from the spread of the paths. */
  standardError: number;
}

/**
 * Estimates the likelihood of the model that the reverse SDE makes.
 * Scores that err by a tenth or more give weights with heavy tails, and errors above the standard error that is stated.
 *
 * @param process the noising process
 * @param data the data
 * @param score s_θ
 * @param random where paths come from
 * @param options see {@link SdeLikelihoodOptions}
 * @throws RangeError if a count is not an integer in its range or `from` is not > 0 and below the process's last r
 * @see Song, Durkan, Murray, Ermon, NeurIPS 2021, arXiv:2101.09258, appendix A (Girsanov); Burda, Grosse,
 *   Salakhutdinov, ICLR 2016, arXiv:1509.00519 (the mean over paths inside the logarithm)
 * @example
 * const ve = varianceExploding(25);
 * const data = [gaussianData(0, 1)];
 * const score = scaledScore(exactScore(ve, data), 0.95);
 * const { nll, standardError } = sdeLikelihood(ve, data, score, seededRandom(1), { prior: 'standard' });
 * Math.abs(nll - 1.421531) < 3 * standardError; // => true
 */
export function sdeLikelihood(
  process: ForwardProcess,
  data: DiffusionData,
  score: ScoreFunction,
  random: RandomSource,
  options: SdeLikelihoodOptions = {},
): SdeLikelihood {
  const {
    from = firstRatio(data, settingsOf({})),
    prior: choice = 'matched',
    gridCount = settingsOf({}).gridCount,
    paths = 16,
    stepsPerUnit = 8,
  } = options;
  requireInteger('paths', paths, { min: 2 });
  requireInteger('stepsPerUnit', stepsPerUnit, { min: 1 });
  const last = noiseRatio(process, 1);
  requireRatios('[from, end]', [from, last]);
  const at = (ratio: number) => {
    const t = process.timeOfRatio(ratio);
    return { t, alpha: process.scale(t), std: process.std(t) };
  };
  const begin = at(from);
  const start = noisedGrid(data, begin.alpha, begin.std, gridCount);
  const d = start.dimensions;
  let y = new Float64Array(start.points.length * paths);
  for (let i = 0; i < y.length; i++) {
    y[i] = start.points[Math.floor(i / (paths * d)) * d + (i % d)] / begin.alpha;
  }
  const exponent = new Float64Array(y.length / d);
  const exact = exactScore(process, data);
  const steps = Math.ceil(Math.log(last / from) * stepsPerUnit);
  for (let k = 1; k <= steps; k++) {
    const [before, after] = [k - 1, k].map(i => from * (last / from) ** (i / steps));
    const growth = after * after - before * before;
    const width = Math.sqrt(growth);
    const next = y.map(value => value + width * random.normal());
    const { t, alpha } = at(after);
    const x = next.map(value => alpha * value);
    const [learned, truth] = [score(x, t, 'score').score, exact(x, t, 'score').score];
    for (let i = 0; i < x.length; i++) {
      const error = alpha * (learned[i] - truth[i]);
      const noise = y[i] - next[i] - growth * alpha * truth[i];
      exponent[Math.floor(i / d)] += error * noise - 0.5 * growth * error * error;
    }
    y = next;
  }
  const end = at(last);
  const x = y.map(value => end.alpha * value);
  const prior = priorSurprisal(choosePrior(choice, process, data, end.t), x);
  const own = noisedLogDensity(data, end.alpha, end.std, x);
  const logRatio = exponent.map((m, i) => m - prior[i] - own[i]);
  let [kl, variance] = [0, 0];
  start.weights.forEach((weight, i) => {
    const { surprisal, spread } = meanWeight(logRatio.subarray(i * paths, (i + 1) * paths));
    kl += weight * (surprisal - 0.5 * spread);
    variance += weight * weight * spread;
  });
  const dataEntropy = noisedMoments(data, begin.alpha, begin.std).entropy;
  return { nll: dataEntropy + kl, kl, standardError: Math.sqrt(variance) };
}

/** −ln of the mean weight over paths, and the variance of that, by which the logarithm of a mean is also too low, twice. */
function meanWeight(logs: Float64Array): { surprisal: number; spread: number } {
  const most = logs.reduce((a, b) => Math.max(a, b));
  const weights = logs.map(log => Math.exp(log - most));
  const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
  const squares = weights.reduce((sum, w) => sum + (w / mean - 1) ** 2, 0);
  return { surprisal: -most - Math.log(mean), spread: squares / (weights.length - 1) / weights.length };
}
