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
  stiffeningTrap,
} from 'ktln2/erasure';
import { gridPoints, seededRandom } from 'ktln2/numerics';

const sum = (density: Float64Array) => density.reduce((total, p) => total + p, 0);

/** A trap of stiffness k whose centre is dragged from 0 to `way`. */
const dragged =
  (k: number, way: number): Protocol =>
  s => [(k * (way * s) ** 2) / 2, -k * way * s, k / 2, 0, 0];

test("Boltzmann's distribution stays as it is, in random potentials, for any step and cell", () => {
  const random = seededRandom(8);
  for (let i = 0; i < 20; i++) {
    const [c1, c2, c3] = [4, 10, 3].map(scale => scale * random.normal());
    const potential: Potential = [0, c1, c2, c3, 2 + 10 * random.uniform()];
    const grid = { min: -2, max: 2.5, cells: 10 + Math.floor(90 * random.uniform()) };
    const start = equilibriumDensity(potential, grid);
    const duration = 10 ** (4 * random.uniform() - 2);
    const { end, work } = evolveDensity({ protocol: () => potential, duration, steps: 50, grid, start });
    assert.equal(work, 0);
    // Fifty solutions of linear equations, each with a relative rounding error of some 1e-14.
    end.forEach((p, j) => {
      assert.ok(Math.abs(p - start[j]) < 1e-12);
    });
  }
});

test('probability is kept, and the first law holds for the means', () => {
  const grid = { min: -1.9, max: 1.9, cells: 120 };
  const protocol = eraserProtocol({ barrier: 12, tilt: 8 });
  const start = equilibriumDensity(protocol(0.45), grid); // not the equilibrium of the beginning
  const { end, work, heat } = evolveDensity({ protocol, duration: 3, steps: 400, grid, start });
  assert.ok(Math.abs(sum(end) - 1) < 1e-11);
  const energy = (density: Float64Array, s: number) =>
    gridPoints(grid).reduce((total, x, i) => total + density[i] * potentialEnergy(protocol(s), x), 0);
  // 800 additions of numbers of size 10.
  assert.ok(Math.abs(work - heat - (energy(end, 1) - energy(start, 0))) < 1e-10);
});

test('a dragged trap: work v²[τ − (1 − e^(−kτ))/k] in closed form, to second order in cell and step', () => {
  const [k, way, duration] = [3, 2, 1.5];
  const speed = way / duration;
  const exact = speed ** 2 * (duration - (1 - Math.exp(-k * duration)) / k);
  const [coarse, middle, fine] = [50, 100, 200].map(n => {
    const grid = { min: -4, max: 6, cells: n };
    const start = equilibriumDensity(harmonicTrap(k), grid);
    return evolveDensity({ protocol: dragged(k, way), duration, steps: n, grid, start }).work - exact;
  });
  assert.ok(Math.abs(fine) < 1e-3 * exact);
  // Cells and steps halved: a quarter of the error, but for terms of the next order.
  for (const ratio of [coarse / middle, middle / fine]) assert.ok(Math.abs(ratio - 4) < 0.02);
});

test('a stiffening trap: work from the equation of the variance', () => {
  const [k0, k1, duration] = [1, 4, 0.7];
  // dv/dt = 2 − 2kv and dW/dt = k̇v/2, by steps of the midpoint method: error 1e-8.
  const [n, rate] = [10_000, (k1 - k0) / duration];
  let [v, exact] = [1 / k0, 0];
  for (let i = 0; i < n; i++) {
    const dt = duration / n;
    const middle = v + (dt / 2) * (2 - 2 * (k0 + rate * i * dt) * v);
    exact += (dt * rate * middle) / 2;
    v += dt * (2 - 2 * (k0 + rate * (i + 0.5) * dt) * middle);
  }
  const grid = { min: -7, max: 7, cells: 1000 };
  const start = equilibriumDensity(harmonicTrap(k0), grid);
  const run = { protocol: stiffeningTrap(k0, k1), duration, grid, start };
  const { end, work } = evolveDensity({ ...run, steps: 1000 });
  const points = gridPoints(grid);
  const spread = end.reduce((total, p, i) => total + p * points[i] ** 2, 0);
  assert.ok(Math.abs(spread / v - 1) < 1e-3, `variance ${spread}, expected ${v}`);
  assert.ok(Math.abs(work / exact - 1) < 1e-3, `work ${work}, expected ${exact}`);
  assert.ok(work > 0.5 * Math.log(k1 / k0)); // the second law
});

test('impossible runs are named', () => {
  const grid = { min: -3, max: 3, cells: 60 };
  const start = equilibriumDensity(harmonicTrap(1), grid);
  const run = { protocol: stiffeningTrap(1, 2), duration: 1, steps: 10, grid, start };
  const named = (message: RegExp) => ({ name: 'RangeError', message });
  assert.throws(() => evolveDensity({ ...run, duration: Number.NaN }), named(/^duration is NaN/));
  assert.throws(() => evolveDensity({ ...run, steps: 0 }), named(/^steps is 0/));
  assert.throws(() => evolveDensity({ ...run, start: [1] }), named(/^the length of start is 1; expected 60/));
  assert.throws(
    () => evolveDensity({ ...run, start: start.map(p => 2 * p) }),
    named(/^the sum of start is 2/),
  );
});

test('steps that make a probability negative are refused', () => {
  const grid = { min: -2, max: 2, cells: 200 };
  const start = new Float64Array(200);
  start[50] = 1;
  const run = { protocol: eraserProtocol({ barrier: 12, tilt: 8 }), duration: 1, steps: 10, grid, start };
  assert.throws(() => evolveDensity(run), /^RangeError: steps is 10; expected more: a step of 0\.1 made/);
  const protocol = () => [0, Number.NaN, 0, 0, 0] as const;
  assert.throws(() => evolveDensity({ ...run, protocol }), /protocol\(0\)\[1\] is NaN/);
});
