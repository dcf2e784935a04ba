import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breakEven, usesAtShare } from 'ktln2/energy';
import { seededRandom } from 'ktln2/numerics';

test('before the break-even the rival is cheaper, after it dearer: by adding up', () => {
  const random = seededRandom(5);
  for (let trial = 0; trial < 200; trial++) {
    const [once, each, rival] = [1000 * random.uniform(), 5 * random.uniform(), 5 * random.uniform()];
    const found = breakEven(once, each, rival);
    let [own, theirs, uses] = [once, 0, 0];
    while (own > theirs && uses < 100_000) {
      own += each;
      theirs += rival;
      uses++;
    }
    if (rival <= each) assert.equal(found, Infinity);
    else if (uses < 100_000) assert.equal(Math.ceil(found), uses);
    else assert.ok(found > 99_999);
  }
});

test('at the returned number of uses the share is the one asked for', () => {
  for (const share of [0.01, 0.1, 0.5, 1]) {
    const uses = usesAtShare(3, 7, share);
    assert.ok(Math.abs(3 / (3 + 7 * uses) - share) < 1e-15);
  }
});

test('bad arguments are named', () => {
  assert.throws(() => breakEven(-1, 0, 1), /^RangeError: once is -1/);
  assert.throws(() => breakEven(1, Number.NaN, 1), /^RangeError: each is NaN/);
  assert.throws(() => breakEven(1, 0, 0), /^RangeError: rival is 0/);
  assert.throws(() => usesAtShare(1, 0, 0.1), /^RangeError: each is 0/);
  assert.throws(() => usesAtShare(1, 1, 1.1), /^RangeError: share is 1.1/);
});
