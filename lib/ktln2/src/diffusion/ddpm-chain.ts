/**
 * The discrete chain of denoising diffusion models, forward and in reverse, with ᾱ_t = (1 − β₁) … (1 − β_t):
 *
 *   x_t = √(1 − β_t) x_{t−1} + √β_t N(0, I)                       hence   x_t = √ᾱ_t x₀ + √(1 − ᾱ_t) N(0, I)
 *   x_{t−1} = (x_t + β_t ∇ln p_t)/√(1 − β_t) + √β̃_t N(0, I),      β̃_t = β_t (1 − ᾱ_{t−1})/(1 − ᾱ_t).
 *
 * The reverse mean is that of q(x_{t−1}|x_t, x₀) with E[x₀|x_t] in place of x₀. It is the mean of the true
 * q(x_{t−1}|x_t); that this is not Gaussian is what the chain neglects.
 */
import { requireInteger, requireNumber } from '../arguments';
import type { RandomSource } from '../numerics';
import type { ForwardProcess } from './forward-process';

/** Step sizes of the chain, from the data on. */
export interface DdpmChain {
  /** β₁ … β_T. */
  betas: number[];
  /** ᾱ₀ = 1, ᾱ₁ … ᾱ_T. */
  alphaBars: number[];
}

/** E[x₀|x] for the numbers x = α x₀ + s N(0, I): of one coordinate, of a picture, or of many points at once. */
export type Denoiser = (x: Float64Array, alpha: number, std: number) => Float64Array;

/**
 * A chain of given step sizes.
 *
 * @param betas β₁ … β_T, each above 0 and at most 1
 * @throws RangeError if there is none, or one is outside
 * @see Ho, Jain, Abbeel, NeurIPS 2020, arXiv:2006.11239, section 2
 * @example
 * ddpmChain([0.1, 0.2]).alphaBars[2]; // => 0.72
 */
export function ddpmChain(betas: readonly number[]): DdpmChain {
  requireInteger('betas.length', betas.length, { min: 1 });
  const alphaBars = [1];
  betas.forEach((beta, i) => {
    alphaBars.push(alphaBars[i] * (1 - requireNumber(`betas[${i}]`, beta, { above: 0, max: 1 })));
  });
  return { betas: [...betas], alphaBars };
}

/**
 * Ho, Jain and Abbeel's schedule for T steps: β_t T rises linearly from 0.1 to 20 (for T = 1000, β_t from 1e-4 to 0.02).
 *
 * @param steps T, at least 20, so that no β_t exceeds 1
 * @throws RangeError if T is not such an integer
 * @see Ho, Jain, Abbeel, NeurIPS 2020, arXiv:2006.11239, section 4; Song et al., ICLR 2021, arXiv:2011.13456, appendix B
 * @example
 * linearDdpm(1000).alphaBars[1000]; // => 4.0358e-5
 */
export function linearDdpm(steps: number): DdpmChain {
  requireInteger('steps', steps, { min: 20 });
  return ddpmChain(Array.from({ length: steps }, (_, i) => (0.1 + (19.9 * i) / (steps - 1)) / steps));
}

/**
 * The chain that looks at a variance-preserving process at the times 0, 1/T … 1: β_t = 1 − α²(t/T)/α²((t−1)/T). Its
 * forward half is that process, without any error.
 *
 * @param process that keeps the variance: α² + s² = 1
 * @param steps T
 * @throws RangeError if the process does not keep the variance, or T is not a positive integer
 * @example
 * sampledDdpm(variancePreserving(20), 10).alphaBars[10]; // α(1)²
 * // => 4.31857e-5
 */
export function sampledDdpm(process: ForwardProcess, steps: number): DdpmChain {
  requireInteger('steps', steps, { min: 1 });
  const end = process.scale(1) ** 2 + process.std(1) ** 2;
  if (Math.abs(end - 1) > 1e-9) {
    throw new RangeError(
      `process has α² + s² = ${end} at t = 1; expected 1, a process that preserves the variance`,
    );
  }
  const logs = Array.from({ length: steps + 1 }, (_, i) => 2 * process.logScale(i / steps));
  return ddpmChain(logs.slice(1).map((log, i) => -Math.expm1(log - logs[i])));
}

/**
 * One forward step, x_t from x_{t−1}.
 *
 * @param x numbers of any arrangement
 * @param beta β_t
 * @param random for the noise
 * @throws RangeError if β_t is not above 0 and at most 1
 * @example
 * ddpmStep(Float64Array.of(5), 0.64, { uniform: () => 0, normal: () => 1 })[0]; // 0.6 · 5 + 0.8
 * // => 3.8
 */
export function ddpmStep(x: Float64Array, beta: number, random: RandomSource): Float64Array {
  requireNumber('beta', beta, { above: 0, max: 1 });
  return x.map(value => Math.sqrt(1 - beta) * value + Math.sqrt(beta) * random.normal());
}

/**
 * Runs the chain in reverse with fresh noise at each step but the last.
 *
 * @param chain step sizes
 * @param denoiser E[x₀|x_t], exact or learned
 * @param end x_T, as a rule from N(0, I)
 * @param random for the fresh noise
 * @param onStep is told t and x_t after each step, t from T − 1 to 0
 * @returns x₀
 * @see Ho, Jain, Abbeel, NeurIPS 2020, arXiv:2006.11239, equations (6) and (7), algorithm 2
 * @example
 * const always7: Denoiser = x => x.map(() => 7);
 * ddpmSample(ddpmChain([0.5, 0.5]), always7, Float64Array.of(0), seededRandom(1))[0]; // => 7
 */
export function ddpmSample(
  chain: DdpmChain,
  denoiser: Denoiser,
  end: Float64Array,
  random: RandomSource,
  onStep?: (t: number, x: Float64Array) => void,
): Float64Array {
  let x = Float64Array.from(end);
  for (let t = chain.betas.length; t >= 1; t--) {
    const { alpha, noise, ofGuess, ofX, std } = reverseStep(chain, t);
    const guess = denoiser(x, alpha, noise);
    x = x.map((value, i) => ofGuess * guess[i] + ofX * value + (t > 1 ? std * random.normal() : 0));
    onStep?.(t - 1, x);
  }
  return x;
}

/** The numbers of the step from x_t to x_{t−1}: x_t = α x₀ + noise · N(0, I), mean = ofGuess E[x₀|x_t] + ofX x_t. */
export function reverseStep({ betas, alphaBars }: DdpmChain, t: number) {
  const [beta, now, before] = [betas[t - 1], alphaBars[t], alphaBars[t - 1]];
  return {
    alpha: Math.sqrt(now),
    noise: Math.sqrt(1 - now),
    ofGuess: (Math.sqrt(before) * beta) / (1 - now),
    ofX: (Math.sqrt(1 - beta) * (1 - before)) / (1 - now),
    std: Math.sqrt((beta * (1 - before)) / (1 - now)),
  };
}
