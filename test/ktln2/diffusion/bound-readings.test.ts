import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { noisedGrid } from '#ktln2/diffusion/expectation';
import { followFlow, pointSurprisal } from '#ktln2/diffusion/flow-likelihood';
import { scoreErrors } from '#ktln2/diffusion/score-errors';
import {
  type BoundReadings,
  boundReadings,
  boundReadingsAt,
  exactScore,
  type ForwardProcess,
  gaussianData,
  matchedPrior,
  modelSampleReading,
  noiseRatio,
  priorCrossEntropy,
  reverseSdeLaw,
  type ScoreFunction,
  scaledScore,
  standardPrior,
  uniformData,
  varianceExploding,
  varianceExplodingGeometric,
  variancePreserving,
} from 'ktln2/diffusion';
import { gaussLegendre, seededRandom } from 'ktln2/numerics';

const reference = JSON.parse(readFileSync('test/ktln2/fixtures/entropy-bound-reference.json', 'utf8'));
const process25 = varianceExploding(25);
const normal = gaussianData(0, 1);
const DATA: Record<string, typeof normal> = {
  'gauss_N(0,1)': normal,
  'gauss_mu1_var0.25': gaussianData(1, 0.25),
  'uniform[-1,1]': uniformData(1),
};
const near = (actual: number, expected: number, tolerance: number, what: string) =>
  assert.ok(Math.abs(actual - expected) < tolerance, `${what}: ${actual}, expected ${expected}`);

interface Perturbed {
  data: string;
  process: string;
  eps: number;
  NLL_sde: number | null;
  [quantity: string]: number | string | null;
}
const perturbed: Perturbed[] = reference.perturbed;
const PROCESS: Record<string, ForwardProcess> = {
  'VE_song_sigma^t': process25,
  VE_geometric: varianceExplodingGeometric(25),
};

/** The reference has 12 digits; accuracy `high` promises 1e-8 nat. */
function agreesWithReference(found: BoundReadings, item: Perturbed) {
  const agrees = (actual: number, key: string) => near(actual, Number(item[key]), 1e-8, key);
  agrees(found.nll, 'NLL_ode');
  agrees(found.kl, 'KL_ode');
  agrees(found.nelbo, 'NELBO');
  agrees(found.dataEntropy, 'S0');
  agrees(found.errors.square, 'L_SM');
  for (const key of ['A', 'B', 'C', 'D'] as const) {
    agrees(found[key].bound, `bound_${key}`);
    agrees(found[key].gap, `gap_ode_${key}`);
    if (key !== 'C') agrees(found[key].rateIntegral, `int_${key}`);
  }
  agrees(found.nelbo - found.D.bound, 'gap_nelbo_D');
  assert.ok(found.C.gap > 0);
  assert.equal(found.A.gap < 0, item.eps < 0, 'A fails for under-estimated scores');
  assert.equal(found.B.gap < 0, item.eps < 0, 'B fails for under-estimated scores');
}

for (const name of Object.keys(DATA)) {
  for (const eps of [-0.05, 0.05]) {
    test(`score × ${1 + eps} on ${name}: the independent reference, for both VE schedules in one pass`, () => {
      const data = [DATA[name]];
      const moments = { mean: [data[0].mean], variance: [data[0].variance] };
      const geometric = PROCESS.VE_geometric;
      const score = scaledScore(exactScore(geometric, data), 1 + eps);
      const ends = [process25.std(1), geometric.std(1)];
      const options = { prior: 'standard', finalEntropy: 'marginal', accuracy: 'high' } as const;
      const found = boundReadingsAt(geometric, data, score, ends, options);
      const items = perturbed.filter(item => item.data === name && item.eps === eps);
      assert.deepEqual(
        items.map(item => item.process),
        ['VE_song_sigma^t', 'VE_geometric'],
      );
      for (const [i, item] of items.entries()) {
        agreesWithReference(found[i], item);
        if (item.NLL_sde === null) continue;
        const process = PROCESS[item.process];
        const generated = reverseSdeLaw(process, moments, 1 + eps, standardPrior(process, 1));
        // A closed form against twelve digits.
        near(priorCrossEntropy(generated, moments), item.NLL_sde, 1e-11, 'NLL of the reverse SDE');
      }
    });
  }
}

test('the exact score: all readings give S₀, for VE and for VP', () => {
  for (const process of [process25, variancePreserving(20)]) {
    const data = [gaussianData(1, 0.25)];
    const found = boundReadings(process, data, exactScore(process, data), { accuracy: 'high' });
    for (const key of ['A', 'B', 'C', 'D'] as const) {
      // In coordinates in which nothing moves, only rounding is left: 1e-15 over some hundred steps.
      near(found[key].bound, found.dataEntropy, 1e-12, key);
    }
    near(found.kl, 0, 1e-12, 'KL');
  }
});

test('an under-estimated score on a Gaussian, in closed form', () => {
  // dx/d ln s = s² k x/v with k = 0.95: x₁ = x₀ v₁^(k/2), v = 1 + s², so that the model is N(0, v₁^(1−k)).
  const data = [normal];
  const score = scaledScore(exactScore(process25, data), 0.95);
  const found = boundReadings(process25, data, score, { accuracy: 'high' });
  const v1 = 1 + process25.std(1) ** 2;
  const variance = v1 ** 0.05;
  near(found.nll, 0.5 * (Math.log(2 * Math.PI * variance) + 1 / variance), 1e-8, 'NLL');
  near(found.nll, reference.counterexamples.A_norm_estimator.NLL_ode, 1e-8, 'NLL of the reference');
  // ½ ∫ g² (k s)² dt = k² ½ ln v₁, and so on.
  near(found.A.rateIntegral, 0.95 ** 2 * 0.5 * Math.log(v1), 1e-8, 'A');
  near(found.B.rateIntegral, 0.95 * 0.5 * Math.log(v1), 1e-8, 'B');
  near(found.D.rateIntegral, (1 - 0.05 ** 2) * 0.5 * Math.log(v1), 1e-8, 'D');
  assert.ok(found.A.gap < -0.09 && found.B.gap < -0.04 && found.C.gap > 0.005 && found.D.gap > 0.009);
});

test('the gaps’ identities: C is KL/2, D is KL − (NELBO − S₀)/2', () => {
  const data = [uniformData(1)];
  const score = scaledScore(exactScore(process25, data), 1.07);
  const found = boundReadings(process25, data, score, { from: 1e-3 });
  // Sums of the same numbers in another order.
  near(found.C.gap, found.kl / 2, 1e-12, 'C');
  near(found.D.gap, found.kl - (found.nelbo - found.dataEntropy) / 2, 1e-12, 'D');
  near(found.D.rateIntegral, 2 * found.B.rateIntegral - found.A.rateIntegral, 1e-12, 'D = 2B − A');
});

test('A and B from their definitions, without the exact score', () => {
  const data = [uniformData(1)];
  const score = scaledScore(exactScore(process25, data), 0.9);
  const found = boundReadings(process25, data, score, { from: 0.01, accuracy: 'high' });
  const { nodes, weights } = gaussLegendre(96, Math.log(0.01), Math.log(noiseRatio(process25, 1)));
  let [norm, divergence] = [0, 0];
  nodes.forEach((log, i) => {
    const s = Math.exp(log);
    const grid = noisedGrid(data, 1, s, 24, 0, 8.5);
    const values = score(grid.points, process25.timeOfRatio(s));
    grid.weights.forEach((w, k) => {
      norm += weights[i] * s * s * w * values.score[k] ** 2;
      divergence -= weights[i] * s * s * w * values.divergence[k];
    });
  });
  // Two quadratures that leave out tails of 1e-17.
  near(found.A.rateIntegral, norm, 1e-9, 'A');
  near(found.B.rateIntegral, divergence, 1e-9, 'B');
});

/** s + ε J x/v: the exact score of N(0, I₂) with a rotation added, which moves no probability. */
const rotated: ScoreFunction = (points, t) => {
  const v = 1 + process25.std(t) ** 2;
  const score = points.map((x, i) => (-x + 0.3 * (i % 2 ? points[i - 1] : -points[i + 1])) / v);
  return { score, divergence: new Float64Array(points.length / 2).fill(-2 / v) };
};

test('D fails on an error that rotates: the model is exact and the bound lies above its NLL', () => {
  const found = boundReadings(process25, [normal, normal], rotated, {
    accuracy: 'high',
    ...{ from: 1e-5, gridCount: 16, stepsPerUnit: 8 },
  });
  const expected = reference.counterexamples.D_solenoidal;
  // The start leaves out r² = 1e-10 of the variances; a rotation is smooth.
  near(found.nll, expected.NLL_ode, 1e-9, 'NLL');
  near(found.D.bound, expected.bound_D, 1e-9, 'D');
  near(found.A.bound, expected.bound_A, 1e-9, 'A');
  near(found.B.bound, expected.bound_B, 1e-9, 'B');
  near(found.C.bound, expected.bound_C, 1e-9, 'C');
  assert.ok(found.D.gap < -0.2);
});

test('the linear score on uniform data makes the model N(0, ⅓)', () => {
  const linear: ScoreFunction = (points, t) => {
    const v = 1 / 3 + process25.std(t) ** 2;
    return { score: points.map(x => -x / v), divergence: new Float64Array(points.length).fill(-1 / v) };
  };
  const found = boundReadings(process25, [uniformData(1)], linear, { accuracy: 'high' });
  const expected = reference.constants.linear_score_uniform;
  near(found.nll, expected.NLL_per_dim_Um11, 1e-8, 'NLL');
  // A least-squares fit: A, B and D agree. Its NELBO is the NLL, up to the prior's KL, hence C agrees as well.
  for (const key of ['A', 'B', 'C', 'D'] as const) near(found[key].bound, expected.bound, 1e-8, key);
});

test('Monte Carlo over the data agrees with the grid', () => {
  const data = [uniformData(1)];
  const score = scaledScore(exactScore(process25, data), 0.9);
  const from = 0.05;
  const random = seededRandom(11);
  const points = Float64Array.from({ length: 4000 }, () => 2 * random.uniform() - 1 + from * random.normal());
  const [end] = followFlow(process25, score, { points, dimensions: 1 }, [from, noiseRatio(process25, 1)], 6);
  const values = pointSurprisal(end, matchedPrior(process25, data));
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const error = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0)) / values.length;
  const { nll } = boundReadings(process25, data, score, { from });
  // Four standard errors; the seed is fixed.
  near(mean, nll, 4 * error, 'NLL');
  // −ln p_θ spreads by 0.15, 4000 points: 0.0024, so that the comparison means something.
  assert.ok(error < 0.01);
});

test('one pass with several ends equals a process for each', () => {
  const data = [uniformData(1)];
  const score = (sigma: number) => scaledScore(exactScore(varianceExploding(sigma), data), 0.95);
  const ends = [10, 30].map(sigma => varianceExploding(sigma).std(1));
  const together = boundReadingsAt(varianceExploding(30), data, score(30), ends, { from: 0.01 });
  [10, 30].forEach((sigma, i) => {
    const alone = boundReadings(varianceExploding(sigma), data, score(sigma), { from: 0.01 });
    // The steps of Runge and Kutta lie elsewhere.
    near(together[i].nll, alone.nll, 1e-6, `NLL, σ = ${sigma}`);
    near(together[i].A.bound, alone.A.bound, 1e-6, `A, σ = ${sigma}`);
  });
});

test('the default start does not move S₀, whatever the width of the data', () => {
  for (const process of [process25, variancePreserving(20)]) {
    for (const axis of [1e-12, 1, 1e12].map(v => gaussianData(0, v)).concat(uniformData(1e-6))) {
      const found = boundReadings(process, [axis], exactScore(process, [axis]), {
        accuracy: 'high',
        ...{ stepsPerUnit: 1, gridCount: 4, nodesPerUnit: 1 },
      });
      // What the accuracy promises of the start; grids and steps do not enter.
      near(found.dataEntropy, axis.entropy, 1e-9, axis.name);
    }
  }
});

test('averages over the model’s own samples bound nothing: counterexample G', () => {
  const found = modelSampleReading(process25, [normal], [gaussianData(0, 2)]);
  const expected = reference.counterexamples.G_model_samples;
  // Twelve digits.
  near(found.nll, expected.NLL, 1e-11, 'NLL');
  near(found.bound, expected.bound_G, 1e-11, 'bound');
  assert.ok(found.gap < -0.07);
});

test('the reverse SDE with the best linear score generates N(μ, v): the NLL of uniform data', () => {
  const prior = matchedPrior(process25, [uniformData(1)]);
  const moments = { mean: [0], variance: [1 / 3] };
  const generated = reverseSdeLaw(process25, moments, 1, prior);
  const expected = reference.constants.linear_score_uniform.NLL_per_dim_Um11;
  near(priorCrossEntropy(generated, moments), expected, 1e-11, 'NLL');
});

test('the reverse SDE’s law by Euler steps of its moments, for VP and a factor 1/2', () => {
  const vp = variancePreserving(20);
  for (const factor of [0.5, 0.9]) {
    const [mu, v] = [2, 0.3];
    let [mean, variance] = [0.4, 1.2];
    const closed = reverseSdeLaw(vp, { mean: [mu], variance: [v] }, factor, {
      mean: [mean],
      variance: [variance],
    });
    const steps = 40000;
    for (let i = 0; i < steps; i++) {
      const t = 1 - (i + 0.5) / steps;
      const total = vp.scale(t) ** 2 * v + vp.std(t) ** 2;
      const [c, g2] = [vp.driftRate(t), vp.diffusion(t)];
      const pull = -c - (g2 * factor) / total;
      mean += (-c * mean - (g2 * factor * (mean - vp.scale(t) * mu)) / total) / steps;
      variance += (2 * pull * variance + g2) / steps;
    }
    // Euler's rule: an error of rate/steps, 20/40000.
    near(closed.mean[0], mean, 2e-3, 'mean');
    near(closed.variance[0], variance, 2e-3, 'variance');
  }
});

test('S₁ := S(π) lowers every bound by half of what the prior lacks', () => {
  const score = scaledScore(exactScore(process25, [normal]), 0.95);
  const options = { prior: 'standard', from: 0.01 } as const;
  const cross = boundReadings(process25, [normal], score, options);
  const prior = boundReadings(process25, [normal], score, { ...options, finalEntropy: 'prior' });
  for (const key of ['A', 'B', 'D'] as const) {
    const drop = 0.5 * (cross[key].finalEntropy - prior[key].finalEntropy);
    assert.ok(drop > 0.002);
    // Sums of the same numbers in another order.
    near(cross[key].bound - prior[key].bound, drop, 1e-14, key);
  }
  assert.equal(prior.C.finalEntropy, prior.A.finalEntropy);
});

test('errors name the parameter', () => {
  const score = exactScore(process25, [normal]);
  assert.throws(() => boundReadings(process25, [normal], score, { from: -1 }), /from is -1; expected/);
  assert.throws(
    () => boundReadings(process25, [normal], score, { stepsPerUnit: 0 }),
    /stepsPerUnit is 0; expected an integer >= 1/,
  );
  const wrong = (options: object) => () => boundReadings(process25, [normal], score, options);
  assert.throws(wrong({ accuracy: 'best' }), /accuracy is "best"; expected one of standard, high/);
  assert.throws(wrong({ prior: 'flat' }), /prior is "flat"; expected a Gaussian, 'matched' or 'standard'/);
  assert.throws(wrong({ finalEntropy: 'last' }), /finalEntropy is "last"; expected one of/);
  // Backwards, quadrature and flow would give numbers without a meaning.
  assert.throws(
    () => boundReadingsAt(process25, [normal], score, [2, 1]),
    /\[from, ...ends\]\[2\] is 1; expected a finite number > 2/,
  );
  const start = { points: Float64Array.of(1), dimensions: 1 };
  assert.throws(
    () => followFlow(process25, score, start, [1, 2, 0.5]),
    /ratios\[2\] is 0.5; expected .* > 2/,
  );
  assert.throws(() => scoreErrors(process25, [normal], score, [1]), /ratios.length is 1; expected .* >= 2/);
});
