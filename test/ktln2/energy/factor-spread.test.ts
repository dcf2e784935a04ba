import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchedPairs, spreadOf } from 'ktln2/energy';
import { seededRandom } from 'ktln2/numerics';
import { quantile } from 'simple-statistics';

const key = (r: { key: string }) => r.key;
const energy = (r: { joules: number }) => r.joules;

test('every pair with the same key is there, and no other: against two nested loops', () => {
  const random = seededRandom(5);
  const rows = (count: number) =>
    Array.from({ length: count }, () => ({
      key: String(Math.floor(6 * random.uniform())),
      joules: 0.1 + random.uniform(),
    }));
  const [before, after] = [rows(20), rows(15)];
  const wanted: number[] = [];
  for (const first of before) {
    for (const second of after) if (first.key === second.key) wanted.push(first.joules / second.joules);
  }
  const pairs = matchedPairs(before, after, key, energy);
  assert.deepEqual(
    pairs.map(pair => pair.factor),
    wanted,
  );
  assert.ok(wanted.length > 20);
  for (const pair of pairs) assert.ok(pair.before.key === pair.key && pair.after.key === pair.key);
});

test('to exchange before and after turns each factor over', () => {
  const [a, b] = [[{ key: 'x', joules: 3 }], [{ key: 'x', joules: 2 }]];
  assert.equal(matchedPairs(a, b, key, energy)[0]?.factor, 1.5);
  assert.equal(matchedPairs(b, a, key, energy)[0]?.factor, 2 / 3);
});

test('the spread agrees with simple-statistics, and does not sort what it was given', () => {
  const random = seededRandom(9);
  for (const count of [1, 2, 3, 4, 5, 26, 67]) {
    const values = Array.from({ length: count }, () => Math.exp(random.normal()));
    const given = [...values];
    const { least, lower, median, upper, most, count: counted } = spreadOf(values);
    assert.deepEqual(values, given);
    assert.equal(counted, count);
    for (const [i, ours] of [least, lower, median, upper, most].entries()) {
      assert.ok(Math.abs(ours / quantile(values, i / 4) - 1) < 1e-15 * 4, `${count} ${i}`); // four roundings
    }
  }
});

test('bad arguments are named', () => {
  assert.throws(() => spreadOf([]), /^RangeError: values is empty/);
  assert.throws(() => spreadOf([1, 0]), /^RangeError: values\[1\] is 0/);
  assert.throws(
    () => matchedPairs([{ key: 'x', joules: 0 }], [{ key: 'x', joules: 1 }], key, energy),
    /^RangeError: energyOf\(before\) is 0; expected a finite number > 0 in J/,
  );
});
