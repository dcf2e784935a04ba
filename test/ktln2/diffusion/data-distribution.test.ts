import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { noisedGrid } from '#ktln2/diffusion/expectation';
import {
  exactScore,
  gaussianData,
  noisedCrossEntropy,
  noisedMoments,
  uniformData,
  varianceExploding,
} from 'ktln2/diffusion';
import { seededRandom } from 'ktln2/numerics';

const close = (actual: number, expected: number, tolerance: number, what: string) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, expected ${expected}`);

const exact: { rows: number[][] } = JSON.parse(
  readFileSync('test/ktln2/fixtures/uniform-marginal-reference.json', 'utf8'),
);

test('noised uniform data keep all digits, from half-widths of 1e-12 noise widths to 1e6, by mpmath', () => {
  for (const [width, distance, logDensity, score, slope, denoised] of exact.rows) {
    for (const sign of [1, -1]) {
      const marginal = uniformData(1).noised(width, 1);
      const at = `w ${width}, u ${sign * distance}`;
      // Rounding of the argument: an ulp of u²/2 ≈ 450 in an exponent is a relative 6e-14.
      const relative = (actual: number, expected: number, what: string) =>
        close(actual, expected, 2e-13 * Math.abs(expected), `${what}, ${at}`);
      close(
        marginal.logDensity(sign * distance),
        logDensity,
        1e-15 * Math.abs(logDensity) + 1e-15,
        `ln p, ${at}`,
      );
      relative(marginal.score(sign * distance), sign * score, 'score');
      relative(marginal.scoreSlope(sign * distance), slope, 'slope');
      relative(marginal.denoised(sign * distance), sign * denoised, 'E[αx₀|x]');
    }
  }
});

test('Tweedie: E[αx₀|x] = x + s² ∂ ln p/∂x, for every kind of data', () => {
  for (const marginal of [uniformData(2, 0.3).noised(0.5, 0.7), gaussianData(1, 4).noised(0.5, 0.7)]) {
    for (const x of [-5, -0.2, 0.15, 1, 3]) {
      // Both sides are sums of a few numbers below 10.
      close(marginal.denoised(x), x + 0.49 * marginal.score(x), 1e-14, `x = ${x}`);
    }
  }
});

/** ln of Φ(b) − Φ(a) over 2L with terms of the asymptotic series of Mills' ratio, for 0 << a << b. */
function tailLogDensity(x: number, std: number): number {
  const a = (x - 1) / std;
  let [term, series] = [1, 1];
  for (let k = 1; k <= 8; k++) {
    term *= -(2 * k - 1) / (a * a);
    series += term;
  }
  return -0.5 * a * a - Math.log(a * Math.sqrt(2 * Math.PI)) + Math.log(series) - Math.log(2);
}

test('far outside, where the density underflows, its logarithm follows Mills’ series', () => {
  for (const x of [6, 20, 100]) {
    const expected = tailLogDensity(x, 0.5);
    // The series' first omitted term at a = 10: 17!!/10^18 = 3e-11.
    close(uniformData(1).noised(1, 0.5).logDensity(x), expected, 1e-10, `ln p(${x})`);
    close(uniformData(1).noised(1, 0.5).logDensity(-x), expected, 1e-10, `ln p(${-x})`);
  }
});

test('score and slope are derivatives of the logarithm of the density, inside, at the edge and outside', () => {
  for (const marginal of [uniformData(1, 0.3).noised(0.8, 0.4), gaussianData(1, 0.25).noised(0.8, 0.4)]) {
    for (const x of [-4, -1, -0.55, 0, 0.24, 1.04, 1.9, 5]) {
      const h = 1e-4;
      const difference = (f: (x: number) => number) => (f(x + h) - f(x - h)) / (2 * h);
      // Central differences err by h²/6 times a third derivative of up to 1e2.
      close(marginal.score(x), difference(marginal.logDensity), 1e-6, `score at ${x}`);
      close(marginal.scoreSlope(x), difference(marginal.score), 1e-5, `slope at ${x}`);
    }
  }
});

test('entropy of uniform data with a little noise: ln 2L + 0.903197285569 s/L', () => {
  for (const [halfWidth, std] of [
    [1, 1e-300],
    [1, 1e-3],
    [1, 0.05],
    [1, 0.12], // by quadrature: the closed form ends at L/s = 9
    [1e-6, 1e-7],
    [1e6, 1e-6],
    [3, 0.2],
  ]) {
    const { entropy } = noisedMoments([uniformData(halfWidth)], 1, std);
    // 0.903… = −∫ Φ ln Φ, twelve digits; what is left out is exponentially small in L/s.
    close(entropy, Math.log(2 * halfWidth) + (0.903197285569 * std) / halfWidth, 1e-12, `L ${halfWidth}`);
  }
});

test('entropy: translation, scaling, additivity over dimensions', () => {
  const entropy = (halfWidth: number, centre: number, std: number) =>
    noisedMoments([uniformData(halfWidth, centre)], 1, std).entropy;
  // Identities: what is left is rounding, some tens of 1e-16 of terms up to 10.
  close(entropy(1, 7, 0.3), entropy(1, 0, 0.3), 1e-12, 'translated');
  close(entropy(5, 0, 1.5), entropy(1, 0, 0.3) + Math.log(5), 1e-12, 'h(cX) = h(X) + ln c');
  const both = noisedMoments([uniformData(1), gaussianData(2, 3)], 1, 0.3);
  close(both.entropy, entropy(1, 0, 0.3) + noisedMoments([gaussianData(2, 3)], 1, 0.3).entropy, 1e-12, 'sum');
});

test('clean data under the noised density: S₀ + 0.477535339808 s/L, and N(0, 1) under N(0, 1 + s²)', () => {
  for (const std of [1e-9, 1e-4, 0.05]) {
    const found = noisedCrossEntropy([uniformData(3)], [uniformData(3)], 1, std);
    // 0.4775… = −∫₀^∞ ln Φ, twelve digits.
    close(found, Math.log(6) + (0.477535339808 * std) / 3, 1e-12, `s = ${std}`);
  }
  const normal = [gaussianData(0, 1)];
  const expected = 0.5 * (Math.log(2 * Math.PI * 5) + 1 / 5);
  close(noisedCrossEntropy(normal, normal, 1, 2), expected, 1e-14, 'Gaussian');
});

test('de Bruijn: dh/ds = s J, by differences of the entropy', () => {
  for (const std of [0.1, 1, 6]) {
    const h = 1e-4 * std;
    const at = (s: number) => noisedMoments([uniformData(1)], 1, s);
    const slope = (at(std + h).entropy - at(std - h).entropy) / (2 * h);
    // Central differences with a relative step of 1e-4 err by about 1e-8; rounding adds 1e-12/h.
    close(slope / (std * at(std).fisher), 1, 1e-6, `s = ${std}`);
  }
});

test('Monte Carlo agrees with the quadrature within its error', () => {
  const random = seededRandom(3);
  const marginal = uniformData(1).noised(1, 0.5);
  const logs = Array.from({ length: 40000 }, () =>
    marginal.logDensity(2 * random.uniform() - 1 + 0.5 * random.normal()),
  );
  const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
  const spread = Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / logs.length ** 2);
  const { entropy } = noisedMoments([uniformData(1)], 1, 0.5);
  // Four standard errors; the seed is fixed.
  close(-mean, entropy, 4 * spread, 'entropy');
  // ln p spreads by 0.63, 40000 draws: 0.003.
  assert.ok(spread < 0.005);
});

test('the exact score of independent coordinates is theirs, row by row', () => {
  const process = varianceExploding(25);
  const score = exactScore(process, [gaussianData(0, 1), gaussianData(1, 3)]);
  const { score: s, divergence } = score(Float64Array.of(2, 1, 0, 4), 0);
  assert.deepEqual([...s], [-2, 0, 0, -1]);
  assert.deepEqual([...divergence], [-4 / 3, -4 / 3]);
});

test('errors name the parameter', () => {
  assert.throws(() => uniformData(0), /halfWidth is 0; expected a finite number > 0/);
  assert.throws(() => gaussianData(0, -1), /variance is -1; expected a finite number > 0/);
  assert.throws(() => uniformData(1).noised(1, 0), /std is 0; expected a finite number > 0/);
  assert.throws(() => uniformData(1).noised(-1, 1), /alpha is -1; expected a finite number >= 0/);
  assert.throws(
    () => noisedCrossEntropy([uniformData(1)], [], 1, 1),
    /model.length is 0; expected an integer >= 1 and <= 1/,
  );
  assert.throws(() => noisedGrid([uniformData(1)], 1, 0, 4), /std is 0; expected a finite number > 0/);
});
