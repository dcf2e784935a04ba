/**
 * A demon at work: it looks at which side of 0 a particle is, errs with probability ε, and then changes the potential
 * as its record m says. For the side s and the record m of one run, with p(m) = ½ as for a fair bit,
 *
 *   i = ln [p(m|s) / p(m)] = ln 2(1 − ε) if the record is right, ln 2ε if it is wrong;   ⟨exp(−W − i)⟩ = 1,
 *
 * at any speed, as Sagawa and Ueda found (the potential is the same before and after; energies in kT). The mean of i is
 * the mutual information I = ln 2 − h(ε), so by Jensen's inequality the work drawn, −⟨W⟩, is at most I.
 *
 * A look without any error (ε = 0) leaves out the runs that a wrong record would start, and the mean is below 1 by the
 * probability that the reversed protocol, which erases, fails.
 */
import { requireNumber } from '../arguments';
import { type LangevinRun, simulateLangevin, type Trajectories } from './langevin';

/** Particles, each watched by a demon of its own. */
export interface FeedbackRun extends Omit<LangevinRun, 'protocol' | 'watch'> {
  /** What the demon does if its record says left; if it says right, it does the mirror image. */
  protocol: LangevinRun['protocol'];
  /** Probability ε that a record is wrong. */
  error: number;
}

/** What came of each particle and its demon, in the order of the start. */
export interface FeedbackTrajectories extends Trajectories {
  /** 1 where the record says left, 0 where it says right. */
  recordLeft: Uint8Array;
  /** 1 where the record is wrong. */
  wrong: Uint8Array;
  /** Information i of each record about its particle, in nats. */
  information: Float64Array;
}

/**
 * The tilt at which two closed wells at ±1 hold probabilities 1 − ε and ε in equilibrium: F = ½ ln[(1 − ε)/ε]. A demon
 * that tilts so far before it opens the barrier finds the particles distributed as the tilted wells want them, so that
 * few fall from one to the other when it opens.
 *
 * @param error probability ε that a record is wrong, above 0
 * @returns F, in kT per unit of length
 * @throws RangeError if the error is not above 0 and at most ½
 * @see Horowitz, Parrondo, New J. Phys. 13 (2011) 123019, doi:10.1088/1367-2630/13/12/123019, for feedback without loss
 * @example
 * demonTilt(0.1); // => 1.0986
 */
export function demonTilt(error: number): number {
  requireNumber('error', error, { above: 0, max: 0.5 });
  return Math.log((1 - error) / error) / 2;
}

/**
 * Simulates demons. A record "right" is acted on by simulating the particle's mirror image, which is the same.
 *
 * @param run the protocol for the record "left", the error, and what `simulateLangevin` needs beside
 * @throws RangeError if the error is no probability, or as `simulateLangevin` does
 * @see Sagawa, Ueda, Phys. Rev. Lett. 104 (2010) 090602, doi:10.1103/PhysRevLett.104.090602; an experiment: Koski et al.,
 *   Phys. Rev. Lett. 113 (2014) 030601, doi:10.1103/PhysRevLett.113.030601
 * @example
 * const protocol = reversedProtocol(eraserProtocol({ barrier: 12, tilt: demonTilt(0.1) }));
 * const run = { protocol, duration: 1, steps: 200, start: [-1, 1], error: 0.1, random: seededRandom(1) };
 * simulateFeedback(run).information; // => new Float64Array([Math.log(1.8), Math.log(1.8)])
 */
export function simulateFeedback({ error, ...run }: FeedbackRun): FeedbackTrajectories {
  requireNumber('error', error, { min: 0, max: 1 });
  const starts = Array.from(run.start);
  const wrong = Uint8Array.from(starts, () => (run.random.uniform() < error ? 1 : 0));
  const recordLeft = wrong.map((isWrong, i) => (starts[i] < 0 === !isWrong ? 1 : 0));
  const mirror = (x: number, i: number) => (recordLeft[i] ? x : -x);
  const { end, work, heat } = simulateLangevin({ ...run, start: starts.map(mirror) });
  const information = Float64Array.from(wrong, isWrong => Math.log(2 * (isWrong ? error : 1 - error)));
  return { end: end.map(mirror), work, heat, recordLeft, wrong, information };
}
