/**
 * Protocols: how a potential changes while time runs from 0 to τ, as a function of the fraction s = t/τ.
 *
 * The eraser, for a memory that is symmetric at both ends:
 *
 *   lower the barrier → tilt to the left → raise the barrier → take the tilt away.
 *
 * The barrier goes first. In the other order the right well would be lifted while it is still shut, and its particle
 * would fall over the barrier later: a loss that slowness does not avoid.
 */
import { requireNumber, requirePositive } from '../arguments';
import { doubleWell, harmonicTrap, type Potential } from './potential';

/** The potential at each fraction s of the duration, 0 to 1. */
export type Protocol = (fraction: number) => Potential;

/** What an eraser does with its double well. */
export interface EraserSettings {
  /** Barrier at the start and at the end, in kT. */
  barrier: number;
  /** Tilt at its strongest, in kT per unit of length; the stronger, the fewer failures. */
  tilt: number;
}

/**
 * When the first three of an eraser's four stages end, as fractions of the duration. With a barrier of 12 kT
 * and a tilt of 8, slow erasure dissipates 6.2 kT/τ, against 7.4 with four equal stages; the best neighbours that were
 * tried, 0.35, 0.65 and 0.95, would save another 4 %.
 */
export const ERASER_STAGES = [0.3, 0.6, 0.92] as const;

/**
 * Rises from 0 to 1 while `s` goes from `start` to `end`, with no jump in slope or curvature: u³(10 − 15u + 6u²).
 *
 * @param s fraction of the duration
 * @param start where the rise begins, as a fraction of the duration
 * @param end where it ends, above `start`
 * @throws RangeError if `end` is not above `start`
 * @example
 * [0, 0.2, 0.5, 0.75, 1].map(s => ramp(s, 0.25, 0.75)); // => [0, 0, 0.5, 1, 1]
 */
export function ramp(s: number, start: number, end: number): number {
  requireNumber('end', end, { above: start });
  const u = Math.min(1, Math.max(0, (s - start) / (end - start)));
  return u * u * u * (10 + u * (6 * u - 15));
}

/**
 * A protocol that resets a bit to "left".
 *
 * @param settings barrier and tilt
 * @throws RangeError if the barrier is not positive or the tilt is negative
 * @see Bérut et al., Nature 483 (2012) 187, doi:10.1038/nature10872, for a protocol of this kind in a laboratory;
 *   Gavrilov, Bechhoefer, EPL 114 (2016) 50002, doi:10.1209/0295-5075/114/50002, for the order of the steps
 * @example
 * eraserProtocol({ barrier: 12, tilt: 8 })(0); // => [12, 0, -24, 0, 12]
 * eraserProtocol({ barrier: 12, tilt: 8 })(0.6); // => [0, 8, -0, 0, 12]
 */
export function eraserProtocol({ barrier, tilt }: EraserSettings): Protocol {
  requirePositive('barrier', barrier, 'kT');
  requireNumber('tilt', tilt, { min: 0, unit: 'kT per unit of length' });
  const [lowered, tilted, raised] = ERASER_STAGES;
  return s =>
    doubleWell({
      barrier,
      hump: 1 - ramp(s, 0, lowered) + ramp(s, tilted, raised),
      tilt: tilt * (ramp(s, lowered, tilted) - ramp(s, raised, 1)),
    });
}

/**
 * The same protocol run backwards.
 *
 * @param protocol any protocol
 * @example
 * reversedProtocol(stiffeningTrap(1, 4))(0); // => [0, 0, 2, 0, 0]
 */
export function reversedProtocol(protocol: Protocol): Protocol {
  return s => protocol(1 - s);
}

/**
 * The same protocol in a mirror: U(−x) instead of U(x), so that an eraser to the left becomes one to the right.
 *
 * @param protocol any protocol
 * @example
 * mirroredProtocol(eraserProtocol({ barrier: 12, tilt: 8 }))(0.6); // => [0, -8, -0, -0, 12]
 */
export function mirroredProtocol(protocol: Protocol): Protocol {
  return s => {
    const [c0, c1, c2, c3, c4] = protocol(s);
    return [c0, -c1, c2, -c3, c4];
  };
}

/**
 * A harmonic trap whose stiffness grows evenly from k₀ to k₁. Its free energy rises by ΔF = ½ ln(k₁/k₀) kT.
 *
 * @param before stiffness k₀, in kT per squared unit of length
 * @param after stiffness k₁, likewise
 * @throws RangeError if a stiffness is not positive
 * @see Jarzynski, Phys. Rev. Lett. 78 (1997) 2690, doi:10.1103/PhysRevLett.78.2690
 * @example
 * stiffeningTrap(1, 4)(0.5); // => [0, 0, 1.25, 0, 0]
 */
export function stiffeningTrap(before: number, after: number): Protocol {
  requirePositive('before', before);
  requirePositive('after', after);
  return s => harmonicTrap(before + (after - before) * s);
}
