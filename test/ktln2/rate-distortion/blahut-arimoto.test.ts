import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shannonEntropy } from 'ktln2/information';
import { blahutArimoto } from 'ktln2/rate-distortion';

const h2 = (p: number) => shannonEntropy([p, 1 - p]);
const hamming = (n: number) =>
  Array.from({ length: n }, (_, x) => Array.from({ length: n }, (__, y) => +(x !== y)));

test('a coin of any bias: R(D) = h(p) − h(D), at the slope log₂ D/(1 − D)', () => {
  for (const p of [0.5, 0.3, 0.11]) {
    for (const D of [0.01, 0.05, 0.1]) {
      const slope = Math.log2(D / (1 - D));
      const found = blahutArimoto(
        { source: [p, 1 - p], distortion: hamming(2), slope },
        { tolerance: 1e-10 },
      );
      // The rate is off by no more than the gap, the distortion by its root.
      assert.ok(Math.abs(found.distortion - D) < 1e-4);
      assert.ok(Math.abs(found.rate - (h2(p) - h2(found.distortion))) < 1e-9);
    }
  }
});

test('letters that are equally likely: R(D) = log₂ n − h(D) − D log₂(n − 1)', () => {
  const n = 5;
  const D = 0.2;
  const slope = Math.log2(D / (1 - D) / (n - 1));
  const source = new Array(n).fill(1 / n);
  const found = blahutArimoto({ source, distortion: hamming(n), slope });
  assert.ok(Math.abs(found.distortion - D) < 1e-12);
  assert.ok(Math.abs(found.rate - (Math.log2(n) - h2(D) - D * Math.log2(n - 1))) < 1e-12);
});

test('the certificate holds: what is found with care lies within the gap of what is found in haste', () => {
  const source = [0.5, 0.2, 0.15, 0.1, 0.05];
  const distortion = source.map((_, x) => source.map((__, y) => (x - y) ** 2));
  for (const slope of [-0.1, -0.4, -2]) {
    const hasty = blahutArimoto({ source, distortion, slope }, { tolerance: 0.05 });
    const careful = blahutArimoto({ source, distortion, slope }, { tolerance: 1e-5 });
    assert.ok(hasty.gap <= 0.05 && careful.gap <= 1e-5 && careful.rounds > hasty.rounds);
    // Both touch the line of this slope: R − s D is least for the curve itself.
    const [above, least] = [hasty, careful].map(({ rate, distortion: D }) => rate - slope * D);
    assert.ok(above >= least - 1e-5 && above - hasty.gap <= least);
  }
});

test('a flat slope asks for nothing, a steep one for the entropy', () => {
  const source = [0.7, 0.2, 0.1];
  const cheap = blahutArimoto({ source, distortion: hamming(3), slope: -0.1 }, { tolerance: 1e-6 });
  assert.ok(cheap.rate < 1e-5 && Math.abs(cheap.distortion - 0.3) < 1e-5);
  const dear = blahutArimoto({ source, distortion: hamming(3), slope: -60 });
  assert.ok(Math.abs(dear.rate - shannonEntropy(source)) < 1e-6 && dear.distortion < 1e-12);
});

test('what is no problem is named', () => {
  const fine = { source: [0.5, 0.5], distortion: hamming(2), slope: -1 };
  assert.throws(() => blahutArimoto({ ...fine, source: [0.5, 0.4] }), /the sum of source is 0.9; expected 1/);
  assert.throws(() => blahutArimoto({ ...fine, slope: 0 }), /slope is 0; expected a number < 0/);
  assert.throws(
    () => blahutArimoto({ ...fine, distortion: [[0, 1]] }),
    /length of distortion is 1; expected 2/,
  );
  assert.throws(
    () => blahutArimoto({ ...fine, distortion: [[0, 1], [1]] }),
    /distortion\[1\] is 1; expected 2/,
  );
  const biased = { source: [0.9, 0.1], distortion: hamming(2), slope: -4 };
  assert.throws(
    () => blahutArimoto(biased, { tolerance: 1e-9, rounds: 2 }),
    /no gap below tolerance 1e-9 in 2/,
  );
});
