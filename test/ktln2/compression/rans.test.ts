import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RANS_SLOTS } from '#ktln2/compression/coder/rans';
import {
  emptyCode,
  RANS_EMPTY,
  type RansCode,
  ransPop,
  ransPush,
  ransSlot,
  type SlotInterval,
} from 'ktln2/compression';
import { seededRandom } from 'ktln2/numerics';

const { uniform } = seededRandom(1);
const below = (n: number) => Math.floor(n * uniform());

/** Widths of all sizes, from a single slot to all of them. */
function randomInterval(): SlotInterval {
  const width = Math.max(1, Math.floor(RANS_SLOTS ** uniform()));
  return { start: below(RANS_SLOTS - width + 1), width };
}

const copy = ({ state, words }: RansCode): RansCode => ({ state, words: [...words] });

test('a pop undoes a push, state and words, at every state', () => {
  for (let k = 0; k < 20000; k++) {
    const code = { state: RANS_EMPTY + below(RANS_EMPTY * (2 ** 16 - 1)), words: [below(2 ** 16)] };
    const before = copy(code);
    const interval = randomInterval();
    ransPush(code, interval);
    assert.ok(code.state >= RANS_EMPTY && code.state < RANS_EMPTY * 2 ** 16);
    const slot = ransSlot(code);
    assert.ok(slot >= interval.start && slot < interval.start + interval.width);
    ransPop(code, interval);
    assert.deepEqual(code, before);
  }
});

test('a push undoes a pop, so that no two states pop to the same', () => {
  for (let k = 0; k < 20000; k++) {
    const code = {
      state: RANS_EMPTY + below(RANS_EMPTY * (2 ** 16 - 1)),
      words: Array.from({ length: 3 }, () => below(2 ** 16)),
    };
    const before = copy(code);
    const slot = ransSlot(code);
    const start = below(slot + 1);
    const interval = { start, width: slot - start + 1 + below(RANS_SLOTS - slot) };
    ransPop(code, interval);
    ransPush(code, interval);
    assert.deepEqual(code, before);
  }
});

test('random programs of pushes and pops run backwards to the empty code', () => {
  for (let program = 0; program < 50; program++) {
    const code = emptyCode();
    const pushed: SlotInterval[] = [];
    for (let step = 0; step < 400; step++) {
      if (uniform() < 0.3 && pushed.length > 0) ransPop(code, pushed.pop() as SlotInterval);
      else {
        pushed.push(randomInterval());
        ransPush(code, pushed[pushed.length - 1]);
      }
    }
    for (const interval of pushed.reverse()) ransPop(code, interval);
    assert.deepEqual(code, emptyCode());
  }
});

test('the steps agree with whole-number arithmetic of any length', () => {
  for (let k = 0; k < 20000; k++) {
    const { start, width } = randomInterval();
    // At most as large as leaves room for the push, so that no word is moved.
    const state = Math.min(RANS_EMPTY + below(RANS_EMPTY), width * 2 ** 28 - 1);
    const code = { state, words: [] };
    ransPush(code, { start, width });
    const [x, w] = [BigInt(state), BigInt(width)];
    assert.equal(BigInt(code.state), (x / w) * BigInt(RANS_SLOTS) + BigInt(start) + (x % w));
  }
});

test('the length is the sum of log₂(M / width), within two bits', () => {
  const code = emptyCode();
  let bits = 0;
  for (let k = 0; k < 5000; k++) {
    const interval = randomInterval();
    bits += Math.log2(RANS_SLOTS / interval.width);
    ransPush(code, interval);
  }
  const length = 16 * code.words.length + Math.log2(code.state / RANS_EMPTY);
  // ⌊x / width⌋ is off by at most one part in 2¹², and as often above the mean as below.
  assert.ok(Math.abs(length - bits) < 2, `${length} bits written, ${bits} expected`);
});

test('what cannot be a step is refused', () => {
  const code = emptyCode();
  for (const interval of [
    { start: 0, width: 0 },
    { start: -1, width: 5 },
    { start: RANS_SLOTS - 1, width: 2 },
    { start: Number.NaN, width: 1 },
    { start: 0, width: Number.NaN },
  ]) {
    assert.throws(() => ransPush(code, interval), /interval is .* slots from .* on; expected 1 or more/);
  }
  assert.throws(() => ransPop(code, { start: 7, width: 9 }), /expected one with slot 0/);
  assert.throws(() => ransPop(code, { start: 0, width: 1 }), /the code ends too early/);
});
