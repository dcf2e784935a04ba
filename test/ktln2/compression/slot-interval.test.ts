import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RANS_SLOTS } from '#ktln2/compression/coder/rans';
import { slotInterval, valueAt } from '#ktln2/compression/coder/slot-interval';
import { seededRandom } from 'ktln2/numerics';

const { uniform } = seededRandom(2);

/** Probabilities over many orders of magnitude. */
function randomDistribution(): Float64Array {
  const steep = 1 + 60 * uniform();
  const weights = Float64Array.from({ length: 256 }, () => uniform() ** steep + 1e-12);
  const sum = weights.reduce((total, w) => total + w, 0);
  return weights.map(w => w / sum);
}

test('the intervals of all values follow each other and fill the slots', () => {
  for (let k = 0; k < 40; k++) {
    const p = randomDistribution();
    let end = 0;
    for (let value = 0; value < 256; value++) {
      const { start, width } = slotInterval(p, value);
      assert.equal(start, end);
      assert.ok(Number.isInteger(width) && width >= 1);
      end = start + width;
    }
    assert.equal(end, RANS_SLOTS);
  }
});

test('a slot tells the value that owns it, at both ends of every interval', () => {
  for (let k = 0; k < 20; k++) {
    // In the uniform distribution the borders are whole numbers before they are rounded.
    const p = k === 0 ? new Float64Array(256).fill(1 / 256) : randomDistribution();
    for (let value = 0; value < 256; value++) {
      const interval = slotInterval(p, value);
      assert.deepEqual(valueAt(p, interval.start), { value, interval });
      assert.deepEqual(valueAt(p, interval.start + interval.width - 1), { value, interval });
    }
  }
});

test('rounding costs less than 10⁻⁴ bits a sample', () => {
  for (let k = 0; k < 40; k++) {
    const p = randomDistribution();
    let cost = 0;
    p.forEach((probability, value) => {
      cost += probability * Math.log2((probability * RANS_SLOTS) / slotInterval(p, value).width);
    });
    // A relative entropy is not negative; 1e-12 is for its own rounding.
    assert.ok(cost > -1e-12 && cost < 1e-4, `${cost} bits`);
  }
});

test('sums that pass 1 by rounding leave the last value its slot', () => {
  const p = new Float64Array(256);
  p[0] = 1 + 1e-15;
  assert.deepEqual(slotInterval(p, 255), { start: RANS_SLOTS - 1, width: 1 });
});
