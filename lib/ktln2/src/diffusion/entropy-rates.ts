/**
 * Entropy rates along the noising process dx = f dt + g dW, in nats per unit of t. With the score s = ∇ ln p_t and
 * the mean local velocity ν = f − ½ g² s (Seifert's splitting):
 *
 *   system     Ṡ  = E ∇·f + ½ g² E|s|²     (the rate of the differential entropy of p_t)
 *   intrinsic  Ṡⁱ = (2/g²) E|ν|² ≥ 0       (the total entropy production)
 *   exchange   Ṡᵉ = −(2/g²) E[f·ν] = −(2/g²) E|f|² − E ∇·f
 *
 * with Ṡ = Ṡⁱ + Ṡᵉ. The controlled (reverse) process runs through the same p_t backwards, with drift −f + g² s:
 * per unit of its own time Ṡ changes sign, Ṡⁱ stays, and the exchange becomes −2 Ṡⁱ − Ṡᵉ; of it the control force
 * g² s − 2f alone exchanges −2 Ṡⁱ.
 */
import { requireNumber } from '../arguments';
import type { AxisData } from './data-distribution';
import { FULL_REACH, marginalRule } from './expectation';
import { weightedSum } from './weighted-points';
import type { ForwardProcess } from './forward-process';
import { type DiffusionData, isJoint, type JointData } from './joint-data';
import { axisMoments, noisedMoments } from './noised-moments';

/** The three rates of one process, in nats per unit of t. */
export interface EntropyRates {
  /** Ṡ: rate of the differential entropy. */
  system: number;
  /** Ṡⁱ: total entropy production. */
  intrinsic: number;
  /** Ṡᵉ: entropy that comes in from the heat bath. */
  exchange: number;
}

/** Rates of the process that reverses the noising, per unit of its own time. */
export interface ControlledRates extends EntropyRates {
  /** −2 Ṡⁱ: the exchange of the control force alone, without that of the force which noises. */
  controlExchange: number;
}

/** Rates in both directions of time. */
export interface RatesBothWays {
  forward: EntropyRates;
  reverse: ControlledRates;
}

/** The controlled process's rates from those of the noising process. */
export function bothWays(forward: EntropyRates): RatesBothWays {
  const { system, intrinsic, exchange } = forward;
  const control = -2 * intrinsic;
  return {
    forward,
    reverse: { system: -system, intrinsic, exchange: control - exchange, controlExchange: control },
  };
}

/** Nodes a panel for E|ν|². */
const NODES = 32;

/** What the process does at one time. */
function processAt(process: ForwardProcess, t: number) {
  const g2 = process.diffusion(t);
  const [alpha, std, c] = [process.scale(t), process.std(t), process.driftRate(t)];
  return { alpha, std, c, g2, pull: c / g2, gain: process.varianceRate(t) / g2 };
}

/** (2/g²) E|ν − E ν|² = 2 g² E|(ν − E ν)/g²|² of one coordinate: a sum of squares, by quadrature or where E|s|² has a closed form. */
function production(axis: AxisData, { alpha, std, g2, pull, gain }: ReturnType<typeof processAt>): number {
  const closed = axis.exactMoments(alpha, std);
  if (closed && alpha * alpha * axis.variance > std * std) {
    const square = alpha * alpha * axis.variance + std * std;
    // Far from equilibrium one of the positive terms prevails: nothing cancels. E[x s] = −1.
    const spread = pull * (pull * square + 1) + 0.25 * closed.fisher;
    if (spread > 0.1 * closed.fisher) return 2 * g2 * spread;
  }
  const marginal = axis.deviation(alpha, std);
  const { nodes, weights } = marginalRule(marginal, NODES);
  const squares = nodes.map(x => {
    const score = marginal.score(x);
    const denoised = marginal.denoised(x);
    // ν/g² in two forms; close to equilibrium the terms of the first cancel, close to the data those of the second.
    const byScore = pull * x - 0.5 * score;
    const byData = (gain * x - denoised) / (2 * std * std);
    const sizeByScore = Math.abs(pull * x) + 0.5 * Math.abs(score);
    const sizeByData = (gain * Math.abs(x) + Math.abs(denoised)) / (2 * std * std);
    return (sizeByScore < sizeByData ? byScore : byData) ** 2;
  });
  return 2 * g2 * weightedSum(weights, squares);
}

/** What is known of one coordinate, or of all jointly. */
interface NoisedSummary {
  dimensions: number;
  /** Σ Var x₀. */
  variance: number;
  /** |E x₀|². */
  meanSquare: number;
  /** (2/g²) E|ν − E ν|². */
  spreading: number;
  /** E|s|². */
  fisher(): number;
}

function ratesOf(
  { dimensions, variance, meanSquare, spreading, fisher }: NoisedSummary,
  { alpha, std, c, g2, pull, gain }: ReturnType<typeof processAt>,
): EntropyRates {
  const signal = alpha * alpha * variance;
  // c s² + ½ g² = ½ d s²/dt, which the process knows without cancellation; 0 − x makes no −0.
  const taken = 0 - 2 * pull * (c * signal + 0.5 * gain * g2 * dimensions);
  // ν = c(x − E x) − ½ g² s + c E x, and the first part has mean 0: what the mean's drift produces goes to the bath.
  const drifting = 2 * g2 * (pull * alpha) ** 2 * meanSquare;
  // Data much larger than the noise have large Ṡⁱ and Ṡᵉ that nearly cancel; near equilibrium the terms of Ṡ do.
  const system = signal > dimensions * std * std ? c * dimensions + 0.5 * g2 * fisher() : spreading + taken;
  return { system, intrinsic: spreading + drifting, exchange: taken - drifting };
}

function axisRates(axis: AxisData, at: ReturnType<typeof processAt>): EntropyRates {
  const { variance, mean } = axis;
  const fisher = () => axisMoments(axis, at.alpha, at.std).fisher;
  return ratesOf(
    { dimensions: 1, variance, meanSquare: mean * mean, spreading: production(axis, at), fisher },
    at,
  );
}

function jointRates(data: JointData, at: ReturnType<typeof processAt>): EntropyRates {
  const { alpha, std, g2, pull } = at;
  const noised = data.noised(alpha, std);
  const { points, weights, dimensions } = noised.grid(NODES / 2, FULL_REACH);
  const { score } = noised.score(points, 'score');
  let square = 0;
  points.forEach((x, i) => {
    const axis = i % dimensions;
    const velocity = pull * (x - alpha * data.mean[axis]) - 0.5 * score[i];
    square += weights[(i - axis) / dimensions] * velocity * velocity;
  });
  return ratesOf(
    {
      dimensions,
      variance: data.variance.reduce((sum, v) => sum + v, 0),
      meanSquare: data.mean.reduce((sum, m) => sum + m * m, 0),
      spreading: 2 * g2 * square,
      fisher: () => noisedMoments(data, alpha, std).fisher,
    },
    at,
  );
}

/**
 * Entropy rates of the noising process, and of the process that reverses it with the exact score.
 *
 * @param process the noising process
 * @param data the data
 * @param t time, 0 < t ≤ 1
 * @returns `forward`: rates along t; `reverse`: rates along 1 − t; both in nats per unit of time
 * @throws RangeError if t is outside
 * @see Seifert, Phys. Rev. Lett. 95 (2005) 040602; Kodama, Hinczewski, arXiv:2510.06174
 * @example
 * entropyRates(varianceExploding(10), [gaussianData(0, 1)], 0.1).forward.system; // => 0.7031420
 * entropyRates(varianceExploding(10), [gaussianData(0, 1)], 0.1).reverse.exchange; // => -1.406284
 */
export function entropyRates(process: ForwardProcess, data: DiffusionData, t: number): RatesBothWays {
  requireNumber('t', t, { above: 0, max: 1 });
  const at = processAt(process, t);
  if (isJoint(data)) return bothWays(jointRates(data, at));
  const sum: EntropyRates = { system: 0, intrinsic: 0, exchange: 0 };
  for (const axis of data) {
    const rates = axisRates(axis, at);
    sum.system += rates.system;
    sum.intrinsic += rates.intrinsic;
    sum.exchange += rates.exchange;
  }
  return bothWays(sum);
}
