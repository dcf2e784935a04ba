import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubleWell, equilibriumDensity, harmonicTrap, sampleDensity } from 'ktln2/erasure';
import { gridPoints, seededRandom } from 'ktln2/numerics';
import { mean, variance } from 'simple-statistics';

const grid = { min: -4, max: 4, cells: 800 };

test('in a harmonic trap the equilibrium is a Gaussian of variance 1/k', () => {
  for (const stiffness of [1.5, 4, 16]) {
    const density = equilibriumDensity(harmonicTrap(stiffness), grid);
    const points = gridPoints(grid);
    const moment = (power: number) => density.reduce((sum, p, i) => sum + p * points[i] ** power, 0);
    // Sums over midpoints of a Gaussian are exact but for its tails beyond the grid, exp(-1.5 · 16 / 2) = 6e-6 at most.
    assert.ok(Math.abs(moment(0) - 1) < 1e-12 && Math.abs(moment(1)) < 1e-12);
    assert.ok(Math.abs(moment(2) * stiffness - 1) < 3e-4);
  }
});

test('a part of the grid keeps the shape of the whole', () => {
  const cell = doubleWell({ barrier: 12, hump: 1, tilt: 0.5 });
  const whole = equilibriumDensity(cell, grid);
  const left = equilibriumDensity(cell, grid, x => x < 0);
  const share = whole.slice(0, 400).reduce((sum, p) => sum + p);
  left.forEach((p, i) => {
    assert.ok(Math.abs(p - (i < 400 ? whole[i] / share : 0)) < 1e-15);
  });
});

test('slices of equal probability: each cell gets its share to within two, in order, with the right moments', () => {
  const random = seededRandom(5);
  const density = equilibriumDensity(doubleWell({ barrier: 6, hump: 1, tilt: 1 }), grid);
  for (const count of [1, 7, 1000, 20_000]) {
    const sample = sampleDensity(density, grid, count, random);
    const found = new Map<number, number>();
    sample.forEach((x, i) => {
      if (i) assert.ok(x >= sample[i - 1]);
      const cell = Math.floor((x - grid.min) / 0.01);
      found.set(cell, (found.get(cell) ?? 0) + 1);
    });
    // A cell reaches over at most two slices in part, and over all others whole.
    density.forEach((p, i) => {
      assert.ok(Math.abs((found.get(i) ?? 0) - count * p) <= 2 + 1e-9);
    });
  }
});

test('no position lies in an empty cell, nor outside, whatever is drawn', () => {
  const cells = { min: 0, max: 4, cells: 4 };
  const drawing = (uniform: number) => ({ uniform: () => uniform, normal: () => Number.NaN });
  for (const uniform of [0, 0.5, 1 - 2 ** -53]) {
    const [x] = sampleDensity([0, 0.5, 0, 0.5], cells, 1, drawing(uniform));
    assert.ok((x >= 1 && x <= 2) || (x >= 3 && x <= 4), `${uniform} gives ${x}`);
  }
  // Ten times 0.1 is the largest number below 1, and nothing is left for the last cell.
  const tenths = [...new Array<number>(10).fill(0.1), 0];
  const [last] = sampleDensity(tenths, { min: 0, max: 11, cells: 11 }, 1, drawing(1 - 2 ** -53));
  assert.ok(last >= 9 && last <= 11, `${last}`);
});

test('a single position is distributed as the density says', () => {
  const density = equilibriumDensity(harmonicTrap(1.5), grid);
  const random = seededRandom(6);
  const single = Array.from({ length: 4000 }, () => sampleDensity(density, grid, 1, random)[0]);
  // Standard errors: √(1/1.5/4000) of the mean, √(2/4000) of the relative variance.
  assert.ok(Math.abs(mean(single)) < 4 * Math.sqrt(1 / 1.5 / 4000));
  assert.ok(Math.abs(variance(single) * 1.5 - 1) < 4 * Math.sqrt(2 / 4000));
});

test('the mean of a stratified sample scatters far less than that of independent draws', () => {
  const density = equilibriumDensity(harmonicTrap(1.5), grid);
  const means = Array.from({ length: 200 }, (_, seed) =>
    mean(Array.from(sampleDensity(density, grid, 100, seededRandom(seed)))),
  );
  // Independent draws: variance (1 / 1.5) / 100. A tenth of that is far from what 200 repeats could show by chance.
  assert.ok(variance(means) < 0.1 / 150);
});

test('impossible grids and densities are named', () => {
  const named = (message: RegExp) => ({ name: 'RangeError', message });
  assert.throws(() => gridPoints({ min: 1, max: 1, cells: 4 }), named(/^grid.max is 1; expected .*> 1/));
  assert.throws(() => gridPoints({ min: Number.NaN, max: 1, cells: 4 }), named(/^grid.min is NaN/));
  assert.throws(() => gridPoints({ min: 0, max: 1, cells: 1 }), named(/^grid.cells is 1; expected .*>= 2/));
  assert.throws(
    () => equilibriumDensity(harmonicTrap(1), grid, x => x > 9),
    named(/^no cell of grid is inside/),
  );
  const two = { min: 0, max: 1, cells: 2 };
  const draw = (density: number[], count = 1) => sampleDensity(density, two, count, seededRandom(1));
  assert.throws(() => draw([1]), named(/^the length of density is 1; expected 2/));
  assert.throws(() => draw([0.5, 0.4]), named(/^the sum of density is 0.9; expected 1/));
  assert.throws(() => draw([1.5, -0.5]), named(/^density\[1\] is -0.5; expected .*>= 0/));
  assert.throws(() => draw([Number.NaN, 1]), named(/^density\[0\] is NaN/));
  assert.throws(() => draw([0.5, 0.5], 0), named(/^count is 0; expected an integer >= 1/));
});
