import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitBatching, testExtrapolation } from 'ktln2/energy';

const BATCHES = [8, 16, 64, 128, 256];

test('where the law holds, the extrapolation is right', () => {
  const { deviation, batch, measured } = testExtrapolation(
    BATCHES,
    BATCHES.map(b => 0.4 + 20 / b),
    60,
  );
  assert.ok(Math.abs(deviation) < 1e-12); // the rounding of a fit to three points
  assert.deepEqual([batch, measured], [8, 2.9]);
});

test('what stands at or below the limit is not fitted, whatever it is', () => {
  const energies = BATCHES.map(b => 0.4 + 20 / b);
  const spoilt = [1, 99, ...energies.slice(2)];
  const [clean, dirty] = [energies, spoilt].map(e => testExtrapolation(BATCHES, e, 60));
  assert.deepEqual(clean.fit, dirty.fit);
  assert.deepEqual(clean.fit, fitBatching(BATCHES.slice(2), energies.slice(2)));
  assert.equal(clean.fit.residuals.length, 3);
  assert.ok(Math.abs(dirty.deviation - 1.9) < 1e-11); // 2.9 J predicted where 1 J was "measured"
});

test('a step that costs less at small batches makes the law say too much', () => {
  const concave = BATCHES.map(b => (10 + 2 * Math.sqrt(b)) / b);
  assert.ok(testExtrapolation(BATCHES, concave, 60).deviation > 0.1);
  const convex = BATCHES.map(b => (10 + 0.001 * b ** 2) / b);
  assert.ok(testExtrapolation(BATCHES, convex, 60).deviation < -0.1);
});

test('bad arguments are named', () => {
  assert.throws(() => testExtrapolation([8, 64, 128], [1, 1], 60), /^RangeError: energies has length 2/);
  assert.throws(
    () => testExtrapolation([64, 128], [1, 1], 60),
    /^RangeError: above is 60; .* smallest batch, 64/,
  );
  assert.throws(() => testExtrapolation([8, 64], [1, 1], 60), /^RangeError: batches is \[64\]/);
  assert.throws(
    () => testExtrapolation([8, 64, 128], [0, 1, 2], 60),
    /^RangeError: energies of the smallest/,
  );
});
