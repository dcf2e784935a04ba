import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tensor1D } from '@tensorflow/tfjs';
import { scoreErrors } from '#ktln2/diffusion/score-errors';
import { learningRateAt } from '#ktln2/score-network/score-training';
import { type TrainingTile, tileSource } from '#ktln2/score-network/training-tiles';
import { uniformData, varianceExploding } from 'ktln2/diffusion';
import { seededRandom } from 'ktln2/numerics';
import {
  FUSED_RECIPE,
  loadScoreNetwork,
  networkScore,
  type TrainingData,
  trainFusedNetwork,
  UNIFORM_SQUARE,
} from 'ktln2/score-network';
import { type AdamState, adamStep, initialParameters, loadTensors, perceptron, TILE } from 'ktln2/tensors';

/** Unequal, correlated Gaussian data in three dimensions. */
const GAUSSIAN: TrainingData = {
  dimensions: 3,
  std: Math.sqrt((1 + 1 + 4) / 3),
  uniforms: 4,
  point: u => {
    const [a = 0, b = 0] = [0, 2].map(
      k => Math.sqrt(-2 * Math.log(u[k] as number)) * Math.cos(2 * Math.PI * (u[k + 1] as number)),
    );
    return [a, 0.6 * a + 0.8 * b, 2 * b];
  },
};

const emptyTile = (d: number): TrainingTile => ({
  inputs: new Float32Array((d + 2) * TILE),
  factor: new Float32Array(TILE),
  target: new Float32Array(d * TILE),
});

for (const [name, data] of Object.entries({ 'the square': UNIFORM_SQUARE, 'a Gaussian': GAUSSIAN })) {
  test(`samples of ${name}: the linear score's loss is its closed form, and so is the mean of factor²`, () => {
    const { noiseRange } = FUSED_RECIPE;
    const d = data.dimensions;
    const network = {
      dimensions: d,
      hidden: [],
      dataStd: data.std,
      noiseRange,
      weights: new Float32Array(0),
    };
    const fill = tileSource(network, data, seededRandom(3));
    const tile = emptyTile(d);
    let [loss, factor] = [0, 0];
    const tiles = 512;
    for (let i = 0; i < tiles; i++) {
      fill(tile);
      loss += tile.target.reduce((sum, t) => sum + t * t, 0) / TILE / tiles;
      factor += tile.factor.reduce((sum, f) => sum + f * f, 0) / TILE / tiles;
    }
    // E|ε − x s/v|² = d σ²/v, and ∫ σ²/(σ² + s²) d ln s = ln s − ½ ln(σ² + s²).
    const primitive = (s: number) => Math.log(s) - 0.5 * Math.log(data.std ** 2 + s * s);
    const [low, high] = noiseRange;
    const expected = (primitive(high) - primitive(low)) / Math.log(high / low);
    assert.ok(Math.abs(loss / d / expected - 1) < 0.005, `${loss / d} against ${expected}`);
    assert.ok(Math.abs(factor / expected - 1) < 1e-3, `${factor} against ${expected}`);
  });

  test(`three steps on ${name} are those of TensorFlow.js on the same samples`, () => {
    const { tf } = loadTensors();
    const recipe = { ...FUSED_RECIPE, hidden: [12, 9], batch: 2 * TILE, steps: 3 };
    const d = data.dimensions;
    const sizes = [d + 2, ...recipe.hidden, d];
    const losses: number[] = [];
    const trained = trainFusedNetwork(recipe, data, (_, loss) => losses.push(loss));
    const random = seededRandom(recipe.seed);
    const weights = initialParameters(sizes, random);
    const network = { ...trained, weights };
    const fill = tileSource(network, data, random);
    const zeros = () => tf.zeros([weights.length]) as Tensor1D;
    let state: AdamState = { parameters: tf.tensor1d(weights), mean: zeros(), square: zeros() };
    for (let step = 1; step <= recipe.steps; step++) {
      const tiles = [emptyTile(d), emptyTile(d)];
      tiles.forEach(fill);
      const rows = (key: keyof TrainingTile) =>
        tf.concat(tiles.map(tile => tf.tensor2d(tile[key], [tile[key].length / TILE, TILE]).transpose()));
      const [inputs, factor, target] = [rows('inputs'), rows('factor'), rows('target')];
      const loss = (p: Tensor1D) =>
        perceptron(tf, p, sizes, inputs as never)
          .mul(factor)
          .sub(target)
          .square()
          .mean()
          .mul(d)
          .asScalar();
      const { value, grad } = tf.valueAndGrad(loss as never)(state.parameters) as never as {
        value: Tensor1D;
        grad: Tensor1D;
      };
      assert.ok(Math.abs((value.dataSync()[0] as number) / (losses[step - 1] as number) - 1) < 1e-5);
      state = adamStep(tf, state, grad, step, learningRateAt(step, recipe));
    }
    const expected = state.parameters.dataSync();
    // Adam's first steps are the rate (0.0004 to 0.001) times a sign: there a gradient of 0 may round either way.
    const worst = Math.max(...trained.weights.map((w, i) => Math.abs(w - (expected[i] as number))));
    assert.ok(worst < 1e-5, `${worst}`);
  });
}

test('the same weights from a seed, bit for bit, and others from another; the error falls', () => {
  const recipe = { ...FUSED_RECIPE, hidden: [16, 16], batch: 256, steps: 300 };
  const first = trainFusedNetwork(recipe);
  assert.deepEqual(trainFusedNetwork(recipe), first);
  assert.notDeepEqual(trainFusedNetwork({ ...recipe, seed: 2 }).weights, first.weights);
  const process25 = varianceExploding(25);
  const data = [uniformData(1), uniformData(1)];
  const excess = (weights: Float32Array) =>
    scoreErrors(process25, data, networkScore({ ...first, weights }, process25), [0.05, 5], {
      gridCount: 5,
      nodesPerUnit: 2,
    })[0]?.square as number;
  // All weights 0 leave the linear score; 300 steps of this small network left 31 %.
  const untrained = excess(new Float32Array(first.weights.length));
  assert.ok(excess(first.weights) < 0.4 * untrained, `${excess(first.weights)} against ${untrained}`);
});

test('scores and divergences in WebAssembly are those of TensorFlow.js', () => {
  const { network } = loadScoreNetwork();
  const process30 = varianceExploding(30);
  const random = seededRandom(12);
  // More than two tiles and a part of one.
  const points = Float64Array.from({ length: 2 * 150 }, () => 1.2 * (2 * random.uniform() - 1));
  for (const std of [0.01, 0.3, 5]) {
    const t = process30.timeOfRatio(std);
    const fused = networkScore(network, process30)(points, t);
    const oracle = networkScore(network, process30, 'tensorflow')(points, t);
    assert.deepEqual(networkScore(network, process30)(points, t, 'score').score, fused.score);
    // float32: 1e-7 of hidden values up to 1e1, over s; slopes up to 1e2 times that, over s².
    fused.score.forEach((s, i) => {
      assert.ok(Math.abs(s - (oracle.score[i] as number)) < 1e-5 / std, `score at ${std}`);
    });
    fused.divergence.forEach((s, i) => {
      assert.ok(Math.abs(s - (oracle.divergence[i] as number)) < 5e-5 / std ** 2, `divergence at ${std}`);
    });
  }
});

test('the network can be copied while it is trained: the last copy is the result, an earlier one stays as it was', () => {
  const recipe = { ...FUSED_RECIPE, hidden: [6], batch: TILE, steps: 4 };
  const copies: Float32Array[] = [];
  const trained = trainFusedNetwork(recipe, UNIFORM_SQUARE, (_, __, copy) => copies.push(copy().weights));
  assert.deepEqual(copies[3], trained.weights);
  // The learning rate of the last step is 0.
  for (let i = 1; i < 3; i++) assert.notDeepEqual(copies[i], copies[i - 1]);
  const once = trainFusedNetwork(recipe, UNIFORM_SQUARE); // copying changes nothing
  assert.deepEqual(once.weights, trained.weights);
});

test('recipes, data and networks that are none are refused by name', () => {
  const small = { ...FUSED_RECIPE, hidden: [4], batch: 64, steps: 2 };
  const train = (recipe: object, data: object = {}) =>
    trainFusedNetwork({ ...small, ...recipe }, { ...UNIFORM_SQUARE, ...data });
  assert.throws(() => train({ hidden: [4, 1.5] }), /hidden\[1\] is 1.5; expected an integer >= 1/);
  assert.throws(() => train({ batch: 100 }), /batch \/ 64 is 1.5625/);
  assert.throws(() => train({}, { std: 0 }), /data.std is 0/);
  assert.throws(() => train({}, { point: () => [1] }), /data.point\(…\).length is 1/);
  assert.throws(() => train({}, { point: () => [0, Number.NaN] }), /data.point\(…\)\[1\] is NaN/);
  assert.throws(() => train({ learningRate: 1e30 }), /training diverged: learningRate is 1e\+30/);
  const network = train({});
  const ve = varianceExploding(25);
  assert.throws(
    () => networkScore({ ...network, weights: network.weights.slice(1) }, ve),
    /network.weights.length is 29; expected an integer >= 30/,
  );
  assert.throws(() => networkScore(network, ve, 'gpu' as never), /engine is "gpu"/);
  assert.throws(() => networkScore(network, ve)(Float64Array.of(1, 2, 3), 0.5), /points has 3 numbers/);
});
