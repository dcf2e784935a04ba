/** What must hold at the ends of every range: no NaN, no negative entropy production, no digit lost to size. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AxisData,
  entropyBound,
  entropyRates,
  exactScore,
  gaussianData,
  learnedRates,
  noisedMoments,
  scaledScore,
  uniformData,
  varianceExploding,
  varianceExplodingGeometric,
  variancePreserving,
  variancePreservingExponential,
} from 'ktln2/diffusion';
import { seededRandom } from 'ktln2/numerics';

const PROCESSES = [
  ...[1.001, 10, 30, 1e4].map(varianceExploding),
  ...[0.02, 25, 1e6].map(sigma => varianceExplodingGeometric(sigma)),
  ...[0.2, 20, 50, 150, 5000].map(beta => variancePreserving(beta)),
  ...[1.001, 20, 25, 30, 50, 1e3].map(variancePreservingExponential),
];
const DATA = [
  ...[1e-6, 1e-3, 1, Math.sqrt(3), 1e3, 1e6].map(L => uniformData(L)),
  ...[1e-6, 1, 1e6].flatMap(L => [uniformData(L, 7), gaussianData(0, L * L)]),
];
const TIMES = [1e-30, 1e-12, 1e-4, 0.1, 0.3, 0.6, 1];

test('uniform data give finite numbers at every size of data and noise, at every point', () => {
  const random = seededRandom(5);
  for (let i = 0; i < 2000; i++) {
    const [logWidth, logStd] = [random.uniform() * 12 - 6, random.uniform() * 600 - 300];
    const [L, std] = [10 ** logWidth, 10 ** logStd];
    const alpha = i % 10 === 0 ? 0 : Math.exp(-700 * random.uniform() ** 4);
    const marginal = uniformData(L).noised(alpha, std);
    for (const x of [0, alpha * L, alpha * L * random.uniform(), alpha * L + 40 * std * random.uniform()]) {
      const numbers = [marginal.logDensity(x), marginal.score(x) * std, marginal.denoised(x)];
      const slope = marginal.scoreSlope(x) * std * std;
      const at = `L ${L}, α ${alpha}, s ${std}, x ${x}: ${numbers}, slope ${slope}`;
      for (const value of numbers) assert.ok(Number.isFinite(value), at);
      // s² slope = Var[αx₀|x]/s² − 1; where s² is out of range it over- or underflows, and 0 · ∞ is NaN.
      if (std > 1e-150 && std < 1e150) assert.ok(slope >= -1 - 1e-15, at);
    }
    const moments = noisedMoments([uniformData(L)], alpha || 1e-300, std);
    assert.ok(Number.isFinite(moments.entropy) && moments.fisher >= 0, `L ${L}, α ${alpha}, s ${std}`);
  }
});

test('rates: finite, intrinsic ≥ 0 and −2 : 1 under VE, at every time, width, σ and β', () => {
  for (const process of PROCESSES) {
    for (const axis of DATA) {
      for (const t of TIMES) {
        const { forward, reverse } = entropyRates(process, [axis], t);
        const at = `${process.name}, ${axis.name}, t = ${t}`;
        for (const rate of Object.values(forward)) assert.ok(Number.isFinite(rate), at);
        assert.ok(forward.intrinsic >= 0, `${at}: ${forward.intrinsic}`);
        const size = Math.abs(forward.intrinsic) + Math.abs(forward.exchange);
        const rest = forward.system - forward.intrinsic - forward.exchange;
        // A few roundings of the larger parts, and of g² E|s|², the parts of the system rate.
        assert.ok(Math.abs(rest) <= 1e-12 * (size + process.diffusion(t)), `${at}: ${rest}`);
        if (process.name.startsWith('VE')) assert.equal(reverse.exchange, -2 * reverse.intrinsic);
      }
    }
  }
});

test('close to equilibrium the rates keep their digits: VP on N(μ, v), in closed form', () => {
  for (const process of [
    variancePreserving(30),
    variancePreserving(150),
    variancePreservingExponential(30),
  ]) {
    for (const [mean, v] of [
      [0, 0.25],
      [1, 0.25],
      [3, 9],
    ]) {
      const { forward } = entropyRates(process, [gaussianData(mean, v)], 1);
      // ν = −½ β α [(v − 1) α (x − αμ)/V + μ] with V = 1 + α²(v − 1).
      const shrunk = process.scale(1) ** 2;
      const V = 1 + shrunk * (v - 1);
      const intrinsic = 0.5 * process.diffusion(1) * shrunk * ((shrunk * (v - 1) ** 2) / V + mean ** 2);
      // Relative, down to 1e-57: the quadrature leaves out 1e-15 of a second moment.
      assert.ok(Math.abs(forward.intrinsic / intrinsic - 1) < 1e-12, `${process.name}: ${forward.intrinsic}`);
      const exchange = 0.5 * process.diffusion(1) * shrunk * (1 - v - mean ** 2);
      assert.ok(Math.abs(forward.exchange / exchange - 1) < 1e-12, `${process.name}: ${forward.exchange}`);
    }
  }
});

test('the bound is S₀ at every width, σ and β', () => {
  for (const process of PROCESSES) {
    for (const L of [1e-6, 1e6]) {
      const { bound, dataEntropy, nll } = entropyBound(process, [uniformData(L, 2)]);
      // The quadrature errs by 1e-12 nat; ln s and ln r reach 1e5, whose last digit is 1e-11.
      assert.ok(Math.abs(bound - dataEntropy) < 2e-10, `${process.name}, L = ${L}: ${bound - dataEntropy}`);
      // KL(p₁ ‖ π) of the matched prior; rounding makes it −1e-14 where p₁ is Gaussian.
      assert.ok(nll > dataEntropy - 1e-12);
    }
  }
});

test('h(cX) = h(X) + ln c over twelve decades, and translation', () => {
  for (const std of [1e-9, 0.01, 0.2, 1, 50, 1e9]) {
    const one = noisedMoments([uniformData(1)], 1, std);
    for (const c of [1e-6, 1e-3, 1e3, 1e6]) {
      const scaled = noisedMoments([uniformData(c, 1e6)], 1, c * std);
      // Rounding of c · std, of ln c ≈ 14 and of the entropy.
      assert.ok(Math.abs(scaled.entropy - one.entropy - Math.log(c)) < 2e-14 * (1 + Math.abs(one.entropy)));
      assert.ok(Math.abs((scaled.fisher * c * c) / one.fisher - 1) < 1e-12);
    }
  }
});

test('rates of a learned score: those of the exact score, and for k s in closed form', () => {
  const axes: AxisData[] = [uniformData(1, 0.5), gaussianData(1, 0.25)];
  for (const process of [varianceExploding(25), variancePreserving(20)]) {
    for (const t of [0.01, 0.3, 0.6]) {
      const exact = entropyRates(process, axes, t);
      const score = exactScore(process, axes);
      const same = learnedRates(process, axes, score, t, { accuracy: 'high' });
      const size = 1e-10 * (1 + process.diffusion(t) * 10);
      const near = (actual: number, expected: number, what: string) =>
        assert.ok(Math.abs(actual - expected) < size, `${what} at ${t}: ${actual}, expected ${expected}`);
      near(same.norm, exact.forward.system, 'A');
      near(same.divergence, exact.forward.system, 'B');
      near(same.forward.system, exact.forward.system, 'D');
      near(same.reverse.exchange, exact.reverse.exchange, 'exchange');
      near(same.reverse.controlExchange, exact.reverse.controlExchange, 'control');
      const k = 0.9;
      const learned = learnedRates(process, axes, scaledScore(score, k), t, { accuracy: 'high' });
      const drift = 2 * process.driftRate(t);
      const norm = exact.forward.system - drift;
      near(learned.norm, drift + k * k * norm, 'A of k s');
      near(learned.divergence, drift + k * norm, 'B of k s');
      near(learned.forward.system, drift + (2 * k - k * k) * norm, 'D of k s');
      if (drift === 0) near(learned.reverse.exchange / learned.reverse.intrinsic, -2 / k, 'ratio of k s');
    }
  }
});
