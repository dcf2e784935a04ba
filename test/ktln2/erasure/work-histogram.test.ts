import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workHistogram } from 'ktln2/erasure';
import { seededRandom } from 'ktln2/numerics';

const bins = { min: 0, width: 0.5, count: 12 };

test("Crooks' theorem in closed form: a trap that jumps from stiffness 1 to 4 and back", () => {
  // x ~ N(0, 1) pays W = 1.5 x² forwards; x ~ N(0, 1/4) gains 1.5 x² backwards; ΔF = ½ ln 4 = ln 2.
  const random = seededRandom(5);
  const n = 40_000;
  const forward = Float64Array.from({ length: n }, () => 1.5 * random.normal() ** 2);
  const backward = Float64Array.from({ length: n }, () => 1.5 * (random.normal() / 2) ** 2); // −W of reversed runs
  const measured = workHistogram(forward, bins);
  const predicted = workHistogram(backward, bins, w => Math.exp(w - Math.LN2));
  let chiSquared = 0;
  let compared = 0;
  for (let i = 0; i < bins.count; i++) {
    if (measured.runs[i] < 20 || predicted.runs[i] < 20) continue;
    chiSquared +=
      (measured.density[i] - predicted.density[i]) ** 2 / (measured.error[i] ** 2 + predicted.error[i] ** 2);
    compared++;
  }
  assert.ok(compared >= 6);
  assert.ok(chiSquared < compared + 3 * Math.sqrt(2 * compared), `χ² ${chiSquared} of ${compared}`);
  // The same with a free energy that is off by 10 %: must be noticed.
  const off = workHistogram(backward, bins, w => Math.exp(w - 1.1 * Math.LN2));
  assert.ok(Math.abs(off.density[0] - measured.density[0]) > 4 * Math.hypot(off.error[0], measured.error[0]));
});

test('densities add up to the share inside the bins, errors are those of counts', () => {
  const { centre, density, error, runs } = workHistogram([0.1, 0.2, 0.6, 7, -1], bins);
  assert.ok(Math.abs(density.reduce((sum, d) => sum + d * 0.5, 0) - 3 / 5) < 1e-12);
  assert.deepEqual(runs.slice(0, 3), [2, 1, 0]);
  assert.ok(Math.abs(error[0] / density[0] - 1 / Math.sqrt(2)) < 1e-12);
  assert.equal(centre[1], 0.75);
});

test('runs of weight 0 are not counted in a bin, but among all', () => {
  const { density, runs } = workHistogram([0.1, 0.2], bins, (_, i) => i);
  assert.deepEqual([runs[0], density[0]], [1, 1]);
});

test('bad input is named', () => {
  assert.throws(() => workHistogram([], bins), /the length of work is 0/);
  assert.throws(() => workHistogram([1], { ...bins, width: 0 }), /width is 0/);
  assert.throws(() => workHistogram([1], { ...bins, count: 0 }), /count is 0/);
  assert.throws(() => workHistogram([NaN], bins), /work\[0\] is NaN/);
  assert.throws(() => workHistogram([1], bins, () => Infinity), /weight of run 0 is Infinity/);
});
