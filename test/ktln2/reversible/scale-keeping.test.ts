import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from 'ktln2/numerics';
import { scaleKeeping, unscaleKeeping } from 'ktln2/reversible';

test('pairs go one-to-one to pairs, and back', () => {
  const seen = new Set<string>();
  for (let value = -60; value <= 60; value++) {
    for (let store = 0; store < 40; store++) {
      const scaled = scaleKeeping({ value, store }, 9, 10);
      seen.add(`${scaled.value} ${scaled.store}`);
      assert.deepEqual(unscaleKeeping(scaled, 9, 10), { value, store });
      // The quotient is floored, and the digit that fills up is below 9.
      assert.ok(Math.abs(scaled.value - 0.9 * value) < 9);
    }
  }
  assert.equal(seen.size, 121 * 40);
});

test('the store grows by log₂ q/p a time', () => {
  const random = seededRandom(8);
  for (const [p, q, times] of [
    [9, 10, 250],
    [1, 2, 40],
    [99, 100, 2000],
  ] as const) {
    let mean = 0;
    for (let trial = 0; trial < 200; trial++) {
      let number = { value: 0, store: 0 };
      for (let i = 0; i < times; i++) {
        const kicked = { ...number, value: number.value + Math.round(1e6 * random.normal()) };
        number = scaleKeeping(kicked, p, q);
      }
      mean += Math.log2(number.store + 1) / 200;
    }
    // The first digits of an empty store cost it up to about two bits.
    assert.ok(Math.abs(mean - times * Math.log2(q / p)) < 2.5, `${mean}`);
  }
});

test('bad numbers are named', () => {
  assert.throws(() => scaleKeeping({ value: 0.5, store: 0 }, 9, 10), /^RangeError: value is 0.5/);
  assert.throws(() => scaleKeeping({ value: 0, store: -1 }, 9, 10), /^RangeError: store is -1/);
  assert.throws(() => scaleKeeping({ value: 0, store: 2 ** 52 }, 9, 10), /^RangeError: the filled store/);
  assert.throws(() => unscaleKeeping({ value: 0, store: 0 }, 0, 10), /^RangeError: taken is 0/);
});
