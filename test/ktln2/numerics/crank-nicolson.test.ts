import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crankNicolson, seededRandom, type TridiagonalMatrix } from 'ktln2/numerics';

/** The rates of heat between n cells of the unit length, none of which passes the ends. */
function insulatedRod(n: number): TridiagonalMatrix {
  const rate = n * n;
  const diagonal = new Float64Array(n).fill(-2 * rate);
  diagonal[0] = diagonal[n - 1] = -rate;
  return { lower: new Float64Array(n).fill(rate), diagonal, upper: new Float64Array(n).fill(rate) };
}

/** cos πx at the cells' midpoints: a wave that fades without a change of shape. */
const wave = (n: number) => Float64Array.from({ length: n }, (_, i) => Math.cos((Math.PI * (i + 0.5)) / n));

function afterSteps(n: number, steps: number, time: number): Float64Array {
  const values = wave(n);
  const step = crankNicolson(n);
  for (let k = 0; k < steps; k++) step(values, insulatedRod(n), time / steps);
  return values;
}

test('a wave in a rod fades by (1 + λΔt/2) / (1 − λΔt/2) a step, also where the steps are long', () => {
  const n = 9;
  const eigenvalue = -2 * n * n * (1 - Math.cos(Math.PI / n));
  for (const [steps, time] of [
    [1, 0.01],
    [7, 0.3],
    [3, 50],
  ] as const) {
    const half = (eigenvalue * time) / steps / 2;
    const factor = ((1 + half) / (1 - half)) ** steps;
    const expected = wave(n);
    // Some tens of roundings, in systems that are no worse conditioned than the longest step, λΔt ≈ 5,000.
    afterSteps(n, steps, time).forEach((u, i) => {
      assert.ok(Math.abs(u - factor * expected[i]) < 1e-12, `${u}; expected ${factor * expected[i]}`);
    });
  }
});

test('the heat equation’s closed form is approached to second order in cells and steps', () => {
  const time = 0.1;
  const errors = [8, 16, 32, 64].map(
    n => afterSteps(n, n, time)[0] / wave(n)[0] - Math.exp(-(Math.PI ** 2) * time),
  );
  // A quarter of the error for half the cell and step; the next order adds about π²h²/10 of it.
  const ratios = errors.slice(1).map((error, i) => errors[i] / error);
  ratios.forEach((ratio, i) => {
    assert.ok(Math.abs(ratio - 4) < 0.1 / 4 ** i, `ratios ${ratios}`);
  });
});

test('a step solves its equations for any tridiagonal matrix, and leaves the matrix alone', () => {
  const { normal } = seededRandom(2);
  const n = 6;
  const row = () => Float64Array.from({ length: n }, normal);
  for (let k = 0; k < 20; k++) {
    // What lies outside the matrix is not read.
    const matrix = { lower: row(), diagonal: row(), upper: row() };
    matrix.lower[0] = matrix.upper[n - 1] = Number.NaN;
    const kept = structuredClone(matrix);
    const before = row();
    const after = before.slice();
    const step = 0.1;
    crankNicolson(n)(after, matrix, step);
    assert.deepEqual(matrix, kept);
    const slope = (u: Float64Array, i: number) =>
      (i > 0 ? matrix.lower[i] * u[i - 1] : 0) +
      matrix.diagonal[i] * u[i] +
      (i < n - 1 ? matrix.upper[i] * u[i + 1] : 0);
    for (let i = 0; i < n; i++) {
      const mean = (slope(before, i) + slope(after, i)) / 2;
      // Numbers of order 1, diagonals of at least 0.8: a few roundings.
      assert.ok(Math.abs(after[i] - before[i] - step * mean) < 1e-13);
    }
  }
});
