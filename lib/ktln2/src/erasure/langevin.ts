/**
 * One overdamped particle in a heat bath, in a potential that somebody changes: Langevin's equation
 *
 *   dx = −U′(x, t) dt + √2 dB,   with energies in kT, and times in (unit of length)² / D,
 *
 * by steps of Leimkuhler and Matthews: x′ = x − U′(x) Δt + √(Δt/2) (R + R′), with one new normal number R′ a step and
 * the last one's R. At a fixed potential these visit x with an error of O(Δt²); those of Euler and Maruyama, which take
 * √(2Δt) R′, err by O(Δt) at the same price. While the potential changes, x lags behind it with an error of O(Δt) in
 * either scheme; so here, slow work errs by O(Δt²), and only what haste adds to it by O(Δt). (A start in equilibrium has
 * no past noise in it: within a relaxation time the steps make it theirs, which costs O(Δt) too if work is done then.)
 *
 * Energy is booked after Sekimoto: work is what U gains while it is changed and x rests, heat is what U loses while x
 * moves. In a step both happen; the mean of the two orders is booked (Stratonovich's midpoint), for each alone is off by
 * O(Δt), in opposite directions. So work − heat = change of U, for every single trajectory and whatever the noise.
 */
import { requireInteger, requireNumber, requirePositive } from '../arguments';
import type { RandomSource } from '../numerics';
import { type Potential, potentialAt, potentialEnergy } from './potential';
import type { Protocol } from './protocol';

/** An experiment with many particles that do not feel each other. */
export interface LangevinRun {
  protocol: Protocol;
  /** Duration τ, in units of (unit of length)² / D. */
  duration: number;
  /** Number of time steps; the step Δt is τ / steps. */
  steps: number;
  /** Position of each particle at the start. */
  start: ArrayLike<number>;
  random: RandomSource;
  /** Called before the first step and after each, with the positions then. */
  watch?: (step: number, positions: Float64Array) => void;
}

/** What came of each particle, in the order of the start. */
export interface Trajectories {
  /** Position at the end. */
  end: Float64Array;
  /** Work done on the particle, in kT. */
  work: Float64Array;
  /** Heat given off to the bath, in kT. */
  heat: Float64Array;
}

/** What is known of each particle beside its books. */
interface Movers {
  /** Energy in the potential of now. */
  energies: Float64Array;
  /** Normal number of the last step. */
  noise: Float64Array;
}

/** No particle of any protocol comes here, in units of length: kT has no such reach. */
const FARTHEST = 1e6;

/** Moves all particles through one time step, in which `now` becomes `next`, and books their work and heat. */
function step(
  { end, work, heat }: Trajectories,
  { energies, noise }: Movers,
  [[a0, a1, a2, a3, a4], [b0, b1, b2, b3, b4]]: readonly [now: Potential, next: Potential],
  timeStep: number,
  random: RandomSource,
): void {
  const kick = Math.sqrt(timeStep / 2);
  for (let i = 0; i < end.length; i++) {
    const x = end[i];
    const normal = random.normal();
    const y = x + kick * (noise[i] + normal) - timeStep * (a1 + x * (2 * a2 + x * (3 * a3 + x * 4 * a4)));
    // The four corners of the step: old and new position in the old and the new potential.
    const oldOld = energies[i];
    const oldNew = b0 + x * (b1 + x * (b2 + x * (b3 + x * b4)));
    const newOld = a0 + y * (a1 + y * (a2 + y * (a3 + y * a4)));
    const newNew = b0 + y * (b1 + y * (b2 + y * (b3 + y * b4)));
    work[i] += (oldNew - oldOld + newNew - newOld) / 2;
    heat[i] += (oldOld - newOld + oldNew - newNew) / 2;
    end[i] = y;
    energies[i] = newNew;
    noise[i] = normal;
  }
}

/**
 * Simulates particles through a protocol, with the work and the heat of each.
 *
 * @param run protocol, duration, steps, starting positions and random numbers
 * @throws RangeError if the duration or the number of steps is not positive, if there is no particle or one starts
 *   nowhere, or if the steps are so long that a particle escapes to infinity
 * @see Sekimoto, Prog. Theor. Phys. Suppl. 130 (1998) 17, doi:10.1143/PTPS.130.17, for work and heat;
 *   Leimkuhler, Matthews, Appl. Math. Res. eXpress 2013, 34, doi:10.1093/amrx/abs010, for the steps
 * @example
 * const run = { protocol: stiffeningTrap(1, 4), duration: 1, steps: 100, start: [0.5], random: seededRandom(1) };
 * const { end, work, heat } = simulateLangevin(run);
 * Math.abs(work[0] - heat[0] - (2 * end[0] ** 2 - 0.5 * 0.5 ** 2)) < 1e-12; // => true
 */
export function simulateLangevin(run: LangevinRun): Trajectories {
  const { protocol, duration, steps, start, random, watch } = run;
  requirePositive('duration', duration);
  requireInteger('steps', steps, { min: 1 });
  requireInteger('the length of start', start.length, { min: 1 });
  const end = Float64Array.from(start, (x, i) => requireNumber(`start[${i}]`, x));
  const [work, heat] = [new Float64Array(end.length), new Float64Array(end.length)];
  const all = { end, work, heat };
  const initial = potentialAt(protocol, 0);
  const movers = {
    energies: end.map(x => potentialEnergy(initial, x)),
    noise: end.map(() => random.normal()),
  };
  watch?.(0, end);
  for (let n = 1; n <= steps; n++) {
    const potentials = [potentialAt(protocol, (n - 1) / steps), potentialAt(protocol, n / steps)] as const;
    step(all, movers, potentials, duration / steps, random);
    watch?.(n, end);
  }
  // A step that overshoots throws a particle out farther with every step; heat has the fourth power of its distance.
  const isThrownOut = (i: number) => !(Math.abs(end[i]) < FARTHEST && Number.isFinite(work[i] + heat[i]));
  if (end.some((_, i) => isThrownOut(i))) {
    throw new RangeError(`steps is ${steps}; expected more: steps of ${duration / steps} are too long`);
  }
  return all;
}
