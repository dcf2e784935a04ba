/**
 * Exact denoisers E[x₀|x] of x = α x₀ + s N(0, I), for independent numbers of one law, and for a finite set of rows
 * y₁ … y_K that are all as likely:
 *
 *   E[x₀|x] = Σⱼ πⱼ yⱼ,   πⱼ ∝ exp(−|x − α yⱼ|² / 2s²).
 */
import { requireInteger, requirePositive } from '../arguments';
import type { AxisData } from './data-distribution';
import type { Denoiser } from './ddpm-chain';

/**
 * The denoiser of numbers that are independent and all of one law: as many samples in one dimension.
 *
 * @param axis the law of each
 * @throws RangeError from the denoiser if α is not > 0
 * @example
 * axisDenoiser(gaussianData(0, 1))(Float64Array.of(2), 1, 1)[0]; // => 1
 */
export function axisDenoiser(axis: AxisData): Denoiser {
  return (x, alpha, std) => {
    requirePositive('alpha', alpha);
    const marginal = axis.noised(alpha, std);
    return x.map(value => marginal.denoised(value) / alpha);
  };
}

/**
 * The denoiser of a finite set of rows.
 *
 * @param rows K rows of d numbers, all as likely
 * @throws TypeError if there is no row, or they differ in length
 * @throws RangeError from the denoiser if s is not > 0, or x has another length
 * @see Robbins, Proc. Third Berkeley Symp. (1956) 157 (the posterior mean of an empirical law)
 * @example
 * rowDenoiser([Float64Array.of(1), Float64Array.of(-1)])(Float64Array.of(0.5), 1, 1)[0]; // tanh 0.5
 * // => 0.4621172
 */
export function rowDenoiser(rows: readonly Float64Array[]): Denoiser {
  const d = rows[0]?.length ?? 0;
  if (d === 0 || rows.some(row => row.length !== d)) {
    throw new TypeError(
      `rows has lengths ${[...new Set(rows.map(row => row.length))]}; expected one length > 0`,
    );
  }
  return (x, alpha, std) => {
    requirePositive('std', std);
    requireInteger('x.length', x.length, { min: d, max: d });
    const logs = rows.map(row => {
      let square = 0;
      for (let i = 0; i < d; i++) square += (x[i] - alpha * row[i]) ** 2;
      return (-0.5 * square) / (std * std);
    });
    const top = Math.max(...logs);
    const weights = logs.map(log => Math.exp(log - top));
    const total = weights.reduce((sum, w) => sum + w, 0);
    const mean = new Float64Array(d);
    rows.forEach((row, j) => {
      const share = weights[j] / total;
      if (share > 0) for (let i = 0; i < d; i++) mean[i] += share * row[i];
    });
    return mean;
  };
}
