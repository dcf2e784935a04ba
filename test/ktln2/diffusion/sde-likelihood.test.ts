import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  boundReadings,
  correlatedGaussian,
  drawData,
  exactScore,
  flowSampleReading,
  gaussianData,
  gaussianMixture,
  modelSampleReading,
  priorCrossEntropy,
  reverseSdeLaw,
  scaledScore,
  sdeLikelihood,
  standardPrior,
  uniformData,
  varianceExploding,
  variancePreserving,
} from 'ktln2/diffusion';
import { seededRandom } from 'ktln2/numerics';

const PROCESSES = [varianceExploding(25), variancePreserving(20)];

test('the reverse SDE’s likelihood agrees with the Gaussian that it makes', () => {
  const moments = { mean: [0.5], variance: [2] };
  const data = [gaussianData(0.5, 2)];
  for (const process of PROCESSES) {
    for (const factor of [0.93, 1.08]) {
      const score = scaledScore(exactScore(process, data), factor);
      const prior = standardPrior(process, 1);
      const expected = priorCrossEntropy(reverseSdeLaw(process, moments, factor, prior), moments);
      const { nll, standardError } = sdeLikelihood(process, data, score, seededRandom(5), {
        prior: 'standard',
        paths: 300,
        stepsPerUnit: 12,
        gridCount: 6,
        from: 1e-3,
      });
      // The cut's noise moves the entropy by 1e-7; steps of e^(1/12) leave half a thousandth.
      const steps = 0.01 * Math.abs(factor - 1);
      assert.ok(
        Math.abs(nll - expected) < 4 * standardError + steps,
        `${factor}: ${nll} ± ${standardError}, ${expected}`,
      );
      assert.ok(standardError < 0.006, `${standardError}`);
    }
  }
});

test('it lies below the NELBO, and for an exact score is the data’s entropy', () => {
  const ve = varianceExploding(25);
  const data = [uniformData(1)];
  const score = scaledScore(exactScore(ve, data), 0.9);
  const from = 0.01;
  const { nelbo } = boundReadings(ve, data, score, { from });
  const { nll, standardError } = sdeLikelihood(ve, data, score, seededRandom(2), { from, paths: 60 });
  assert.ok(nll + 3 * standardError < nelbo, `${nll} ± ${standardError}, ${nelbo}`);
  const same = sdeLikelihood(ve, data, exactScore(ve, data), seededRandom(2), { from, paths: 50 });
  assert.ok(same.kl > -4 * same.standardError && same.kl < 1e-3 + 4 * same.standardError, `${same.kl}`);
});

test('averages along the flow’s own samples: a Gaussian model’s entropy', () => {
  for (const process of PROCESSES) {
    const data = [gaussianData(0, 0.3)];
    for (const factor of [0.9, 1.1]) {
      const score = scaledScore(exactScore(process, data), factor);
      const reading = flowSampleReading(process, data, score);
      const { nll } = boundReadings(process, data, score);
      assert.equal(reading.nll, nll);
      // dx = −½ ds² · k x/(v + s²) (VE): the variance goes like (v + s²)ᵏ, for VP with α² in front.
      const entropy = data.reduce((sum, { variance }) => {
        const end = { variance: process.scale(1) ** 2 * variance + process.std(1) ** 2 };
        const ratio = end.variance / process.scale(1) ** 2 / variance;
        return sum + 0.5 * Math.log(2 * Math.PI * Math.E * variance * ratio ** (1 - factor));
      }, 0);
      const modelEntropy = reading.finalEntropy - reading.rateIntegral;
      assert.ok(Math.abs(modelEntropy - entropy) < 1e-5, `${modelEntropy}, ${entropy}`);
    }
  }
});

test('samples have the moments of what they are drawn from', () => {
  const random = seededRandom(8);
  const mixture = gaussianMixture([
    {
      weight: 0.25,
      mean: [-2, 0],
      covariance: [
        [0.5, 0.2],
        [0.2, 0.4],
      ],
    },
    {
      weight: 0.75,
      mean: [1, 1],
      covariance: [
        [0.3, -0.1],
        [-0.1, 0.2],
      ],
    },
  ]);
  const n = 20_000;
  for (const data of [
    mixture,
    correlatedGaussian(
      [1, 2],
      [
        [2, 0.5],
        [0.5, 1],
      ],
    ),
    [uniformData(2, 1), gaussianData(3, 4)],
  ]) {
    const points = drawData(data, n, random, { alpha: 0.5, std: 0.7 });
    const law = Array.isArray(data)
      ? { mean: data.map(a => a.mean), variance: data.map(a => a.variance) }
      : (data as typeof mixture);
    for (const axis of [0, 1]) {
      const values = Array.from({ length: n }, (_, i) => points[2 * i + axis]);
      const mean = values.reduce((a, b) => a + b) / n;
      const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
      const expected = 0.25 * law.variance[axis] + 0.49;
      assert.ok(Math.abs(mean - 0.5 * law.mean[axis]) < 4.5 * Math.sqrt(expected / n));
      assert.ok(Math.abs(variance / expected - 1) < 4.5 * Math.sqrt(2 / n) * 1.3);
    }
  }
  assert.throws(() => drawData(mixture, 0, random), /count is 0/);
  assert.throws(() => drawData(mixture, 1, random, { std: -1 }), /std is -1/);
});

test('what cannot be estimated is refused by name', () => {
  const ve = varianceExploding(25);
  const data = [gaussianData(0, 1)];
  const score = exactScore(ve, data);
  const refuse = (options: object, message: RegExp) =>
    assert.throws(() => sdeLikelihood(ve, data, score, seededRandom(1), options), message);
  refuse({ paths: 1 }, /paths is 1; expected an integer >= 2/);
  refuse({ stepsPerUnit: 0 }, /stepsPerUnit is 0/);
  refuse({ from: 100 }, /\[from, end\]\[1\]/);
  assert.throws(() => modelSampleReading(ve, data, []), /model.length is 0/);
});
