/**
 * Differential entropy from a score network and samples, without a divergence. For x = x₀ + s ε, s from s₀ to s₁,
 *
 *   ĥ = E[−ln π(x at s₁)] − ∫ (d − E|ε_θ(x, s) − ε|²) d ln s = h(x at s₀) + ∫ E|ε_θ − E[ε|x]|² d ln s + KL(x at s₁ ‖ π),
 *
 * π = N(0, (σ_d² + s₁²) I). Its mean is never below h(x at s₀), whatever the network, on samples that it was not
 * trained on. |ε|² − d, of mean 0, is subtracted with the factor (σ_d²/v)², v = σ_d² + s², which takes most of the scatter.
 */
import { requireInteger } from '../arguments';
import { seededRandom } from '../numerics';
import { fusedOutput } from './fused-output';
import { inputWriter, layerSizes, type ScoreNetwork } from './score-network';

/** An entropy in nats, and the standard error of its mean over blocks of samples. */
export interface NetworkEntropy {
  entropy: number;
  standardError: number;
}

/**
 * Estimates differential entropy from a network's denoising loss on samples. A network of fewer dimensions than the
 * samples serves each group of so many coordinates in turn; the result is then that of a product law.
 *
 * @param network the network
 * @param rows samples that it was not trained on, in random order, shifted as its training data were
 * @param options `dimensions` d of a row (the network's unless told otherwise, a multiple of it); `passes`: levels of
 *   noise for each row, each with ε and −ε; `blocks` for the standard error; `seed` of the noise
 * @returns nats, relative to the data's unit, of the data with noise of the network's smallest s
 * @throws RangeError if `rows` has fewer whole rows than blocks, or the dimensions do not divide
 * @see Guo, Shamai, Verdú, IEEE Trans. Inf. Theory 51 (2005) 1261 (entropy from the error of estimation);
 *   Song, Durkan, Murray, Ermon, NeurIPS 2021, arXiv:2101.09258 (the limit)
 * @example
 * const { network } = loadScoreNetwork();
 * const square = drawData([uniformData(1), uniformData(1)], 4000, seededRandom(1));
 * Math.abs(entropyOffNetwork(network, square).entropy - Math.log(4)) < 0.05; // => true
 */
export function entropyOffNetwork(
  network: ScoreNetwork,
  rows: ArrayLike<number>,
  { dimensions = network.dimensions, passes = 8, blocks = 16, seed = 1 } = {},
): NetworkEntropy {
  const part = network.dimensions;
  const groups = requireInteger('dimensions / network.dimensions', dimensions / part, { min: 1 });
  requireInteger('blocks', blocks, { min: 2 });
  requireInteger('passes', passes, { min: 1 });
  const count = requireInteger('rows.length / dimensions', rows.length / dimensions, { min: blocks });
  const { dataStd, noiseRange } = network;
  const [low, high] = noiseRange.map(Math.log);
  const random = seededRandom(seed);
  const write = inputWriter(network);
  const output = fusedOutput(layerSizes(network), network.weights);
  const end = dataStd ** 2 + noiseRange[1] ** 2;

  // The perceptron takes 64 points at a time: several levels of noise go in together.
  const chunk = Math.ceil(32 / groups);
  const inputs = new Float32Array(2 * chunk * groups * (part + 2));
  const point = new Float64Array(2 * chunk * dimensions);
  const noise = new Float64Array(2 * chunk * dimensions);
  const levels = new Float64Array(chunk);
  const x = new Float64Array(part);

  /** Writes x = x₀ ± s ε for the levels' next place; returns Σ over the coordinates of −1 − control (ε² − 1). */
  const place = (at: number, row: number, std: number): number => {
    levels[at] = std;
    const control = (dataStd ** 2 / (dataStd ** 2 + std ** 2)) ** 2;
    let known = 0;
    for (let i = 0, k = 2 * at * dimensions; i < dimensions; i++, k++) {
      const z = random.normal();
      known -= 1 + control * (z * z - 1);
      noise[k] = z;
      noise[k + dimensions] = -z;
      point[k] = rows[row * dimensions + i] + std * z;
      point[k + dimensions] = rows[row * dimensions + i] - std * z;
    }
    for (let lane = 2 * at * groups; lane < 2 * (at + 1) * groups; lane++) {
      for (let i = 0; i < part; i++) x[i] = point[lane * part + i];
      write(inputs, lane * (part + 2), 1, x, std);
    }
    return known;
  };

  /** Σ of |ε_θ − ε|² over what has been placed, ε and −ε counting half each. */
  const squaredErrors = (placed: number): number => {
    const used = 2 * placed * groups;
    const F = output(inputs.subarray(0, used * (part + 2)), 0).output;
    let sum = 0;
    for (let k = 0; k < used * part; k++) {
      const std = levels[Math.floor(k / (2 * dimensions))];
      const v = dataStd ** 2 + std ** 2;
      const error = (point[k] * std) / v - (dataStd / Math.sqrt(v)) * F[k] - noise[k];
      sum += 0.5 * error * error;
    }
    return sum;
  };

  const blockEntropy = (first: number, last: number): number => {
    const samples = (last - first) * passes;
    const offset = random.uniform();
    let [integrand, square] = [0, 0];
    for (let j = 0; j < samples; j += chunk) {
      const placed = Math.min(chunk, samples - j);
      for (let at = 0; at < placed; at++) {
        const std = Math.exp(low + ((high - low) * (j + at + offset)) / samples);
        integrand += place(at, first + ((j + at) % (last - first)), std);
      }
      integrand += squaredErrors(placed);
    }
    for (let k = first * dimensions; k < last * dimensions; k++) square += rows[k] ** 2 / (last - first);
    const moment = (dimensions * noiseRange[1] ** 2 + square) / end;
    return 0.5 * (dimensions * Math.log(2 * Math.PI * end) + moment) + ((high - low) * integrand) / samples;
  };

  const cut = (block: number) => Math.floor((block * count) / blocks);
  const values = Array.from({ length: blocks }, (_, block) => blockEntropy(cut(block), cut(block + 1)));
  const entropy = values.reduce((sum, value) => sum + value, 0) / blocks;
  const scatter = values.reduce((sum, value) => sum + (value - entropy) ** 2, 0);
  return { entropy, standardError: Math.sqrt(scatter / (blocks - 1) / blocks) };
}
