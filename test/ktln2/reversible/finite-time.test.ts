import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubleWell, equilibriumDensity, evolveDensity } from 'ktln2/erasure';
import { shannonEntropy } from 'ktln2/information';
import { finiteTimeCost, hopRate } from 'ktln2/reversible';

const RUN = { gates: 1000, layers: 400, cells: 50, bitsForgotten: 8 };

test('the three parts of the energy, each against its own closed form', () => {
  for (const [slope, rate, tau] of [
    [6, 1e-4, 20],
    [2, 1e-9, 500],
    [1, 0.3, 5],
  ]) {
    const cost = finiteTimeCost(RUN, { slope, hopRate: rate }, tau);
    assert.ok(Math.abs(cost.forgetting - 8 * Math.log(2)) < 1e-12);
    assert.ok(Math.abs(cost.driving - (1000 * slope) / tau) < 1e-9);
    const wrong = (1 - Math.exp(-2 * rate * tau)) / 2;
    const leaking = 50 * 400 * Math.LN2 * shannonEntropy([wrong, 1 - wrong]);
    // 1 − e^(−x) loses 7 digits at x = 10⁻⁶, in this oracle but not in the function.
    assert.ok(Math.abs(cost.leaking / leaking - 1) < 1e-8);
    assert.equal(cost.time, 400 * tau);
    assert.ok(Math.abs(cost.total - cost.forgetting - cost.driving - cost.leaking) < 1e-9);
  }
});

test('limits: without leaks slowness leads down to what is forgotten; a cell left for ever is worth a bit', () => {
  const calm = { slope: 6, hopRate: 0 };
  let before = Infinity;
  for (const tau of [1, 10, 100, 1e6, 1e12]) {
    const { total } = finiteTimeCost(RUN, calm, tau);
    assert.ok(total < before);
    before = total;
  }
  assert.ok(Math.abs(before - 8 * Math.LN2) < 1e-8);
  const { leaking } = finiteTimeCost(RUN, { slope: 6, hopRate: 1 }, 1e3);
  assert.ok(Math.abs(leaking / (50 * 400 * Math.LN2) - 1) < 1e-12);
});

test('with leaks there is one minimum, and driving and leaking weigh about the same there', () => {
  const device = { slope: 6, hopRate: 1e-8 };
  const taus = Array.from({ length: 400 }, (_, i) => 10 ** (i / 50));
  const totals = taus.map(tau => finiteTimeCost(RUN, device, tau).total);
  const turns = totals.filter((t, i) => i > 0 && i < 399 && t < totals[i - 1] && t < totals[i + 1]);
  assert.equal(turns.length, 1);
  const { driving, leaking } = finiteTimeCost(RUN, device, taus[totals.indexOf(turns[0])]);
  // Leaks grow as τ log(1/τ), a little slower than τ, so that driving is a little cheaper at the minimum.
  assert.ok(driving / leaking > 0.8 && driving / leaking < 1);
});

test('hops: Kramers’ formula against the Fokker–Planck equation in a double well', () => {
  const grid = { min: -1.9, max: 1.9, cells: 240 };
  for (const barrier of [8, 10, 12]) {
    const well = doubleWell({ barrier, hump: 1, tilt: 0 });
    const start = equilibriumDensity(well, grid, x => x < 0);
    const right = (duration: number) => {
      const { end } = evolveDensity({ protocol: () => well, duration, steps: 800, grid, start });
      return end.slice(grid.cells / 2).reduce((sum, p) => sum + p, 0);
    };
    // After the first moments the flow is steady: p = (1 − e^(−2κt))/2.
    const rate = Math.log((1 - 2 * right(20)) / (1 - 2 * right(60))) / (2 * 40);
    // The formula is the first term of a series in 1/b; the next one is a fraction of about 1/b.
    assert.ok(
      Math.abs(hopRate(barrier) / rate - 1) < 1.2 / barrier,
      `${barrier}: ${hopRate(barrier)} ${rate}`,
    );
  }
});

test('impossible arguments are named', () => {
  const device = { slope: 6, hopRate: 1e-4 };
  assert.throws(() => finiteTimeCost({ ...RUN, gates: 1.5 }, device, 1), {
    name: 'RangeError',
    message: /^gates is 1.5/,
  });
  assert.throws(() => finiteTimeCost({ ...RUN, bitsForgotten: -1 }, device, 1), {
    message: /^bitsForgotten is -1/,
  });
  assert.throws(() => finiteTimeCost(RUN, { ...device, slope: 0 }, 1), { message: /^slope is 0/ });
  assert.throws(() => finiteTimeCost(RUN, { ...device, hopRate: -1 }, 1), { message: /^hopRate is -1/ });
  assert.throws(() => finiteTimeCost(RUN, device, 0), { message: /^gateTime is 0/ });
  assert.throws(() => hopRate(0), { name: 'RangeError', message: /^barrier is 0/ });
});
