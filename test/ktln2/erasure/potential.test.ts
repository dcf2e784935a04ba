import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubleWell, ERASER_STAGES, eraserProtocol, harmonicTrap, potentialEnergy } from 'ktln2/erasure';
import { ramp, reversedProtocol, stiffeningTrap } from 'ktln2/erasure';

const close = (a: number, b: number) => Math.abs(a - b) < 1e-12; // a few roundings of numbers of size 10

test('the double well has its barrier, its wells and its tilt where the formula says', () => {
  for (const hump of [0, 0.3, 1]) {
    const cell = doubleWell({ barrier: 12, hump, tilt: 0 });
    const well = Math.sqrt(hump);
    assert.ok(close(potentialEnergy(cell, 0) - potentialEnergy(cell, well), 12 * hump ** 2));
    for (const x of [-1.3, -0.2, 0.7]) {
      assert.ok(close(potentialEnergy(cell, x), potentialEnergy(cell, -x)));
      assert.ok(potentialEnergy(cell, x) >= potentialEnergy(cell, well));
      const tilted = doubleWell({ barrier: 12, hump, tilt: 3 });
      assert.ok(close(potentialEnergy(tilted, x) - potentialEnergy(cell, x), 3 * x));
    }
  }
});

test('the eraser starts and ends with the same symmetric cell and takes its four steps in order', () => {
  const protocol = eraserProtocol({ barrier: 12, tilt: 8 });
  const rest = doubleWell({ barrier: 12, hump: 1, tilt: 0 });
  assert.deepEqual([protocol(0), protocol(1)], [rest, rest]);
  const hump = (s: number) => -protocol(s)[2] / 24;
  const tilt = (s: number) => protocol(s)[1];
  const [lowered, tilted, raised] = ERASER_STAGES;
  for (let s = 0; s < 1; s += 0.01) {
    // The barrier moves in the first and the third stage only, the tilt in the second and the fourth only.
    if (s < lowered || s > raised) assert.equal(s < lowered ? tilt(s) : hump(s), s < lowered ? 0 : 1);
    else if (s < tilted) assert.ok(close(hump(s), 0));
    else assert.equal(tilt(s), 8);
    // A quintic ramp is never steeper than 15/8 of the even one; the shortest stage lasts 0.08.
    assert.ok(Math.abs(tilt(s + 0.01) - tilt(s)) <= ((8 * 15) / 8) * (0.01 / 0.08) + 1e-12);
    assert.ok(hump(s) >= -1e-12 && hump(s) <= 1 + 1e-12);
  }
  // No jump in slope or curvature: a ramp begins with 10u³, here u = 0.001 / 0.3, and falls off from that by 1.5u.
  assert.ok(Math.abs((1 - hump(0.001)) / (10 * (0.001 / lowered) ** 3) - 1) < 0.006);
});

test('a reversed protocol shows the same potentials in the other order', () => {
  const protocol = eraserProtocol({ barrier: 12, tilt: 8 });
  const back = reversedProtocol(reversedProtocol(protocol));
  for (const s of [0, 0.25, 0.5, 1]) {
    assert.deepEqual(reversedProtocol(protocol)(1 - s), protocol(s));
    assert.deepEqual(back(s), protocol(s));
  }
});

test('impossible shapes are named', () => {
  const named = (message: RegExp) => ({ name: 'RangeError', message });
  assert.throws(
    () => doubleWell({ barrier: 0, hump: 1, tilt: 0 }),
    named(/^barrier is 0; expected .*> 0 in kT/),
  );
  assert.throws(() => doubleWell({ barrier: 8, hump: 1.5, tilt: 0 }), named(/^hump is 1.5; expected .*<= 1/));
  assert.throws(() => doubleWell({ barrier: 8, hump: 1, tilt: Number.NaN }), named(/^tilt is NaN/));
  assert.throws(() => harmonicTrap(-1), named(/^stiffness is -1/));
  assert.throws(
    () => eraserProtocol({ barrier: 12, tilt: -1 }),
    named(/^tilt is -1; expected .*>= 0 in kT per unit/),
  );
  assert.throws(() => eraserProtocol({ barrier: Number.NaN, tilt: 1 }), named(/^barrier is NaN/));
  assert.throws(() => stiffeningTrap(1, 0), named(/^after is 0/));
});

test('a ramp is the smoothest of degree five: 0 to 1, even about its middle, with no slope or curvature at its ends', () => {
  for (let u = 0; u <= 1; u += 1 / 16) {
    const s = 0.3 + 0.3 * u;
    assert.ok(close(ramp(s, 0.3, 0.6) + ramp(0.9 - s, 0.3, 0.6), 1));
    // Oracle: the integral of 30 u² (1 − u)², by its three terms.
    assert.ok(close(ramp(s, 0.3, 0.6), 10 * u ** 3 - 15 * u ** 4 + 6 * u ** 5));
  }
  assert.deepEqual([ramp(0.1, 0.3, 0.6), ramp(0.7, 0.3, 0.6)], [0, 1]);
  assert.throws(() => ramp(0.5, 0.6, 0.3), /end is 0.3; expected a finite number > 0.6/);
});
