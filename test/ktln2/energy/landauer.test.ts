import assert from 'node:assert/strict';
import { test } from 'node:test';
import { landauerEnergy } from 'ktln2/energy';

test('one bit at 300 K, from the exact SI value of the Boltzmann constant', () => {
  // By hand: 1.380649 × 300 = 414.1947, and 414.1947 × 0.693147180560 = 287.0978885.
  assert.equal(landauerEnergy(1, 300).toPrecision(10), '2.870978885e-21');
});

test('the energy is proportional to bits and to temperature', () => {
  const one = landauerEnergy(1, 1);
  for (const bits of [0, 0.5, 1, 6291456]) {
    for (const temperature of [0.015, 4.2, 300]) {
      const energy = landauerEnergy(bits, temperature);
      // Three roundings of a double at most.
      assert.ok(Math.abs(energy - bits * temperature * one) <= 4 * Number.EPSILON * energy);
    }
  }
});

test('impossible arguments are named', () => {
  assert.throws(() => landauerEnergy(-1, 300), {
    name: 'RangeError',
    message: /^bits is -1; expected .*>= 0/,
  });
  assert.throws(() => landauerEnergy(1, 0), {
    name: 'RangeError',
    message: /^temperature is 0; expected .*> 0 in K/,
  });
  assert.throws(() => landauerEnergy(1, Number.NaN), { name: 'RangeError', message: /^temperature is NaN/ });
  assert.throws(() => landauerEnergy('8' as never, 300), { name: 'TypeError', message: /^bits is "8"/ });
});
