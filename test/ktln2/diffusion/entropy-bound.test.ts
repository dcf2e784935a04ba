import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { noisedGrid } from '#ktln2/diffusion/expectation';
import {
  type AxisData,
  entropyBound,
  entropyRates,
  type ForwardProcess,
  gaussianData,
  uniformData,
  varianceExploding,
  variancePreserving,
} from 'ktln2/diffusion';

interface Rates {
  system: number;
  intrinsic: number;
  exchange: number;
}
interface Case {
  data: string;
  process: string;
  sigma_or_betamax: number;
  S0: number;
  S1_p1: number;
  int_Sdot: number;
  rates: { t: number; forward: Rates; generative: Rates }[];
}
const reference = JSON.parse(readFileSync('test/ktln2/fixtures/entropy-bound-reference.json', 'utf8'));

const normal = gaussianData(0, 1);
const square = uniformData(1);
const DATA: Record<string, AxisData[]> = {
  'gauss_N(0,1)_d1': [normal],
  'gauss_mu(1,-0.5)_var(0.25,2.25)_d2': [gaussianData(1, 0.25), gaussianData(-0.5, 2.25)],
  'uniform[-1,1]_d1': [square],
  'uniform[-1,1]^2_d2': [square, square],
  'uniform_unitvar[-sqrt3,sqrt3]_d1': [uniformData(Math.sqrt(3))],
};
const processOf = ({ process, sigma_or_betamax: parameter }: Case) =>
  process.startsWith('VE') ? varianceExploding(parameter) : variancePreserving(parameter);

for (const item of reference.cases as Case[]) {
  const data = DATA[item.data];
  test(`${item.data}, ${item.process} ${item.sigma_or_betamax}: the independent reference`, () => {
    const process = processOf(item);
    const found = entropyBound(process, data);
    assert.ok(Math.abs(found.bound - item.S0) < 1e-6, `bound ${found.bound}, S0 ${item.S0}`);
    // Uniform data lose 0.9 · 1e-8 nat a dimension of the integral at its cut; the reference has 12 digits.
    const cut = 4e-8 * data.length;
    assert.ok(Math.abs(found.rateIntegral - item.int_Sdot) < cut);
    assert.ok(Math.abs(found.finalEntropy - item.S1_p1) < 1e-11);
    assert.ok(Math.abs(found.dataEntropy - item.S0) < 1e-11);
    for (const { t, forward, generative } of item.rates) {
      const rates = entropyRates(process, data, t);
      for (const key of ['system', 'intrinsic', 'exchange'] as const) {
        // Rates up to 40 nat, 12 digits.
        assert.ok(Math.abs(rates.forward[key] - forward[key]) < 1e-10, `forward ${key} at ${t}`);
        assert.ok(Math.abs(rates.reverse[key] - generative[key]) < 1e-10, `reverse ${key} at ${t}`);
      }
    }
  });
}

/** (2/g²) E|ν|² and −(2/g²) E[f·ν] averaged directly, with ν = f − ½ g² s. */
function directRates(process: ForwardProcess, axis: AxisData, t: number) {
  const [alpha, std, c, g2] = [process.scale(t), process.std(t), process.driftRate(t), process.diffusion(t)];
  const { points, weights } = noisedGrid([axis], alpha, std, 48);
  const { score } = axis.noised(alpha, std);
  let [intrinsic, exchange] = [0, 0];
  points.forEach((x, i) => {
    const nu = c * x - 0.5 * g2 * score(x);
    intrinsic += weights[i] * (2 / g2) * nu * nu;
    exchange -= weights[i] * (2 / g2) * c * x * nu;
  });
  return { intrinsic, exchange };
}

test('intrinsic and exchange rates from their definitions, and the reverse drift’s exchange', () => {
  for (const process of [varianceExploding(25), variancePreserving(20)]) {
    for (const axis of [normal, uniformData(1, 0.5), gaussianData(1, 0.25)]) {
      for (const t of [0.05, 0.4, 1]) {
        const direct = directRates(process, axis, t);
        const { forward, reverse } = entropyRates(process, [axis], t);
        // The grid stops at 6 standard deviations, which leaves out 1e-7 of a second moment; g² is up to 625.
        const tolerance = 1e-6 * (1 + process.diffusion(t));
        assert.ok(Math.abs(direct.intrinsic - forward.intrinsic) < tolerance);
        assert.ok(Math.abs(direct.exchange - forward.exchange) < tolerance);
        assert.ok(Math.abs(reverse.exchange + 2 * direct.intrinsic + direct.exchange) < 3 * tolerance);
      }
    }
  }
});

test('VE: exchange is 0 and the reverse ratio exactly −2; VP: only if E|x₀|² = d', () => {
  const ratio = (process: ForwardProcess, axis: AxisData) => {
    const { reverse } = entropyRates(process, [axis], 0.3);
    return reverse.exchange / reverse.intrinsic;
  };
  for (const axis of [normal, square, gaussianData(5, 2)]) {
    assert.equal(ratio(varianceExploding(25), axis), -2);
  }
  // Unit second moment: α² + s² = 1 up to rounding.
  assert.ok(Math.abs(ratio(variancePreserving(20), uniformData(Math.sqrt(3))) + 2) < 1e-12);
  assert.ok(Math.abs(ratio(variancePreserving(20), square) + 2) > 0.1);
});

test('a standard normal under VP is in equilibrium: every rate is 0', () => {
  for (const t of [0.01, 0.5, 1]) {
    const { forward } = entropyRates(variancePreserving(20), [normal], t);
    // Rounding errors of terms of order β = 20.
    for (const rate of Object.values(forward)) assert.ok(Math.abs(rate) < 1e-10);
  }
});

test('the entropy rises under VE and tends to that of the standard normal under VP', () => {
  const rates = [1e-4, 0.01, 0.3, 1].map(t => entropyRates(varianceExploding(25), [square], t));
  for (const { forward } of rates) assert.ok(forward.system > 0);
  const { finalEntropy } = entropyBound(variancePreserving(20), [square, square]);
  // With α(1)² = 4e-5 of the data left, a variance differs from 1 by 3e-5 and the entropy by half of that a dimension.
  assert.ok(Math.abs(finalEntropy - Math.log(2 * Math.PI * Math.E)) < 1e-4);
});

test('a coarser start leaves out 0.903197 r/L nat of the integral', () => {
  const cut = entropyBound(varianceExploding(25), [square], { from: 0.01 });
  // κ to twelve digits; 96 nodes integrate the analytic rest to better than 1e-9.
  assert.ok(Math.abs(2 * (cut.bound - cut.dataEntropy) - 0.00903197285569) < 1e-9);
});

test('time and ratio belong together, also where t is tiny', () => {
  for (const process of [varianceExploding(25), variancePreserving(20)]) {
    for (const ratio of [1e-8, 1e-3, 1, 5]) {
      const t = process.timeOfRatio(ratio);
      // An inverse in closed form: rounding only.
      assert.ok(Math.abs(process.std(t) / process.scale(t) / ratio - 1) < 1e-12);
    }
    // d ln r/dt = g²/(2 s²), by differences.
    const log = (t: number) => Math.log(process.std(t) / process.scale(t));
    // The step's square times a third derivative, 1e-10 · 1e2; rounding adds 1e-16/1e-5.
    const slope = (log(0.4 + 1e-5) - log(0.4 - 1e-5)) / 2e-5;
    assert.ok(Math.abs(slope / (process.diffusion(0.4) / (2 * process.std(0.4) ** 2)) - 1) < 1e-8);
  }
});

test('errors name the parameter', () => {
  assert.throws(() => varianceExploding(1), /sigma is 1; expected a finite number > 1/);
  assert.throws(() => variancePreserving(0.05), /betaMax is 0.05; expected a finite number > 0.1/);
  assert.throws(() => entropyRates(varianceExploding(25), [square], 0), /t is 0; expected/);
  assert.throws(() => entropyBound(varianceExploding(25), [square], { from: 0 }), /from is 0; expected/);
});
