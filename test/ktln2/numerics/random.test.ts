import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from 'ktln2/numerics';

test('uniform numbers are made of the words of the Mersenne Twister 19937', () => {
  // The words of seed 5489; the 10,000th is the one that the C++ standard demands of mt19937 ([rand.predef]).
  const [first, second, last] = [3499211612, 581869302, 4123659995];
  const { uniform } = seededRandom(5489);
  // The low 26 bits of a word above the low 27 bits of the next: 53 bits.
  assert.equal(uniform() * 2 ** 53, (first % 2 ** 26) * 2 ** 27 + (second % 2 ** 27));
  for (let n = 2; n < 5000; n++) uniform();
  assert.equal((uniform() * 2 ** 53) % 2 ** 27, last % 2 ** 27);
});

test('normal numbers come in pairs: Box and Muller’s transform of two uniform ones', () => {
  const { normal } = seededRandom(3);
  const { uniform } = seededRandom(3);
  for (let n = 0; n < 5; n++) {
    const [u1, u2] = [1 - uniform(), uniform()];
    const [x, y] = [normal(), normal()];
    // Back from the pair to what it was made of; logarithms and angles are rounded.
    assert.ok(Math.abs(Math.exp(-(x * x + y * y) / 2) - u1) < 1e-14);
    assert.ok(Math.abs(((Math.atan2(y, x) / (2 * Math.PI) + 1) % 1) - u2) < 1e-14);
  }
});

test('a seed that is no word is refused', () => {
  for (const seed of [-1, 0.5, 2 ** 32])
    assert.throws(() => seededRandom(seed), /seed is .*; expected an integer/);
});
