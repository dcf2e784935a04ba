/** How the errors of simulated erasure shrink with the step, measured without any noise. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  equilibriumDensity,
  eraserProtocol,
  evolveDensity,
  harmonicTrap,
  type Potential,
  type Protocol,
  simulateLangevin,
  stiffeningTrap,
} from 'ktln2/erasure';
import { gaussLegendre } from 'ktln2/numerics';

/** The orders that the errors, or the differences, of halved steps show. */
const ordersOf = (errors: number[]) => errors.slice(1).map((error, i) => Math.log2(errors[i] / error));

/**
 * Mean work and mean square at the end for a harmonic protocol around 0. There x is linear in the start and in every
 * normal number, and the work quadratic; so the mean is the sum over particles that each feel one of them, at 1.
 */
function meansOf(protocol: Protocol, variance: number, duration: number, steps: number) {
  const count = steps + 2;
  let drawn = 0;
  const normal = () => {
    const [n, particle] = [Math.floor(drawn / count), drawn % count];
    drawn++;
    return particle === n + 1 ? 1 : 0;
  };
  const start = Array.from({ length: count }, (_, i) => (i === 0 ? Math.sqrt(variance) : 0));
  const random = { normal, uniform: () => Number.NaN };
  const { work, end } = simulateLangevin({ protocol, duration, steps, start, random });
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  return { work: sum(work), square: sum(end.map(x => x * x)) };
}

/** Mean work in a stiffening trap: dv/dt = 2 − 2kv and dW/dt = k̇v/2, by the integrating factor and quadrature. */
function exactWork(before: number, after: number, duration: number): number {
  const rate = (after - before) / duration;
  const stiffness = (t: number) => before + rate * t;
  // ∫ₐᵇ k dt is the mean stiffness times the time.
  const decay = (from: number, to: number) => Math.exp(-(stiffness(from) + stiffness(to)) * (to - from));
  const integral = (f: (t: number) => number, to: number) => {
    const { nodes, weights } = gaussLegendre(60, 0, to);
    return nodes.reduce((sum, t, i) => sum + weights[i] * f(t), 0);
  };
  const variance = (t: number) => decay(0, t) / before + integral(from => 2 * decay(from, t), t);
  return integral(t => (rate / 2) * variance(t), duration);
}

test('Langevin: in a trap at rest every step keeps the variance 1/k', () => {
  for (const [k, steps] of [
    [1, 5],
    [4, 10],
    [4, 80],
  ]) {
    const { square } = meansOf(() => harmonicTrap(k), 1 / k, 2, steps);
    // After a start without past noise: what is left of it decays by (1 − kΔt)² a step.
    const left = (1 - (2 * k) / steps) ** (2 * steps);
    assert.ok(Math.abs(k * square - 1) <= left + 1e-12, `k ${k}, ${steps} steps: ${k * square}`);
  }
});

test('Langevin: the work in a stiffening trap errs by the first power of the step, and by less the slower it is', () => {
  const errorOf = (duration: number, step: number) =>
    meansOf(stiffeningTrap(1, 4), 1, duration, duration / step).work - exactWork(1, 4, duration);
  const orders = ordersOf([1 / 16, 1 / 32, 1 / 64, 1 / 128].map(step => errorOf(8, step)));
  assert.ok(Math.abs((orders.at(-1) as number) - 1) < 0.05, `orders ${orders}`);
  // What haste adds falls as 1/τ; at rest there is no error, as above.
  const [, inTime] = ordersOf([8, 16, 32].map(duration => errorOf(duration, 1 / 32)));
  assert.ok(Math.abs((inTime as number) - 1) < 0.15, `order ${inTime} in 1/τ`);
});

/** ⟨x²⟩ in the steady state of steps in U = x⁴/4: repeated averaging over a step, on a grid. */
function steadySquare(step: number): number {
  const [half, width, reach, spacing] = [80, 0.05, 7, 0.25];
  const quartic: Potential = [0, 0, 0, 0, 1 / 4];
  const points = Array.from({ length: 2 * half + 1 }, (_, i) => (i - half) * width);
  const normals = Array.from({ length: (2 * reach) / spacing + 1 }, (_, i) => i * spacing - reach);
  const weights = normals.map(r => (spacing * Math.exp((-r * r) / 2)) / Math.sqrt(2 * Math.PI));
  // x less its last noise, z = x − √(Δt/2) R, is a chain of its own: with the next number 0, a step leads from z to z′.
  const kick = Math.sqrt(step / 2);
  const noise = points.flatMap(() => normals);
  const start = points.flatMap(z => normals.map(r => z + kick * r));
  const values = [...noise, ...noise.map(() => 0)].values();
  const random = { normal: () => values.next().value as number, uniform: () => Number.NaN };
  const { end } = simulateLangevin({ protocol: () => quartic, duration: step, steps: 1, start, random });
  // Row i: how the mean of a function after a step from point i follows from its values at the points.
  const rows = points.map((_, i) => {
    const row = new Float64Array(points.length);
    weights.forEach((weight, j) => {
      const place = Math.min(2 * half, Math.max(0, end[i * normals.length + j] / width + half));
      const first = Math.min(points.length - 6, Math.max(0, Math.floor(place) - 2));
      for (let a = 0; a < 6; a++) {
        let share = weight; // Lagrange's interpolation in six points
        for (let b = 0; b < 6; b++) if (b !== a) share *= (place - first - b) / (a - b);
        row[first + a] += share;
      }
    });
    return row;
  });
  let mean = points.map(z => weights.reduce((sum, w, j) => sum + w * (z + kick * normals[j]) ** 2, 0));
  // An even function relaxes at a rate of more than 4; less than e^−24 is left.
  for (let n = 0; n < 6 / step; n++) mean = rows.map(row => row.reduce((sum, p, i) => sum + p * mean[i], 0));
  return mean[half];
}

test('Langevin: in the steady state of a quartic potential ⟨x²⟩ errs by the square of the step', () => {
  // ∫ x² e^(−x⁴/4) / ∫ e^(−x⁴/4), even and analytic functions that vanish at ±6: sums converge beyond all powers.
  const moment = (power: number) => {
    let sum = 0;
    for (let i = -600; i <= 600; i++) sum += (i / 100) ** power * Math.exp(-((i / 100) ** 4) / 4);
    return sum;
  };
  const exact = moment(2) / moment(0);
  const errors = [0.08, 0.04, 0.02].map(step => steadySquare(step) - exact);
  const orders = ordersOf(errors);
  // Euler and Maruyama's steps would show 1.
  orders.forEach((order, i) => {
    assert.ok(Math.abs(order - 2) < 0.25 / 2 ** i, `errors ${errors}, orders ${orders}`);
  });
});

test('Fokker and Planck: the work errs by the square of the step and of the cell', () => {
  const eraser = eraserProtocol({ barrier: 12, tilt: 8 });
  for (const [protocol, duration, reach] of [
    [stiffeningTrap(1, 4), 0.7, 7],
    [eraser, 5, 1.9],
  ] as const) {
    const workOf = (cells: number, steps: number) => {
      const grid = { min: -reach, max: reach, cells };
      const start = equilibriumDensity(protocol(0), grid);
      return evolveDensity({ protocol, duration, steps, grid, start }).work;
    };
    // Differences of halved steps at the same cells, and the other way round; the exact result drops out.
    const differences = (works: number[]) => works.slice(1).map((work, i) => work - works[i]);
    for (const works of [
      [200, 400, 800].map(steps => workOf(80, steps)),
      [80, 160, 320].map(cells => workOf(cells, 200)),
    ]) {
      const [order] = ordersOf(differences(works));
      // The eraser's barrier of 12 kT lets the next order of the step still show.
      assert.ok(Math.abs(order - 2) < 0.1, `order ${order}`);
    }
  }
});
