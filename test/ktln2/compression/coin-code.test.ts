import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coinCode, RANS_EMPTY } from 'ktln2/compression';

/** Reads as many words as a decoder takes: none, one or two a step. */
function readWords(seed: number, steps: number) {
  const coins = coinCode(seed);
  const read: number[] = [];
  for (let step = 0; step < steps; step++) {
    coins.refill();
    assert.equal(coins.code.words.length, 2);
    for (let k = 0; k < step % 3; k++) read.push(coins.code.words.pop() as number);
  }
  return { coins, read };
}

test('what was read is told in the order of a code, the first word last', () => {
  for (const steps of [0, 1, 2, 3, 30]) {
    const { coins, read } = readWords(4, steps);
    assert.deepEqual(coins.wordsRead(), read.reverse());
    // 36 coins for the first state, 16 for a word.
    assert.equal(coins.bitsRead(), 36 + 16 * read.length);
  }
});

test('reading slowly or fast, the words are the same; another seed gives others', () => {
  const slow = coinCode(4);
  const words: number[] = [];
  while (words.length < 30) {
    slow.refill();
    words.push(slow.code.words.pop() as number);
  }
  assert.deepEqual(readWords(4, 30).read, words);
  assert.equal(coinCode(4).code.state, slow.code.state);
  assert.notDeepEqual(readWords(5, 30).read, words);
  assert.throws(() => coinCode(-1), /seed is -1/);
});

test('every coin is fair, and all states and words can come', () => {
  /** How often each bit is 1 in numbers below 2^bits. */
  function requireFair(numbers: number[], bits: number): void {
    for (const number of numbers) {
      assert.ok(Number.isSafeInteger(number) && number >= 0 && number < 2 ** bits, String(number));
    }
    for (let bit = 0; bit < bits; bit++) {
      const ones = numbers.filter(number => Math.floor(number / 2 ** bit) % 2 === 1).length;
      // Five standard errors: one of 52 bits falls outside once in 30,000 seeds.
      const spread = 5 * Math.sqrt(numbers.length / 4);
      assert.ok(Math.abs(ones - numbers.length / 2) < spread, `bit ${bit}: ${ones} of ${numbers.length}`);
    }
  }
  requireFair(readWords(1, 3000).read, 16);
  const states = Array.from({ length: 1000 }, (_, seed) => coinCode(seed).code.state - RANS_EMPTY);
  requireFair(states, 36);
});
