import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crooksComparison } from 'ktln2/erasure';
import { seededRandom } from 'ktln2/numerics';

/** A trap that jumps from stiffness 1 to 4, and back: W = 1.5 x² with x ~ N(0, 1), −W = 1.5 x² with x ~ N(0, ¼). */
function jump(count: number, seed: number) {
  const random = seededRandom(seed);
  const forward = Float64Array.from({ length: count }, () => 1.5 * random.normal() ** 2);
  const gained = Float64Array.from({ length: count }, () => 1.5 * (random.normal() / 2) ** 2);
  return { forward, gained, bins: { min: 0, width: 0.25, count: 12 }, leastRuns: 20 };
}
const factor = 1 / 2; // exp(−ΔF), ΔF = ½ ln 4

test('closed form: a jumping trap obeys the theorem, in slope, offset and χ²', () => {
  for (const seed of [1, 2, 3]) {
    const { points, chiSquared, line } = crooksComparison({ ...jump(40_000, seed), factor });
    assert.ok(
      points.length >= 8 && chiSquared < points.length + 3 * Math.sqrt(2 * points.length),
      String(chiSquared),
    );
    assert.ok(Math.abs(line.slope - 1) < 3 * line.slopeError && line.slopeError < 0.03);
    assert.ok(Math.abs(line.intercept) < 3 * line.interceptError && line.interceptError < 0.03);
  }
});

test('a wrong free energy and a wrong temperature are noticed', () => {
  const samples = jump(40_000, 4);
  const off = crooksComparison({ ...samples, factor: 0.9 * factor });
  assert.ok(Math.abs(off.line.intercept + Math.log(0.9)) < 3 * off.line.interceptError);
  assert.ok(off.line.intercept > 4 * off.line.interceptError);
  const hot = { ...samples, forward: samples.forward.map(w => 1.2 * w) };
  const { chiSquared, points } = crooksComparison({ ...hot, factor });
  assert.ok(chiSquared > points.length + 5 * Math.sqrt(2 * points.length), String(chiSquared));
});

test('forward runs that end elsewhere count among all, not in a bin', () => {
  const samples = jump(2000, 5);
  const all = crooksComparison({ ...samples, factor });
  const half = crooksComparison({ ...samples, factor: factor / 2, counts: i => i % 2 === 0, leastRuns: 5 });
  assert.ok(half.points.length > 3);
  assert.ok(Math.abs(half.line.intercept - all.line.intercept) < 4 * half.line.interceptError);
});

test('bad input is named', () => {
  const samples = jump(100, 6);
  assert.throws(() => crooksComparison({ ...samples, factor: 0 }), /factor is 0/);
  assert.throws(() => crooksComparison({ ...samples, factor, leastRuns: 0 }), /leastRuns is 0/);
  assert.throws(
    () => crooksComparison({ ...samples, factor, leastRuns: 1000 }),
    /bins has 0 bins with 1000 runs/,
  );
});
