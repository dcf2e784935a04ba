/**
 * Runs experiments. A network learns VE scores, which are functions of s; carried along the channel y = x/α they serve
 * every linear process, so that one network is trained for each set of data and seed. Where r is above what the network
 * has learned the score is that of the Gaussian with the data's moments:
 *
 *   s_θ(y, r) = −(Σ + r² I)⁻¹ y     for r > r_max.
 */
import {
  type ChannelEnd,
  channelReadings,
  exactScore,
  type ForwardProcess,
  inProcess,
  type Resolution,
  type SdeLikelihood,
  type ScoreFunction,
  sdeLikelihood,
  varianceExploding,
} from '../diffusion';
import { seededRandom } from '../numerics';
import { networkScore, type ScoreNetwork, trainFusedNetwork } from '../score-network';
import {
  type DataName,
  type Experiment,
  experimentData,
  experimentProcess,
  type ProcessSpec,
} from './experiment';

/** The process whose scores are functions of s = r for every s. */
const CHANNEL: ForwardProcess = varianceExploding(30);

/** Of seed 1's networks, NLL and bounds on grids more than twice as fine differ by less than 1e-5 nat. */
export const RESOLUTION: Resolution = { gridCount: 12, nodesPerUnit: 8, stepsPerUnit: 6, ignore: 1e-9 };

/**
 * For the sampler with noise. Its NLL falls short by the length of a step: on U[−1, 1]² with seed 1's network KL is
 * 0.0099, 0.0129, 0.0140 nat with 8, 16, 32 steps a factor e, each ± 0.001.
 */
const SDE_RESOLUTION = { gridCount: 12, paths: 8, stepsPerUnit: 32 };

/** Which prior generation starts from: the Gaussian with the variances of the noised data, or the field's. */
export type PriorName = 'matched' | 'standard';
const PRIORS: PriorName[] = ['matched', 'standard'];

/** What comes out for one process and prior; entropies and errors in nats. */
export interface ExperimentResult extends ProcessSpec {
  data: DataName;
  seed: number;
  prior: PriorName;
  /** ln r at t = 1. */
  logRatio: number;
  /** S₀: entropy of p₀, which is the data with noise of the network's smallest s. */
  dataEntropy: number;
  /** NLL under the probability-flow model. */
  nll: number;
  nelbo: number;
  /** S₁ in its meanings: S(p₁), S(π), E[−ln π] over p₁, and over the ends of the model's paths. */
  marginal: number;
  equilibrium: number;
  cross: number;
  pathCross: number;
  /** The bound's right side, with S₁ = `cross`, of C with `pathCross`. */
  A: number;
  B: number;
  C: number;
  D: number;
}

/**
 * Trains the network of an experiment.
 *
 * @param experiment its data, recipe and seed; the process does not matter
 * @throws RangeError if there are no such data or a number of the recipe is out of range
 * @example
 * const recipe = { ...FUSED_RECIPE, hidden: [4], batch: 64, steps: 1 };
 * trainExperiment({ data: 'gaussian-unequal', recipe, seed: 1 }).weights.length; // => 30
 */
export function trainExperiment({
  data,
  recipe,
  seed,
}: Pick<Experiment, 'data' | 'recipe' | 'seed'>): ScoreNetwork {
  return trainFusedNetwork({ ...recipe, seed }, experimentData(data).training);
}

/**
 * The score of a network, for any process, and also for more noise than it has learned.
 *
 * @param network the network
 * @param name its data
 * @param process the process to carry it to
 * @throws RangeError if there are no such data
 * @example
 * const recipe = { ...FUSED_RECIPE, hidden: [4], batch: 64, steps: 1 };
 * const network = trainExperiment({ data: 'uniform-square', recipe, seed: 1 });
 * const score = experimentScore(network, 'uniform-square', variancePreserving(20));
 * score(Float64Array.of(1, 2), 1).score[1]; // => -2.00006
 */
export function experimentScore(
  network: ScoreNetwork,
  name: DataName,
  process: ForwardProcess,
): ScoreFunction {
  const near = networkScore(network, CHANNEL);
  const far = exactScore(CHANNEL, experimentData(name).gaussian);
  // The end of the range comes back from ln s with a rounding error.
  const last = network.noiseRange[1] * (1 + 1e-9);
  const own: ScoreFunction = (points, t, only) => (CHANNEL.std(t) <= last ? near : far)(points, t, only);
  return inProcess(own, CHANNEL, process);
}

/**
 * Evaluates one network for many processes, in one pass along the channel.
 *
 * @param network the network, trained by {@link trainExperiment}
 * @param of its data and seed
 * @param specs the processes
 * @param resolution how finely
 * @returns for each process two results, one for each prior
 * @throws RangeError if there are no such data or no such process
 * @example
 * const recipe = { ...FUSED_RECIPE, hidden: [4], batch: 64, steps: 1, noiseRange: [0.5, 2] };
 * const network = trainExperiment({ data: 'gaussian-unequal', recipe, seed: 1 });
 * const of = { data: 'gaussian-unequal', seed: 1 };
 * evaluateNetwork(network, of, [{ kind: 've', sigma: 10 }])[1].prior; // => 'standard'
 */
export function evaluateNetwork(
  network: ScoreNetwork,
  { data, seed }: Pick<Experiment, 'data' | 'seed'>,
  specs: readonly ProcessSpec[],
  resolution: Resolution = RESOLUTION,
): ExperimentResult[] {
  const ends = specs.flatMap(spec =>
    PRIORS.map(prior => ({ spec, prior, process: experimentProcess(spec) })),
  );
  const score = experimentScore(network, data, CHANNEL);
  const [from, last] = network.noiseRange;
  const options = { ...resolution, from, kinks: [last] };
  const { exact } = experimentData(data);
  return channelReadings(CHANNEL, exact, score, ends, options).map((readings: ChannelEnd, i) => {
    const { entropies, dataEntropy, nll, nelbo, A, B, C, D, ratio } = readings;
    return {
      ...{ data, seed, ...ends[i].spec, prior: ends[i].prior, logRatio: Math.log(ratio) },
      ...{ dataEntropy, nll, nelbo },
      ...{ marginal: entropies.marginal, equilibrium: entropies.prior, cross: entropies.cross },
      ...{ pathCross: C.finalEntropy, A: A.bound, B: B.bound, C: C.bound, D: D.bound },
    };
  });
}

/**
 * NLL of the reverse SDE's model, the sampler with noise, for one process and the matched prior.
 *
 * @param network the network, trained by {@link trainExperiment}
 * @param experiment its data and seed, which is that of the paths as well, and the process
 * @param options grid of starting points, paths from each, steps for each factor e of r
 * @throws RangeError if there are no such data or no such process
 * @example
 * const recipe = { ...FUSED_RECIPE, hidden: [4], batch: 64, steps: 1, noiseRange: [0.5, 12] };
 * const experiment = { data: 'gaussian-unequal', recipe, seed: 1, process: { kind: 've', sigma: 10 } };
 * const few = { gridCount: 1, paths: 2, stepsPerUnit: 1 };
 * reverseSdeResult(trainExperiment(experiment), experiment, few).nll > 2; // => true
 */
export function reverseSdeResult(
  network: ScoreNetwork,
  { data, seed, process: spec }: Pick<Experiment, 'data' | 'seed' | 'process'>,
  options: { gridCount?: number; paths?: number; stepsPerUnit?: number } = SDE_RESOLUTION,
): SdeLikelihood {
  const process = experimentProcess(spec);
  const score = experimentScore(network, data, process);
  const from = network.noiseRange[0];
  return sdeLikelihood(process, experimentData(data).exact, score, seededRandom(seed), { ...options, from });
}

/** One of the four readings. */
export type ReadingName = 'A' | 'B' | 'C' | 'D';

/**
 * NLL minus the bound, with S₁ in one of its meanings; negative where the bound fails.
 *
 * @param result what {@link evaluateNetwork} found
 * @param reading of the bound
 * @param finalEntropy S₁: by default E[−ln π], of C over the ends of the model's paths; C leaves S(p₁) as it is
 * @returns nats
 * @example
 * const result = { nll: 1.4, A: 1.39, cross: 3, equilibrium: 2.98 };
 * boundGap(result, 'A', 'equilibrium'); // => 0.02
 */
export function boundGap(
  result: ExperimentResult,
  reading: ReadingName,
  finalEntropy: 'cross' | 'equilibrium' | 'marginal' = 'cross',
): number {
  const own = reading === 'C' ? result.pathCross : result.cross;
  const other =
    finalEntropy === 'cross' || (reading === 'C' && finalEntropy === 'marginal') ? own : result[finalEntropy];
  return result.nll - (result[reading] + (other - own) / 2);
}
