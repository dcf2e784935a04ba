/** What is predicted is learned next, once: whoever breaks this order is told, instead of getting a wrong code. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTurn } from '#ktln2/compression/coder/picture-model';
import { conditionalMean } from '#ktln2/compression/models/conditional-mean';
import { contextModel, histogramModel, markovModel, mixtureModel, uniformModel } from 'ktln2/compression';

const SIZE = { width: 2, height: 2, channels: 1 };
const SAMPLES = Uint8Array.of(7, 9, 7, 8);

const MODELS = [uniformModel, histogramModel, markovModel, contextModel, mixtureModel];

test('models are told apart by their names, which tables and legends show', () => {
  const names = MODELS.map(({ name }) => name.trim()).filter(Boolean);
  assert.equal(new Set(names).size, MODELS.length);
});

for (const model of MODELS) {
  test(`${model.name}: update of a sample that was not predicted just before`, () => {
    const predictor = model.predictor(SIZE);
    const unasked = (i: number) =>
      assert.throws(() => predictor.update(SAMPLES, i), {
        message: `update of sample ${i} came unasked; expected predict of the same sample just before`,
      });
    unasked(0);
    predictor.predict(SAMPLES, 0);
    unasked(1);
    predictor.update(SAMPLES, 0);
    unasked(0);
    // To look twice is allowed.
    const first = [...predictor.predict(SAMPLES, 1)];
    assert.deepEqual([...predictor.predict(SAMPLES, 1)], first);
    predictor.update(SAMPLES, 1);
    predictor.predict(SAMPLES, 2);
  });
}

test('what is in turn reaches the model, with its samples; what is not does not', () => {
  const calls: unknown[] = [];
  const predictor = inTurn({
    predict(samples, i) {
      calls.push(['predict', samples, i]);
      return Float64Array.of(i);
    },
    update(samples, i) {
      calls.push(['update', samples, i]);
    },
  });
  assert.deepEqual(predictor.predict(SAMPLES, 3), Float64Array.of(3));
  assert.throws(() => predictor.update(SAMPLES, 2));
  predictor.update(SAMPLES, 3);
  assert.deepEqual(calls, [
    ['predict', SAMPLES, 3],
    ['update', SAMPLES, 3],
  ]);
});

test('the conditional mean: update without predict, twice, or after a new start', () => {
  const message = 'update came unasked; expected predict just before';
  const prediction = conditionalMean(2, 0);
  const unasked = () => assert.throws(() => prediction.update(1), { message });
  const moments = Float64Array.of(4, 2, 5);
  unasked();
  prediction.start(moments);
  unasked();
  assert.equal(prediction.predict(), 0);
  prediction.update(3);
  unasked();
  // E[v₁v₀] / E[v₀²] of what was seen, also when it is asked twice.
  assert.equal(prediction.predict(), 1.5);
  assert.equal(prediction.predict(), 1.5);
  prediction.start(moments);
  unasked();
  assert.equal(prediction.predict(), 0);
});
