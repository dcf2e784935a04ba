import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawData, gaussianData, noisedMoments, uniformData } from 'ktln2/diffusion';
import { seededRandom } from 'ktln2/numerics';
import { entropyOffNetwork, loadScoreNetwork, rowsToLearn, type ScoreNetwork } from 'ktln2/score-network';

/** No hidden layer and no weight: the best linear answer, which is E[ε|x] for isotropic Gaussian data. */
const linear = (dimensions: number, dataStd: number): ScoreNetwork => ({
  dimensions,
  hidden: [2],
  dataStd,
  noiseRange: [0.01, 20],
  weights: new Float32Array((dimensions + 3) * 2 + 3 * dimensions),
});

test('Gaussian data: the linear score gives the closed form within its standard error', () => {
  const data = [gaussianData(0, 4), gaussianData(0, 4), gaussianData(0, 4)];
  const rows = drawData(data, 2000, seededRandom(5));
  const exact = noisedMoments(data, 1, 0.01).entropy;
  for (const network of [linear(3, 2), linear(1, 2)]) {
    const found = entropyOffNetwork(network, rows, { dimensions: 3, passes: 4 });
    assert.ok(found.standardError < 0.05, `${found.standardError}`);
    assert.ok(Math.abs(found.entropy - exact) < 4 * found.standardError, `${found.entropy}, ${exact}`);
  }
});

test('a wrong width of Gaussian data costs its relative entropy', () => {
  // The linear score of N(0, q) on N(0, 1): −E ln of N(0, q + s₀²) at s₀, all other terms cancel.
  const rows = drawData([gaussianData(0, 1)], 8000, seededRandom(6));
  const q = 2.25;
  const found = entropyOffNetwork(linear(1, Math.sqrt(q)), rows);
  const expected = 0.5 * (Math.log(2 * Math.PI * (q + 1e-4)) + (1 + 1e-4) / (q + 1e-4));
  assert.ok(Math.abs(found.entropy - expected) < 4 * found.standardError, `${found.entropy}, ${expected}`);
  assert.ok(expected - noisedMoments([gaussianData(0, 1)], 1, 0.01).entropy > 10 * found.standardError);
});

test('the shipped network on the square: above the entropy with the noise of the cut, by less than 0.03 nat', () => {
  const { network } = loadScoreNetwork();
  const square = [uniformData(1), uniformData(1)];
  const rows = drawData(square, 4000, seededRandom(7));
  const { entropy, standardError } = entropyOffNetwork(network, rows, { passes: 4 });
  const excess = entropy - noisedMoments(square, 1, network.noiseRange[0]).entropy;
  assert.ok(excess > -3 * standardError && excess < 0.03 + 3 * standardError, `${excess} ± ${standardError}`);
  assert.ok(standardError < 0.025, `${standardError}`);
});

test('rows to learn: every row comes as often as another', () => {
  const { point, std, uniforms } = rowsToLearn([-3, 1, 2, 0, 1, -1], 2);
  assert.equal(uniforms, 1);
  assert.equal(std, Math.sqrt(16 / 6));
  const found = [0.1, 0.5, 0.99].map(u => Array.from(point(Float64Array.of(u))));
  assert.deepEqual(found, [
    [-3, 1],
    [2, 0],
    [1, -1],
  ]);
});

test('what does not fit is named', () => {
  const net = linear(2, 1);
  assert.throws(
    () => entropyOffNetwork(net, new Float64Array(60), { dimensions: 3 }),
    /dimensions \/ network/,
  );
  assert.throws(() => entropyOffNetwork(net, new Float64Array(8)), /rows.length \/ dimensions is 4/);
  assert.throws(() => rowsToLearn([1, 2, 3], 2), /rows.length \/ dimensions is 1.5/);
});
