import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaussianData, noisedMoments } from 'ktln2/diffusion';
import { kolmogorovDistance, reverseNoise, scoreFlow, spreadAtoms } from 'ktln2/heat';
import { seededRandom } from 'ktln2/numerics';

test('one atom is a Gaussian', () => {
  const [atom, gaussian] = [spreadAtoms([1.5], [7], 0.4), gaussianData(1.5, 0.16)];
  assert.ok(Math.abs(atom.entropy - gaussian.entropy) < 1e-12);
  for (const [alpha, s] of [
    [1, 0.3],
    [0.5, 2],
  ]) {
    const [a, b] = [atom.noised(alpha, s), gaussian.noised(alpha, s)];
    for (const key of ['logDensity', 'score', 'scoreSlope', 'denoised'] as const) {
      assert.ok(Math.abs(a[key](0.7) - b[key](0.7)) < 1e-12, key);
    }
    const [c, d] = [noisedMoments([atom], alpha, s), noisedMoments([gaussian], alpha, s)];
    assert.ok(Math.abs(c.entropy - d.entropy) < 1e-12 && Math.abs(c.fisher - d.fisher) < 1e-12);
  }
});

test('two atoms: score, slope and guess in closed form, distribution by quadrature', () => {
  const data = spreadAtoms([-1, 0, 1], [1, 0, 1], 0);
  const noised = data.noised(1, 0.8);
  for (const x of [-2, 0.1, 0.9]) {
    const tilt = Math.tanh(x / 0.64);
    assert.ok(Math.abs(noised.denoised(x) - tilt) < 1e-14);
    assert.ok(Math.abs(noised.score(x) - (tilt - x) / 0.64) < 1e-13);
    assert.ok(Math.abs(noised.scoreSlope(x) - ((1 - tilt * tilt) / 0.64 - 1) / 0.64) < 1e-13);
    let integral = 0;
    for (let y = -8 + 5e-4; y < x; y += 1e-3) integral += 1e-3 * Math.exp(noised.logDensity(y));
    assert.ok(Math.abs(integral - data.cumulative(x, 1, 0.8)) < 1e-6);
  }
  assert.deepEqual([data.mean, data.variance, data.entropy], [0, 1, -Infinity]);
  assert.deepEqual(data.average([]), { nodes: [-1, 1], weights: [0.5, 0.5] });
});

test('far atoms are left out only where they do not count', () => {
  // A rare atom close by and a frequent one far away: both must be seen.
  const data = spreadAtoms([0, 30], [1e-200, 1], 0);
  const { denoised, logDensity } = data.noised(1, 1);
  const logs = [Math.log(1e-200) - 0.5 * 25, -0.5 * 625];
  const share = 1 / (1 + Math.exp(logs[0] - logs[1]));
  assert.ok(Math.abs(denoised(5) - 30 * share) < 1e-10);
  assert.ok(
    Math.abs(
      logDensity(5) -
        (Math.max(...logs) +
          Math.log1p(Math.exp(-Math.abs(logs[0] - logs[1]))) -
          0.5 * Math.log(2 * Math.PI)),
    ) < 1e-10,
  );
});

test('averages over spread data, and de Bruijn', () => {
  const data = spreadAtoms([-2, 0.5, 1.5], [3, 5, 2], 0.15);
  const { nodes, weights } = data.average([0.1]);
  const moment = (k: number) => nodes.reduce((sum, x, i) => sum + weights[i] * x ** k, 0);
  assert.ok(Math.abs(moment(0) - 1) < 1e-12 && Math.abs(moment(1) - data.mean) < 1e-12);
  assert.ok(Math.abs(moment(2) - data.mean ** 2 - data.variance) < 1e-12);
  const entropyAt = (v: number) => noisedMoments([data], 1, Math.sqrt(v)).entropy;
  const slope = (entropyAt(0.2501) - entropyAt(0.2499)) / 2e-4;
  assert.ok(Math.abs(slope / (0.5 * noisedMoments([data], 1, 0.5).fisher) - 1) < 1e-6);
});

test('many atoms: the panels serve all widths of the noise', () => {
  const random = seededRandom(6);
  const values = Array.from({ length: 60 }, (_, i) => i + (i > 30 ? 500 : 0));
  const data = spreadAtoms(
    values,
    values.map(() => random.uniform()),
    0,
  );
  for (const s of [0.4, 8]) {
    const { logDensity, score } = data.noised(1, s);
    let [entropy, fisher] = [0, 0];
    // The trapezoidal rule errs by far less than this for a sum of Gaussians.
    for (let x = -10 * s; x < 560 + 10 * s; x += s / 10) {
      const mass = (s / 10) * Math.exp(logDensity(x));
      entropy -= mass * logDensity(x);
      fisher += mass * score(x) ** 2;
    }
    const moments = noisedMoments([data], 1, s);
    assert.ok(Math.abs(moments.entropy - entropy) < 1e-9, `entropy at s = ${s}`);
    assert.ok(Math.abs(moments.fisher / fisher - 1) < 1e-8, `Fisher information at s = ${s}`);
  }
});

test('the flow of Gaussian data scales, and converges at second order', () => {
  const data = gaussianData(1, 1);
  const exact = 1 + 2 * Math.sqrt(1.01 / 5);
  const errors = [50, 100].map(steps =>
    Math.abs(scoreFlow(data, Float64Array.of(3), { start: 2, end: 0.1, steps })[0] - exact),
  );
  assert.ok(errors[1] < 3e-4 && errors[0] / errors[1] > 3.5 && errors[0] / errors[1] < 4.5);
});

test('the reverse equation has the variance of its linear recursion', () => {
  const [steps, n] = [10, 4000];
  const random = seededRandom(2);
  const start = Float64Array.from({ length: n }, () => Math.sqrt(5) * random.normal());
  const out = reverseNoise(gaussianData(0, 1), start, { start: 2, end: 0.1, steps }, random);
  let v = 5;
  for (let i = 0; i < steps; i++) {
    const [a, b] = [i, i + 1].map(k => (2 * 0.05 ** (k / steps)) ** 2);
    const slope = 1 / (1 + a) + (b / a) * (1 - 1 / (1 + a));
    v = slope * slope * v + b * (1 - b / a);
  }
  const measured = out.reduce((sum, x) => sum + x * x, 0) / n;
  assert.ok(Math.abs(measured / v - 1) < 4 * Math.sqrt(2 / n));
  assert.ok(Math.abs(v - 1.01) > 0.02); // ten steps are visibly too few
});

test('Kolmogorov’s distance, against enumeration and its mean', () => {
  // Three numbers at ½: the sample jumps from 0 to 1 there.
  assert.equal(
    kolmogorovDistance(Float64Array.of(0.5, 0.5, 0.5), x => x),
    0.5,
  );
  assert.ok(Math.abs(kolmogorovDistance(Float64Array.of(0.9, 0.1), x => x) - 0.4) < 1e-15);
  const random = seededRandom(8);
  const list = Array.from(
    { length: 300 },
    () =>
      10 *
      kolmogorovDistance(
        Float64Array.from({ length: 100 }, () => random.uniform()),
        x => x,
      ),
  );
  const middle = list.reduce((sum, k) => sum + k, 0) / 300;
  // √(π/2) ln 2, less 1/(6√n) for n = 100.
  assert.ok(Math.abs(middle - (Math.sqrt(Math.PI / 2) * Math.LN2 - 1 / 60)) < 4 * (0.26 / Math.sqrt(300)));
});

test('impossible arguments are named', () => {
  assert.throws(() => spreadAtoms([1, 1], [1, 1], 0), /values\[1\] is 1; expected a finite number > 1/);
  assert.throws(() => spreadAtoms([1, 2], [1], 0), /weights has 1 numbers; expected 2/);
  assert.throws(() => spreadAtoms([1, 2], [1, -1], 0), /weights\[1\] is -1/);
  assert.throws(() => spreadAtoms([1, 2], [0, 0], 0), /the sum of weights is 0; expected .*> 0/);
  assert.throws(() => spreadAtoms([1], [1], -1), /width is -1/);
  assert.throws(() => spreadAtoms([1], [1], 0).noised(1, 0), /the variance of width and noise is 0/);
  const x = Float64Array.of(0);
  const data = gaussianData(0, 1);
  assert.throws(() => scoreFlow(data, x, { start: 1, end: 1, steps: 3 }), /range.start is 1; expected .*> 1/);
  assert.throws(() => scoreFlow(data, x, { start: 1, end: 0, steps: 3 }), /range.end is 0/);
  assert.throws(
    () => reverseNoise(data, x, { start: 1, end: 0.1, steps: 0 }, seededRandom(1)),
    /range.steps is 0/,
  );
  assert.throws(() => kolmogorovDistance(new Float64Array(0), y => y), /sample has 0 numbers/);
});

test('draws of spread values have their distribution', () => {
  const data = spreadAtoms([0, 1, 4], [1, 2, 1], 0.3);
  const random = seededRandom(12);
  const drawn = Array.from({ length: 4000 }, () => data.draw(random)).sort((a, b) => a - b);
  const worst = drawn.reduce(
    (max, x, i) => Math.max(max, Math.abs(data.cumulative(x, 1, 0) - (i + 0.5) / drawn.length)),
    0,
  );
  // Kolmogorov's distance of 4,000 draws exceeds 1.95/√n once in a thousand.
  assert.ok(worst < 1.95 / Math.sqrt(drawn.length), `${worst}`);
});
