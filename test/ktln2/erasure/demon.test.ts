import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demonLedger } from 'ktln2/erasure';
import { type RandomSource, seededRandom } from 'ktln2/numerics';

const ROUNDING = 1e-12; // sums of at most 25 terms of size 1

/** A random distribution; some of its numbers are 0. */
function randomDistribution(count: number, random: RandomSource): number[] {
  const weights = Array.from({ length: count }, (_, i) =>
    i && random.uniform() < 0.2 ? 0 : -Math.log(1 - random.uniform()),
  );
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map(w => w / total);
}

/** A random joint distribution of up to five states and records. */
function randomJoint(random: RandomSource): number[][] {
  const [states, records] = [0, 0].map(() => 2 + Math.floor(4 * random.uniform()));
  const flat = randomDistribution(states * records, random);
  return Array.from({ length: states }, (_, x) => flat.slice(x * records, (x + 1) * records));
}

const log = (p: number) => (p > 0 ? Math.log(p) : 0);

test('no demon beats the second law: random priors, errors and beliefs', () => {
  const random = seededRandom(12);
  for (let i = 0; i < 2000; i++) {
    const joint = randomJoint(random);
    const [states, records] = [joint.length, joint[0].length];
    if (joint[0].some((_, m) => joint.every(row => row[m] === 0))) continue; // a record that never comes
    const honest = demonLedger({ joint });
    // An independent way to I: the relative entropy of the joint distribution and the product of its marginals.
    const state = joint.map(row => row.reduce((sum, p) => sum + p, 0));
    const record = joint[0].map((_, m) => joint.reduce((sum, row) => sum + row[m], 0));
    const information = joint.reduce(
      (total, row, x) => total + row.reduce((sum, p, m) => sum + p * log(p / (state[x] * record[m]) || 1), 0),
      0,
    );
    assert.ok(Math.abs(honest.information - information) < ROUNDING);
    assert.ok(Math.abs(honest.drawn - information) < ROUNDING); // the best that a right belief can do
    assert.ok(Math.abs(honest.net) < ROUNDING);
    assert.ok(honest.information <= Math.min(honest.record, honest.erasing) + ROUNDING);
    assert.ok(honest.netFreeDrawing >= -ROUNDING && honest.measuring <= ROUNDING);

    const columns = Array.from({ length: records }, () => randomDistribution(states, random));
    const belief = joint.map((_, x) => columns.map(column => column[x]));
    const misled = demonLedger({ joint, belief });
    assert.ok(misled.drawn <= misled.information + ROUNDING);
    assert.ok(misled.net >= -ROUNDING && misled.netFreeDrawing >= misled.net - ROUNDING);
  }
});

test("Szilard's engine: a perfect look gives ln 2, a look with error ε gives ln 2 − h(ε), no look gives nothing", () => {
  for (const error of [0, 0.01, 0.1, 0.3, 0.5]) {
    const [right, wrong] = [(1 - error) / 2, error / 2];
    const joint = [
      [right, wrong],
      [wrong, right],
    ];
    const h = -(error * log(error) + (1 - error) * log(1 - error));
    const { drawn, erasing, measuring, netFreeDrawing } = demonLedger({ joint });
    assert.ok(Math.abs(drawn - (Math.LN2 - h)) < ROUNDING);
    assert.ok(Math.abs(erasing - Math.LN2) < ROUNDING);
    assert.ok(Math.abs(measuring + h) < ROUNDING && Math.abs(netFreeDrawing - h) < ROUNDING);
  }
});

test('a demon that trusts a blind record pays without bound', () => {
  const joint = [
    [0.25, 0.25],
    [0.25, 0.25],
  ];
  const trusting = (trust: number) => [
    [trust, 1 - trust],
    [1 - trust, trust],
  ];
  // By hand: ½ ln(2t) + ½ ln(2(1 − t)).
  const expected = 0.5 * Math.log(1.8) + 0.5 * Math.log(0.2);
  assert.ok(Math.abs(demonLedger({ joint, belief: trusting(0.9) }).drawn - expected) < ROUNDING);
  assert.equal(demonLedger({ joint, belief: trusting(1) }).drawn, -Infinity);
});

test('impossible ledgers are named', () => {
  const joint = [
    [0.5, 0],
    [0, 0.5],
  ];
  const named = (message: RegExp) => ({ name: 'RangeError', message });
  assert.throws(() => demonLedger({ joint: [[0.5, 0.6]] }), named(/^the sum of joint is 1.1; expected 1/));
  assert.throws(() => demonLedger({ joint: [[1.5], [-0.5]] }), named(/^joint\[0\] is 1.5/));
  assert.throws(() => demonLedger({ joint: [] }), named(/^the sum of joint is 0/));
  assert.throws(
    () => demonLedger({ joint, belief: [[1, 1]] }),
    named(/^belief has another shape than joint/),
  );
  assert.throws(
    () =>
      demonLedger({
        joint,
        belief: [
          [0.9, 0],
          [0, 1],
        ],
      }),
    named(/at record 0 is 0.9; expected 1/),
  );
  assert.throws(
    () =>
      demonLedger({
        joint,
        belief: [
          [Number.NaN, 0],
          [0, 1],
        ],
      }),
    named(/^belief\[0\]\[0\] is NaN/),
  );
});

test('a record that says nothing is worth nothing, though its one probability is a rounded sum', () => {
  const { information, record, drawn } = demonLedger({ joint: Array.from({ length: 9 }, () => [1 / 9]) });
  for (const value of [information, record, drawn]) assert.ok(Math.abs(value) < 1e-15);
});
