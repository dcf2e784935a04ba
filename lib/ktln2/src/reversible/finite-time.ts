/**
 * Energy against time of a reversible run, a model. All gates of a layer take the time τ; energies in kT, times in the
 * unit t₀ of the device:
 *
 *   E = m ln 2 + G B/τ + Z D h(ε(τ)),  t = D τ.
 *
 * m bits are forgotten at the end, at their floor. Each of the G gates is driven at the finite-time cost B/τ of an
 * erasure, without its floor, since it forgets nothing. In each of the D layers each of the Z cells leaks: it hops at
 * the rate κ, so that it is wrong with probability ε = (1 − e^(−2κτ))/2, and the entropy h(ε) of that, in nats, must be
 * expelled.
 */
import { requireInteger, requireNumber, requirePositive } from '../arguments';

/** A run, counted. */
export interface CountedRun {
  /** G. */
  gates: number;
  /** D, gates one after the other. */
  layers: number;
  /** Z, cells that must keep their content. */
  cells: number;
  /** m. */
  bitsForgotten: number;
}

/** What a memory cell is like. */
export interface CellDevice {
  /** B, in kT t₀. */
  slope: number;
  /** κ, in 1/t₀. */
  hopRate: number;
}

/** Where the energy of a run goes, in kT. */
export interface RunCost {
  forgetting: number;
  driving: number;
  leaking: number;
  total: number;
  /** t, in t₀. */
  time: number;
}

/**
 * The energy of a run whose gates take a given time.
 *
 * @param run gates, layers, cells, bits
 * @param device B and κ
 * @param gateTime τ, in t₀
 * @throws RangeError if a count is no integer from 0 on, or a time or B is not positive
 * @see Sekimoto, Sasa, J. Phys. Soc. Jpn. 66 (1997) 3326, doi:10.1143/JPSJ.66.3326, for the law B/τ
 * @example
 * const run = { gates: 100, layers: 50, cells: 10, bitsForgotten: 4 };
 * const { forgetting, driving, leaking, time } = finiteTimeCost(run, { slope: 6, hopRate: 0 }, 20);
 * forgetting; // => 2.773
 * [driving, leaking, time]; // => [30, 0, 1000]
 */
export function finiteTimeCost(run: CountedRun, device: CellDevice, gateTime: number): RunCost {
  const { gates, layers, cells, bitsForgotten } = run;
  for (const [name, count] of Object.entries({ gates, layers, cells })) requireInteger(name, count);
  requireNumber('bitsForgotten', bitsForgotten, { min: 0 });
  requirePositive('slope', device.slope);
  requireNumber('hopRate', device.hopRate, { min: 0 });
  requirePositive('gateTime', gateTime);
  const wrong = -Math.expm1(-2 * device.hopRate * gateTime) / 2;
  const entropy = wrong === 0 ? 0 : -wrong * Math.log(wrong) - (1 - wrong) * Math.log1p(-wrong);
  const forgetting = bitsForgotten * Math.LN2;
  const driving = (gates * device.slope) / gateTime;
  const leaking = cells * layers * entropy;
  return { forgetting, driving, leaking, total: forgetting + driving + leaking, time: layers * gateTime };
}

/**
 * The rate of hops from one well of U = b(x² − 1)² to the other, by Kramers' formula for a high barrier without
 * inertia, κ = √(U″(1) |U″(0)|)/2π · e^(−b) = (2√2/π) b e^(−b), in 1/t₀ with t₀ = ℓ²/D.
 *
 * @param barrier b, in kT; the formula is good to a few per cent from 8 on
 * @throws RangeError if it is not positive
 * @see Kramers, Physica 7 (1940) 284, doi:10.1016/S0031-8914(40)90098-2
 * @example
 * hopRate(12); // => 6.638e-5
 */
export function hopRate(barrier: number): number {
  requirePositive('barrier', barrier, 'kT');
  return ((2 * Math.SQRT2) / Math.PI) * barrier * Math.exp(-barrier);
}
