/** Experiments from their descriptions; oracles: moments by enumeration, exact scores, and results' own identities. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exactScore, varianceExploding, variancePreserving } from 'ktln2/diffusion';
import {
  boundGap,
  DATA_NAMES,
  evaluateNetwork,
  experimentData,
  experimentProcess,
  experimentScore,
  formatResults,
  loadResults,
  paperFigure,
  reverseSdeResult,
  trainExperiment,
} from 'ktln2/experiments';
import { FUSED_RECIPE } from 'ktln2/score-network';

const { seed: _, ...recipe } = FUSED_RECIPE;
const small = { ...recipe, hidden: [8], batch: 64, steps: 20 };

test('training points have the moments of the exact data', () => {
  const n = 100;
  // Midpoints of a grid of uniform numbers.
  const grid = Array.from({ length: n * n }, (_, i) =>
    [(i % n) + 0.5, Math.floor(i / n) + 0.5].map(u => u / n),
  );
  for (const name of DATA_NAMES) {
    const { exact, gaussian, training } = experimentData(name);
    const points = grid.map(u => training.point(Float64Array.from(u)));
    const moment = (i: number, j: number) =>
      points.reduce((sum, point) => sum + (point[i] * point[j]) / points.length, 0);
    const same = (found: number, expected: number) =>
      // The grid cuts off the Gaussian's tail: 1 % of its variance at most.
      assert.ok(Math.abs(found - expected) < 0.01 * expected + 1e-9, `${name}: ${found}, ${expected}`);
    same(training.std ** 2, (moment(0, 0) + moment(1, 1)) / 2);
    for (const data of [exact, gaussian]) {
      const at = (t: number) => exactScore(varianceExploding(25), data)(Float64Array.of(1, 0, 0, 1), t).score;
      // Far out any data's score is that of the Gaussian: −(Σ + s²)⁻¹ y, whose entries give Σ.
      const s2 = varianceExploding(25).std(1) ** 2;
      const score = at(1);
      const determinant = score[0] * score[3] - score[1] * score[2];
      same(-score[3] / determinant - s2, moment(0, 0));
      same(-score[0] / determinant - s2, moment(1, 1));
      assert.ok(Math.abs(score[1] / determinant - moment(0, 1)) < 0.01, name);
    }
  }
});

test('a description is plain JSON, and names what it does not know', () => {
  const all = paperFigure();
  assert.deepEqual(JSON.parse(JSON.stringify(all)), all);
  assert.equal(new Set(all.map(({ data, seed }) => `${data} ${seed}`)).size, 15);
  assert.equal(
    experimentProcess({ kind: 'vp-exponential', sigma: 25 }).diffusion(1).toFixed(6),
    '625.000000',
  );
  assert.throws(() => experimentData('moons' as 'uniform-square'), {
    name: 'RangeError',
    message: /data is "moons"; expected one of uniform-square, /,
  });
  assert.throws(() => experimentProcess({ kind: 'sub-vp' as 've', sigma: 25 }), /process.kind is "sub-vp"; /);
  assert.throws(() => experimentProcess({ kind: 've', sigma: 1 }), /sigma is 1; expected .* > 1/);
});

test('beyond what the network knows the score is the Gaussian one, exact to rounding', () => {
  for (const name of DATA_NAMES) {
    const network = trainExperiment({ data: name, recipe: small, seed: 1 });
    const vp = variancePreserving(30);
    const score = experimentScore(network, name, vp);
    const points = Float64Array.of(0.4, -1.3, 2, 0.1);
    for (const r of [11.6, 100]) {
      const t = vp.timeOfRatio(r);
      const expected = exactScore(vp, experimentData(name).exact)(points, t).score;
      score(points, t).score.forEach((value, i) => {
        // What U[−1, 1] has beyond a Gaussian, a fourth cumulant of −2/15, enters with 1/r⁴.
        assert.ok(Math.abs(value - expected[i]) < 2e-5, `${name}, r = ${r}: ${value}, ${expected[i]}`);
      });
    }
    // Below it the untrained network is not: the two parts do differ.
    const t = vp.timeOfRatio(0.1);
    const exact = exactScore(vp, experimentData(name).exact)(points, t).score;
    assert.ok(score(points, t).score.some((value, i) => Math.abs(value - exact[i]) > 0.1));
  }
});

test('results keep the identities of the readings, and survive the table', () => {
  const of = { data: 'gaussian-correlated', seed: 3 } as const;
  const network = trainExperiment({ ...of, recipe: small });
  const specs = [
    { kind: 'vp', sigma: 30 },
    { kind: 've', sigma: 10 },
  ] as const;
  const results = evaluateNetwork(network, of, specs, { gridCount: 6, nodesPerUnit: 3, stepsPerUnit: 2 });
  assert.deepEqual(
    results.map(({ kind, prior }) => `${kind} ${prior}`),
    ['vp matched', 'vp standard', 've matched', 've standard'],
  );
  for (const result of results) {
    const { nll, nelbo, dataEntropy, equilibrium, cross, marginal, pathCross } = result;
    const gaps = (['A', 'B', 'C', 'D'] as const).map(reading => boundGap(result, reading));
    assert.ok(Math.abs(gaps[0] - (2 * gaps[1] - gaps[3])) < 1e-9);
    assert.ok(Math.abs(gaps[2] - (nll - dataEntropy) / 2) < 1e-9);
    assert.ok(Math.abs(gaps[3] - (nll - dataEntropy - (nelbo - dataEntropy) / 2)) < 1e-9);
    assert.equal(boundGap(result, 'C', 'marginal'), gaps[2]);
    assert.ok(Math.abs(boundGap(result, 'A', 'marginal') - gaps[0] - (cross - marginal) / 2) < 1e-12);
    assert.ok(
      Math.abs(boundGap(result, 'C', 'equilibrium') - gaps[2] - (pathCross - equilibrium) / 2) < 1e-12,
    );
    assert.ok(marginal < cross);
  }
  const lines = formatResults([{ ...results[0], sde: { nll: 1.5, standardError: 0.25 } }, results[1]]).split(
    '\n',
  );
  assert.equal(lines.length, 4);
  assert.ok(
    lines[1].startsWith('gaussian-correlated,3,vp,30,matched,') && lines[1].endsWith(',1.5000000,0.2500000'),
  );
  assert.ok(lines[2].endsWith(',,'));
});

test('the stored results are those of the descriptions', () => {
  const stored = loadResults();
  const wanted = paperFigure().flatMap(({ data, seed, processes }) =>
    processes.flatMap(({ kind, sigma }) =>
      ['matched', 'standard'].map(prior => [data, seed, kind, sigma, prior].join()),
    ),
  );
  assert.deepEqual(
    stored.map(({ data, seed, kind, sigma, prior }) => [data, seed, kind, sigma, prior].join()),
    wanted,
  );
  assert.equal(stored.filter(({ sde }) => sde).length, 15);
});

test('the sampler with noise makes p₀ where the score is exact', () => {
  const of = { data: 'gaussian-unequal', seed: 1, process: { kind: 'vp', sigma: 30 } } as const;
  // A network for a hundredth of a unit of ln r; beyond it the score is the exact one.
  const network = trainExperiment({ ...of, recipe: { ...small, noiseRange: [1, 1.01] } });
  const { kl, standardError } = reverseSdeResult(network, of, { gridCount: 2, paths: 4, stepsPerUnit: 4 });
  assert.ok(Math.abs(kl) < 0.02 && standardError < 0.02, `${kl} ± ${standardError}`);
});
