import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { noisedGrid } from '#ktln2/diffusion/expectation';
import {
  type AxisData,
  entropyBound,
  entropyRates,
  type FinalEntropy,
  type ForwardProcess,
  gaussianData,
  matchedPrior,
  noisedCrossEntropy,
  noisedMoments,
  noiseRatio,
  standardPrior,
  uniformData,
  varianceExploding,
  varianceExplodingGeometric,
  variancePreserving,
  variancePreservingExponential,
} from 'ktln2/diffusion';

interface Cut {
  int_Sdot: number;
  S_at_cut: number;
  bound_S1p1: number;
  bound_S1prior: number;
  bound_S1cross: number;
  NLL_data_plugged_at_cut_prior_p1?: number;
}
interface Case {
  data: string;
  process: string;
  sigma_or_betamax: number;
  d: number;
  std1: number;
  alpha1: number;
  S0: number;
  S1_p1: number;
  S1_prior: number;
  S1_cross: number;
  KL_p1_prior: number;
  NLL_ode_exact_score: number;
  bound_exact: number;
  cut: Record<string, Cut>;
  rates: ({ t: number } & Record<string, number> &
    Record<'forward' | 'generative', Record<string, number>>)[];
}
const reference = JSON.parse(readFileSync('test/ktln2/fixtures/entropy-bound-reference.json', 'utf8'));

/** The reference has 12 digits. */
const agrees = (actual: number, expected: number, what: string) =>
  assert.ok(
    Math.abs(actual - expected) <= 2e-11 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual}, expected ${expected}`,
  );

const normal = gaussianData(0, 1);
const square = uniformData(1);
const DATA: Record<string, AxisData[]> = {
  'gauss_N(0,1)_d1': [normal],
  'gauss_mu(1,-0.5)_var(0.25,2.25)_d2': [gaussianData(1, 0.25), gaussianData(-0.5, 2.25)],
  'uniform[-1,1]_d1': [square],
  'uniform[-1,1]^2_d2': [square, square],
  'uniform_unitvar[-sqrt3,sqrt3]_d1': [uniformData(Math.sqrt(3))],
  'gauss_N(0,I)_d2': [normal, normal],
  'gauss_mu1_var0.25_d1': [gaussianData(1, 0.25)],
  uniform_unitvar_d2: [uniformData(Math.sqrt(3)), uniformData(Math.sqrt(3))],
  'uniform[0,1]_d1': [uniformData(0.5, 0.5)],
};
const PROCESS: Record<string, (parameter: number) => ForwardProcess> = {
  'VE_song_sigma^t': varianceExploding,
  VP_linear: variancePreserving,
};

for (const item of reference.cases as Case[]) {
  const data = DATA[item.data];
  const process = PROCESS[item.process](item.sigma_or_betamax);
  const prior = standardPrior(process, data.length);
  const title = `${item.data}, ${item.process} ${item.sigma_or_betamax}`;

  test(`${title}: bound and entropies are the independent reference's`, () => {
    agrees(process.std(1), item.std1, 's(1)');
    agrees(process.scale(1), item.alpha1, 'α(1)');
    const { finalEntropies, ...found } = entropyBound(process, data, { prior });
    agrees(found.dataEntropy, item.S0, 'S₀');
    agrees(found.finalEntropy, item.S1_p1, 'S₁');
    agrees(found.bound, item.bound_exact, 'bound');
    agrees(found.nll, item.NLL_ode_exact_score, 'NLL');
    agrees(finalEntropies.prior, item.S1_prior, 'S(π)');
    agrees(finalEntropies.cross, item.S1_cross, 'E[−ln π]');
    agrees(finalEntropies.cross - finalEntropies.marginal, item.KL_p1_prior, 'KL(p₁ ‖ π)');
  });

  test(`${title}: cuts are the independent reference's`, () => {
    for (const [time, cut] of Object.entries(item.cut)) {
      const t = Number(time);
      const from = t > 0 ? noiseRatio(process, t) : 0;
      const found = entropyBound(process, data, { from, prior });
      agrees(found.rateIntegral, cut.int_Sdot, `∫ from ${t}`);
      agrees(found.cutEntropy, cut.S_at_cut, `S at ${t}`);
      agrees(found.bound, cut.bound_S1p1, `bound from ${t}`);
      // The names of S₁ do not depend on the cut or on the number of dimensions.
      if (t === 1e-3 && item.d === 1) {
        const boundWith = (finalEntropy: FinalEntropy) =>
          entropyBound(process, data, { from, prior, finalEntropy }).bound;
        agrees(boundWith('prior'), cut.bound_S1prior, 'bound with S(π)');
        agrees(boundWith('cross'), cut.bound_S1cross, 'bound with E[−ln π]');
        const noised = entropyBound(process, data, { from, start: 'noised' });
        agrees(noised.bound, cut.S_at_cut, 'bound for data with the noise of the cut');
      }
      if (cut.NLL_data_plugged_at_cut_prior_p1 !== undefined) {
        const plugged = noisedCrossEntropy(data, data, process.scale(t), process.std(t));
        agrees(plugged, cut.NLL_data_plugged_at_cut_prior_p1, `NLL of clean data at ${t}`);
      }
    }
  });

  test(`${title}: rates are the independent reference's`, () => {
    for (const { t, forward, generative, ...at } of item.rates) {
      const rates = entropyRates(process, data, t);
      for (const key of ['system', 'intrinsic', 'exchange'] as const) {
        agrees(rates.forward[key], forward[key], `forward ${key} at ${t}`);
        agrees(rates.reverse[key], generative[key], `reverse ${key} at ${t}`);
      }
      agrees(rates.reverse.controlExchange, generative.exchange_control_only, `control at ${t}`);
      const moments = noisedMoments(data, process.scale(t), process.std(t));
      agrees(moments.entropy, at.S, `S at ${t}`);
      agrees(moments.fisher, at.fisher, `J at ${t}`);
      agrees(process.diffusion(t), at.g2, `g² at ${t}`);
      const { mean, variance } = matchedPrior(process, data, t);
      const square = variance.reduce((sum, v, i) => sum + v + mean[i] ** 2, 0);
      agrees(square, at.E_x2, `E|x|² at ${t}`);
    }
  });
}

/** (2/g²) E|ν|² and −(2/g²) E[f·ν] averaged directly, with ν = f − ½ g² s. */
function directRates(process: ForwardProcess, axis: AxisData, t: number) {
  const [alpha, std, c, g2] = [process.scale(t), process.std(t), process.driftRate(t), process.diffusion(t)];
  const { points, weights } = noisedGrid([axis], alpha, std, 48, 0, 8.5);
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
        // Rounding of terms of order g², up to 625.
        const tolerance = 1e-13 * (1 + process.diffusion(t));
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

test('what a cut leaves out: 0.903197 r/L nat of uniform data, and under VP the drift up to it', () => {
  const from = 0.01;
  for (const process of [varianceExploding(25), variancePreserving(20), variancePreservingExponential(30)]) {
    const cut = entropyBound(process, [square], { from });
    const left = 2 * (cut.bound - cut.dataEntropy);
    const alpha = process.scale(process.timeOfRatio(from));
    // Scaling by α moves the entropy by ln α; κ has twelve digits, the integral eleven.
    agrees(left, reference.constants.kappa_edge * from + Math.log(alpha), process.name);
    assert.equal(alpha < 1, process.name.startsWith('VP'));
  }
});

test('the widths of the data only scale the problem: U[−L, L] up to σ_max L is U[−1, 1] up to σ_max', () => {
  const gain = (L: number) => {
    const { rateIntegral, bound, dataEntropy } = entropyBound(varianceExplodingGeometric(25 * L, 0.01 * L), [
      uniformData(L),
    ]);
    agrees(bound, dataEntropy, `bound for L = ${L}`);
    return rateIntegral;
  };
  for (const L of [1e-6, 1e-3, 1e3, 1e6]) agrees(gain(L), gain(1), `L = ${L}`);
});

test('time and ratio belong together, also where t is tiny', () => {
  const processes = [
    varianceExploding(25),
    varianceExplodingGeometric(25),
    variancePreserving(20),
    variancePreservingExponential(5),
  ];
  for (const process of processes) {
    // ds²/dt = 2 c s² + g², in the form that does not cancel.
    const { varianceRate, driftRate, std, diffusion } = process;
    const rate = 2 * driftRate(0.1) * std(0.1) ** 2 + diffusion(0.1);
    assert.ok(Math.abs(varianceRate(0.1) / rate - 1) < 1e-12);
    assert.equal(Math.exp(process.logScale(0.4)), process.scale(0.4));
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
  assert.throws(() => entropyBound(varianceExploding(25), [square], { from: -1 }), /from is -1; expected/);
  const wrong = (options: object) => () => entropyBound(varianceExploding(25), [square], options);
  assert.throws(
    wrong({ finalEntropy: 'end' }),
    /finalEntropy is "end"; expected one of marginal, prior, cross/,
  );
  assert.throws(wrong({ start: 'cut' }), /start is "cut"; expected 'data' or 'noised'/);
  assert.throws(() => varianceExplodingGeometric(0.01), /sigmaMax is 0.01; expected a finite number > 0.01/);
  assert.throws(() => variancePreservingExponential(1), /sigma is 1; expected a finite number > 1/);
});
