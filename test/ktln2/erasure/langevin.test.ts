import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  equilibriumDensity,
  eraserProtocol,
  evolveDensity,
  harmonicTrap,
  type Potential,
  type Protocol,
  potentialEnergy,
  sampleDensity,
  simulateLangevin,
  stiffeningTrap,
} from 'ktln2/erasure';
import { seededRandom } from 'ktln2/numerics';
import { mean as meanOf, sampleStandardDeviation, sampleVariance } from 'simple-statistics';

/** Mean and its standard error. */
function estimate(values: ArrayLike<number>): { mean: number; error: number } {
  const list = Array.from(values);
  return { mean: meanOf(list), error: sampleStandardDeviation(list) / Math.sqrt(list.length) };
}

const wide = { min: -6, max: 6, cells: 2400 };
const fromRest = (protocol: Protocol, count: number, seed: number, grid = wide) =>
  sampleDensity(equilibriumDensity(protocol(0), grid), grid, count, seededRandom(seed));

test('first law: work − heat is the change of energy of each particle, to rounding', () => {
  const protocol = eraserProtocol({ barrier: 12, tilt: 8 });
  const start = fromRest(protocol, 200, 1);
  const run = { protocol, duration: 5, steps: 1000, start, random: seededRandom(2) };
  const { end, work, heat } = simulateLangevin(run);
  start.forEach((x, i) => {
    const change = potentialEnergy(protocol(1), end[i]) - potentialEnergy(protocol(0), x);
    // A thousand additions of numbers of size 10: 1000 · 10 · 1e-16.
    assert.ok(Math.abs(work[i] - heat[i] - change) < 1e-10);
  });
});

test('a step books the mean of both orders: in a stiffening trap ΔW = ½Δk · ½(x² + x′²)', () => {
  const start = [0.5, -2];
  const run = { protocol: stiffeningTrap(1, 4), duration: 0.1, steps: 1, start, random: seededRandom(3) };
  const { end, work } = simulateLangevin(run);
  work.forEach((w, i) => {
    assert.ok(Math.abs(w - 0.75 * (start[i] ** 2 + end[i] ** 2)) < 1e-14); // a few roundings
  });
});

test('the force is minus the slope of the potential, term by term', () => {
  const start = [-1.5, -0.4, 0.3, 2];
  const [timeStep, h] = [1e-3, 1e-5];
  const oneStep = (potential: Potential) =>
    simulateLangevin({
      protocol: () => potential,
      duration: timeStep,
      steps: 1,
      start,
      random: seededRandom(7),
    }).end;
  const free = oneStep([0, 0, 0, 0, 0]);
  const powers: Potential[] = [
    [3, 0, 0, 0, 0],
    [0, 3, 0, 0, 0],
    [0, 0, 3, 0, 0],
    [0, 0, 0, 3, 0],
    [0, 0, 0, 0, 3],
  ];
  for (const potential of powers) {
    oneStep(potential).forEach((x, i) => {
      const slope =
        (potentialEnergy(potential, start[i] + h) - potentialEnergy(potential, start[i] - h)) / (2 * h);
      // The difference quotient errs by h² U‴/6 = 2e-9 and by rounding, 50 · 1e-16 / h = 5e-10, both times Δt.
      assert.ok(Math.abs(x - free[i] + timeStep * slope) < 1e-8 * timeStep);
    });
  }
});

test('at rest in a trap no work is done and the variance stays 1/k, even with long steps', () => {
  const k = 4;
  const protocol: Protocol = () => harmonicTrap(k);
  const start = fromRest(protocol, 10_000, 3);
  const { end, work } = simulateLangevin({
    protocol,
    duration: 3,
    steps: 40,
    start,
    random: seededRandom(4),
  });
  assert.ok(work.every(w => w === 0));
  // Standard error of the variance √(2/10,000) = 1.4 %; steps of kΔt = 0.3 after Euler and Maruyama would be 18 % off.
  assert.ok(Math.abs(sampleVariance(Array.from(end)) * k - 1) < 4 * 0.0142);
});

test('a dragged trap: Gaussian work, mean v²[τ − (1 − e^(−kτ))/k], variance twice the mean', () => {
  const [k, way, duration, count] = [3, 2, 1.5, 10_000];
  const protocol: Protocol = s => [(k * (way * s) ** 2) / 2, -k * way * s, k / 2, 0, 0];
  const start = fromRest(protocol, count, 5);
  const { work } = simulateLangevin({ protocol, duration, steps: 150, start, random: seededRandom(6) });
  const exact = (way / duration) ** 2 * (duration - (1 - Math.exp(-k * duration)) / k);
  const { mean, error } = estimate(work);
  assert.ok(Math.abs(mean - exact) < 4 * error, `${mean} ± ${error}, expected ${exact}`);
  assert.ok(Math.abs(sampleVariance(Array.from(work)) / (2 * exact) - 1) < 4 * Math.sqrt(2 / count));
});

test("Jarzynski's equality in a stiffening trap: ⟨e^(−W)⟩ = √(k₀/k₁)", () => {
  for (const [seed, duration] of [0.1, 0.5, 2].entries()) {
    const protocol = stiffeningTrap(1, 4);
    const start = fromRest(protocol, 10_000, 10 + seed);
    const { work } = simulateLangevin({ protocol, duration, steps: 100, start, random: seededRandom(seed) });
    const { mean, error } = estimate(work.map(w => Math.exp(-w)));
    assert.ok(Math.abs(mean - 0.5) < 4 * error, `${mean} ± ${error}`);
    assert.ok(meanOf(Array.from(work)) > Math.LN2); // the second law, by many standard errors
  }
});

test('the eraser: work and failures as the Fokker-Planck equation has them, and ⟨e^(−W) 1_success⟩ = ½', () => {
  const grid = { min: -1.9, max: 1.9, cells: 240 };
  for (const [seed, tilt] of [8, 1.5].entries()) {
    const protocol = eraserProtocol({ barrier: 12, tilt });
    const run = { protocol, duration: 10, grid, start: equilibriumDensity(protocol(0), grid) };
    const exact = evolveDensity({ ...run, steps: 1000 });
    const failing = exact.end.slice(120).reduce((sum, p) => sum + p);
    const start = fromRest(protocol, 2000, 20 + seed, grid);
    const random = seededRandom(30 + seed);
    const { end, work, heat } = simulateLangevin({ protocol, duration: 10, steps: 2000, start, random });
    for (const [found, expected] of [
      [estimate(work), exact.work],
      [estimate(heat), exact.heat],
      [estimate(work.map((w, i) => (end[i] < 0 ? Math.exp(-w) : 0))), 0.5],
    ] as const) {
      assert.ok(
        Math.abs(found.mean - expected) < 4 * found.error,
        `${found.mean} ± ${found.error}, ${expected}`,
      );
    }
    const failures = end.filter(x => x > 0).length;
    assert.ok(Math.abs(failures - 2000 * failing) <= 4 * Math.sqrt(2000 * failing) + 1);
  }
});

test('the watcher sees every step, and a seed gives the same trajectories again', () => {
  const run = { protocol: stiffeningTrap(1, 4), duration: 1, steps: 20, start: [0.5, -1] };
  const seen: number[] = [];
  const watch = (n: number, positions: Float64Array) => seen.push(n, positions[0]);
  const once = simulateLangevin({ ...run, random: seededRandom(1), watch });
  const again = simulateLangevin({ ...run, random: seededRandom(1) });
  assert.deepEqual(once, again);
  assert.deepEqual([seen.length, seen[0], seen[1], seen.at(-2), seen.at(-1)], [42, 0, 0.5, 20, once.end[0]]);
});

test('impossible runs are named', () => {
  const run = { protocol: stiffeningTrap(1, 4), duration: 1, steps: 10, start: [0], random: seededRandom(1) };
  const named = (message: RegExp) => ({ name: 'RangeError', message });
  assert.throws(() => simulateLangevin({ ...run, duration: 0 }), named(/^duration is 0; expected .*> 0/));
  assert.throws(() => simulateLangevin({ ...run, steps: 1.5 }), named(/^steps is 1.5; expected an integer/));
  assert.throws(() => simulateLangevin({ ...run, start: [] }), named(/^the length of start is 0/));
  assert.throws(() => simulateLangevin({ ...run, start: [0, Number.NaN] }), named(/^start\[1\] is NaN/));
  const protocol = eraserProtocol({ barrier: 12, tilt: 8 });
  assert.throws(
    () => simulateLangevin({ ...run, protocol, duration: 100, start: [-1.5, 1.5] }),
    named(/^steps is 10; expected more: steps of 10 are too long/),
  );
});

test('steps that throw a particle out are refused, whatever becomes infinite first', () => {
  const protocol = eraserProtocol({ barrier: 12, tilt: 8 });
  for (const start of [[3], [5], [50]]) {
    const run = { protocol, duration: 0.4, steps: 4, start, random: seededRandom(1) };
    assert.throws(() => simulateLangevin(run), /^RangeError: steps is 4; expected more/);
  }
});

test('a protocol that gives no potential is named', () => {
  const run = { duration: 1, steps: 10, start: [0], random: seededRandom(1) };
  const protocol = () => [0, Number.NaN, 0, 0, 0] as const;
  assert.throws(() => simulateLangevin({ ...run, protocol }), /protocol\(0\)\[1\] is NaN/);
});
