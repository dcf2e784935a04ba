import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { scoreErrors } from '#ktln2/diffusion/score-errors';
import { drawBatch } from '#ktln2/score-network/training-batch';
import { readDataFile } from 'ktln2/data';
import { uniformData, varianceExploding } from 'ktln2/diffusion';
import { seededRandom } from 'ktln2/numerics';
import {
  formatNetwork,
  formatNetworks,
  loadScoreNetwork,
  loadScoreNetworks,
  networkScore,
  parseNetwork,
  parseNetworks,
  SCORE_RECIPE,
  type ScoreNetwork,
  trainScoreNetwork,
} from 'ktln2/score-network';
import { tensorTier } from 'ktln2/tensors';

const process30 = varianceExploding(30);
const { network } = loadScoreNetwork();
const POINTS = Float64Array.of(0.2, -0.5, 0.9, 0.99, -1.05, 0.3, 2, -3);

/** F by plain loops in double precision: another program for the same formula. */
function plainOutput({ hidden, weights, dimensions: d }: ScoreNetwork, inputs: number[]): number[] {
  const sizes = [d + 2, ...hidden, d];
  let at = 0;
  return sizes.slice(1).reduce((state, to, layer) => {
    const base = at;
    const bias = at + sizes[layer] * to;
    at = bias + to;
    return Array.from({ length: to }, (_, j) => {
      const z = state.reduce((sum, h, i) => sum + h * weights[base + i * to + j], weights[bias + j]);
      return layer === sizes.length - 2 ? z : z / (1 + Math.exp(-z));
    });
  }, inputs);
}

function plainScore(point: number[], std: number): number[] {
  const v = 1 / 3 + std ** 2;
  const [low, high] = network.noiseRange.map(Math.log);
  const root = Math.sqrt(v);
  const time = (4 * Math.log(std) - 2 * (low + high)) / (high - low);
  const output = plainOutput(network, [...point.map(x => x / root), std / root, time]);
  return point.map((x, i) => -((x * std) / v - (Math.sqrt(1 / 3) / root) * output[i]) / std);
}

test('TensorFlow.js and plain loops in double precision agree', () => {
  for (const std of [0.01, 0.3, 5]) {
    const { score } = networkScore(network, process30, 'tensorflow')(POINTS, process30.timeOfRatio(std));
    for (let i = 0; i < POINTS.length; i += 2) {
      plainScore([POINTS[i], POINTS[i + 1]], std).forEach((expected, axis) => {
        // float32: 1e-7 of hidden values up to 1e1, over s.
        assert.ok(Math.abs(score[i + axis] - expected) < 1e-5 / std, `s = ${std}, point ${i / 2}`);
      });
    }
  }
});

test('the divergence is the derivative of the score', () => {
  for (const std of [0.05, 1]) {
    const { divergence } = networkScore(network, process30, 'tensorflow')(POINTS, process30.timeOfRatio(std));
    for (let i = 0; i < POINTS.length; i += 2) {
      const point = [POINTS[i], POINTS[i + 1]];
      const h = 1e-5;
      const expected = [0, 1].reduce((sum, axis) => {
        const moved = (by: number) =>
          plainScore(
            point.map((x, k) => (k === axis ? x + by : x)),
            std,
          )[axis];
        return sum + (moved(h) - moved(-h)) / (2 * h);
      }, 0);
      // float32 against double: 1e-6 of terms of order 1/s², with the network's own slopes up to 1e2.
      assert.ok(Math.abs(divergence[i / 2] - expected) < 2e-5 / std ** 2, `s = ${std}, point ${i / 2}`);
    }
  }
});

test('several networks in one file: the recipe with five other seeds; what is no list is refused', () => {
  const trained = loadScoreNetworks();
  for (const [i, { network: one, recipe }] of trained.entries()) {
    assert.deepEqual(recipe, { ...SCORE_RECIPE, seed: SCORE_RECIPE.seed + 1 + i });
    assert.notDeepEqual(one.weights, network.weights);
  }
  const text = formatNetworks(trained);
  assert.deepEqual(parseNetworks(text), trained);
  assert.equal(text, readDataFile('uniform-square-seeds').toString());
  assert.throws(() => parseNetworks('{}'), { name: 'TypeError', message: /expected a list of networks/ });
  const short = text.replace(/"weights": "..../, '"weights": "');
  assert.throws(() => parseNetworks(short), /weights has 20165 bytes; expected 20168/);
});

test('the shipped network is close to the exact score', () => {
  const data = [uniformData(1), uniformData(1)];
  const range: number[] = [0.0031622776601683794, varianceExploding(25).std(1)];
  const [{ square }] = scoreErrors(process30, data, networkScore(network, process30), range, {
    gridCount: 6,
    nodesPerUnit: 3,
  });
  // Measured 0.0103 on fine grids; this coarse one may err by a third.
  assert.ok(square > 0.005 && square < 0.02, `${square}`);
});

test('training from a seed: the same weights twice, other weights for another seed, a falling loss', async () => {
  const recipe = { ...SCORE_RECIPE, hidden: [16, 16], batch: 256, steps: 100 };
  const losses: number[] = [];
  const first = await trainScoreNetwork(recipe, (_, loss) => losses.push(loss));
  const again = await trainScoreNetwork(recipe);
  const other = await trainScoreNetwork({ ...recipe, seed: 1 });
  assert.deepEqual(first.weights, again.weights);
  assert.notDeepEqual(first.weights, other.weights);
  assert.equal(losses.length, 20);
  const data = [uniformData(1), uniformData(1)];
  const range = [0.05, 5];
  const excess = (net: ScoreNetwork) =>
    scoreErrors(process30, data, networkScore(net, process30), range, { gridCount: 5, nodesPerUnit: 2 })[0]
      .square;
  // All weights 0 leave the linear score; 100 steps took off 40 %.
  const untrained = { ...first, weights: new Float32Array(first.weights.length) };
  assert.ok(excess(first) < 0.8 * excess(untrained), `${excess(first)} against ${excess(untrained)}`);
});

test('training lets the caller’s own work go on while it reports', async () => {
  const recipe = { ...SCORE_RECIPE, hidden: [4], batch: 8, steps: 4 };
  let turns = 0;
  const turnsAt: number[] = [];
  let done = false;
  const turn = () => {
    turns++;
    if (!done) setImmediate(turn);
  };
  setImmediate(turn);
  await trainScoreNetwork(recipe, () => turnsAt.push(turns));
  done = true;
  // Reported after each of the four steps, with a turn of the event loop between any two.
  assert.equal(new Set(turnsAt).size, 4);
});

test('a batch: uniform starts in the square, mirrored normal noise, levels of noise even in the logarithm', () => {
  const size = 2000;
  const { target, factor } = drawBatch(network, size, seededRandom(8));
  const [low, high] = network.noiseRange;
  const starts: number[] = [];
  const noises: number[] = [];
  const levels: number[] = [];
  for (let i = 0; i < size / 2; i++) {
    const mirrored = size / 2 + i;
    assert.equal(factor[i], factor[mirrored]);
    // factor = −σ/√v with v = σ² + s², and targets ± ε (1 − s²/v) − x₀ s/v.
    const v = (network.dataStd / factor[i]) ** 2;
    const std = Math.sqrt(v - network.dataStd ** 2);
    levels.push(Math.log(std / low) / Math.log(high / low));
    for (let axis = 0; axis < 2; axis++) {
      const [plus, minus] = [target[2 * i + axis], target[2 * mirrored + axis]];
      starts.push((-(plus + minus) / 2) * (v / std));
      noises.push((plus - minus) / 2 / (1 - std ** 2 / v));
    }
  }
  // Factors and targets are of float32; small s and large s lose some of its seven digits.
  const within = (values: number[], least: number, most: number) => {
    assert.ok(Math.min(...values) > least - 0.01 && Math.max(...values) < most + 0.01);
  };
  within(starts, -1, 1);
  within(levels, 0, 1);
  // A lattice covers more evenly than independent draws, of which a mean of 2,000 errs by 1/√2,000 or less.
  const meanOf = (values: number[], power: number) =>
    values.reduce((sum, value) => sum + value ** power, 0) / values.length;
  for (const [values, power, expected] of [
    [starts, 1, 0],
    [starts, 2, 1 / 3],
    [levels, 1, 1 / 2],
    [levels, 2, 1 / 3],
    [noises, 2, 1],
  ] as const) {
    assert.ok(Math.abs(meanOf([...values], power) - expected) < 2 / Math.sqrt(2000), `${power}: ${expected}`);
  }
});

test('plain TensorFlow.js gives the same scores to float32', () => {
  const script = `
    const { varianceExploding } = require('ktln2/diffusion');
    const { loadScoreNetwork, networkScore } = require('ktln2/score-network');
    const { tensorTier } = require('ktln2/tensors');
    const process30 = varianceExploding(30);
    const score = networkScore(loadScoreNetwork().network, process30, 'tensorflow');
    const values = score(Float64Array.of(${POINTS.join(', ')}), process30.timeOfRatio(0.3));
    console.log(JSON.stringify([tensorTier(), [...values.score], [...values.divergence]]));`;
  const env = { ...process.env, KTLN2_TENSORS: 'plain' };
  const out = execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8', stdio: 'pipe' });
  const [tier, score, divergence] = JSON.parse(out);
  assert.equal(tier, 'plain');
  const here = networkScore(network, process30, 'tensorflow')(POINTS, process30.timeOfRatio(0.3));
  // 1e-7 of hidden values up to 1e1, over s = 0.3; its slopes a hundred times that.
  here.score.forEach((s, i) => {
    assert.ok(Math.abs(s - score[i]) < 1e-5);
  });
  here.divergence.forEach((s, i) => {
    assert.ok(Math.abs(s - divergence[i]) < 1e-3);
  });
});

test('plain TensorFlow.js keeps the console quiet', () => {
  const script = `console.warn = console.error = text => process.stdout.write('NOISE ' + text);
    const { loadScoreNetwork, networkScore } = require('ktln2/score-network');
    const { varianceExploding } = require('ktln2/diffusion');
    networkScore(loadScoreNetwork().network, varianceExploding(25), 'tensorflow')(Float64Array.of(0, 0), 0.5);`;
  const env = { ...process.env, KTLN2_TENSORS: 'plain' };
  assert.equal(execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8', stdio: 'pipe' }), '');
});

test('the native library is asked to log fatal errors only', t => {
  if (tensorTier() !== 'tfjs-node') return t.skip('there is none here');
  const script = "require('ktln2/tensors').tensorTier(); console.log(process.env.TF_CPP_MIN_LOG_LEVEL);";
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: undefined };
  const out = execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8', stdio: 'pipe' });
  // Of the levels 0 to 3, by TensorFlow's documentation, 3 leaves fatal errors.
  assert.equal(out.trim(), '3');
});

test('a network survives its file, and a file with missing weights is refused', () => {
  const { recipe } = loadScoreNetwork();
  const text = formatNetwork({ network, recipe });
  assert.deepEqual(parseNetwork(text), { network, recipe });
  assert.throws(
    () => parseNetwork(formatNetwork({ network: { ...network, weights: new Float32Array(3) }, recipe })),
    /weights has 12 bytes; expected 20168, four a parameter/,
  );
});

test('outside the range that it has learned a network refuses', () => {
  const score = networkScore(network, process30);
  assert.throws(
    () => score(POINTS, process30.timeOfRatio(1e-3)),
    /std is 0.001\d*; expected a finite number/,
  );
});
