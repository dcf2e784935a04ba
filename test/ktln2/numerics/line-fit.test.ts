import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FitPoint, fitLine, seededRandom } from 'ktln2/numerics';
import { linearRegression } from 'simple-statistics';

const POINTS: FitPoint[] = [
  { x: -1, y: 2.5, error: 0.5 },
  { x: 0.5, y: 1, error: 0.25 },
  { x: 2, y: -0.5, error: 1 },
  { x: 4, y: 0.25, error: 0.5 },
];
/** Sums of a few products of order 10. */
const ROUNDING = 1e-12;
const close = (actual: number, expected: number, tolerance = ROUNDING) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}; expected ${expected}`);

test('a point of half the error counts as four of them, in simple-statistics’ regression', () => {
  const copies = POINTS.flatMap(({ x, y, error }) => Array.from({ length: error ** -2 }, () => [x, y]));
  const { m, b } = linearRegression(copies);
  const { slope, intercept } = fitLine(POINTS);
  close(slope, m);
  close(intercept, b);
});

test('the errors are those of the points, passed on by what each point moves', () => {
  const fit = fitLine(POINTS);
  let [slopes, intercepts] = [0, 0];
  POINTS.forEach(({ error }, i) => {
    // The fit is linear in y, so that the difference for one standard error is exact.
    const moved = fitLine(POINTS.map((point, j) => (i === j ? { ...point, y: point.y + error } : point)));
    slopes += (moved.slope - fit.slope) ** 2;
    intercepts += (moved.intercept - fit.intercept) ** 2;
  });
  close(fit.slopeError, Math.sqrt(slopes));
  close(fit.interceptError, Math.sqrt(intercepts));
});

test('χ² is the sum of squares, and it is least there: one more at the ends of the slope’s error', () => {
  const { intercept, slope, slopeError, chiSquared } = fitLine(POINTS);
  const chi = (a: number, b: number) =>
    POINTS.reduce((sum, { x, y, error }) => sum + ((a + b * x - y) / error) ** 2, 0);
  close(chiSquared, chi(intercept, slope));
  // With the slope held one error off, the best intercept is the weighted mean of what is left.
  const weight = POINTS.reduce((sum, { error }) => sum + error ** -2, 0);
  for (const held of [slope - slopeError, slope + slopeError]) {
    const best = POINTS.reduce((sum, { x, y, error }) => sum + (y - held * x) / error ** 2, 0) / weight;
    close(chi(best, held), chiSquared + 1);
  }
});

test('in repeated draws the estimates scatter by their errors, and χ² by the number of points less two', () => {
  const { normal } = seededRandom(5);
  const repeats = 4000;
  let [slopes, intercepts, chi] = [0, 0, 0];
  for (let k = 0; k < repeats; k++) {
    const fit = fitLine(POINTS.map(({ x, error }) => ({ x, y: 3 - 2 * x + error * normal(), error })));
    slopes += ((fit.slope + 2) / fit.slopeError) ** 2 / repeats;
    intercepts += ((fit.intercept - 3) / fit.interceptError) ** 2 / repeats;
    chi += fit.chiSquared / repeats;
  }
  // Means of 4,000 squares of normal numbers: standard error √(2/4,000); of χ² with two degrees of freedom √(4/4,000).
  close(slopes, 1, 4 * 0.0224);
  close(intercepts, 1, 4 * 0.0224);
  close(chi, 2, 4 * 0.0316);
});

test('what cannot be fitted is named', () => {
  const [point, other] = POINTS;
  const named = (message: RegExp) => ({ name: 'RangeError', message });
  for (const points of [[], [point], [point, { ...other, x: point.x }]]) {
    assert.throws(() => fitLine(points), named(/^points has fewer than two different x; expected at least/));
  }
  for (const [key, message] of [
    ['x', /^points\[1\]\.x is Infinity/],
    ['y', /^points\[1\]\.y is Infinity/],
    ['error', /^points\[1\]\.error is Infinity/],
  ] as const) {
    assert.throws(() => fitLine([point, { ...other, [key]: Infinity }]), named(message));
  }
  assert.throws(() => fitLine([{ ...point, error: 0 }, other]), named(/^points\[0\]\.error is 0/));
  // Two points are enough, and a line goes through them.
  const { chiSquared } = fitLine([point, other]);
  close(chiSquared, 0);
});

test('a line far from 0, and errors of any size, lose nothing', () => {
  for (const x0 of [0, 1e7, 1.7e9]) {
    const fit = fitLine([0, 1, 2].map(i => ({ x: x0 + i, y: 5 + 2 * i, error: 0.1 })));
    assert.equal(fit.slope, 2);
    assert.ok(Math.abs(fit.slopeError - 0.1 / Math.SQRT2) < 1e-15);
    assert.ok(fit.chiSquared < 1e-12);
  }
  for (const error of [1e-200, 1e200]) {
    const fit = fitLine([0, 1, 2].map(x => ({ x, y: 2 * x, error })));
    assert.equal(fit.slope, 2);
    assert.ok(Math.abs(fit.slopeError / (error / Math.SQRT2) - 1) < 1e-14);
  }
});
