import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  SCORE_RECIPE,
  startTraining,
  type TrainingState,
  trainOneStep,
  untrainOneStep,
} from 'ktln2/score-network';

const RECIPE = { ...SCORE_RECIPE, hidden: [6], batch: 64, learningRate: 0.05 };
const copy = ({ steps, weights, velocities }: TrainingState): TrainingState => ({
  steps,
  weights: weights.slice(),
  velocities: velocities.map(number => ({ ...number })),
});

test('each step is undone exactly, down to the empty stores', () => {
  const state = startTraining(RECIPE);
  const trail = Array.from({ length: 30 }, () => {
    const before = copy(state);
    trainOneStep(RECIPE, state);
    return before;
  });
  assert.ok(state.weights.some((weight, i) => weight !== trail[0].weights[i]));
  for (const before of trail.reverse()) {
    untrainOneStep(RECIPE, state);
    assert.deepEqual(state, before);
  }
});

test('one digit of a store changed, and the way back misses the start', () => {
  const state = startTraining(RECIPE);
  for (let i = 0; i < 20; i++) trainOneStep(RECIPE, state);
  state.velocities[3].store++;
  for (let i = 0; i < 20; i++) untrainOneStep(RECIPE, state);
  assert.notDeepEqual(state, startTraining(RECIPE));
});

test('the first step goes down the slope of the loss, by differences', () => {
  const before = startTraining(RECIPE);
  const after = copy(before);
  trainOneStep(RECIPE, after);
  const lossWith = (i: number, by: number) => {
    const moved = copy(before);
    moved.weights[i] += by;
    return trainOneStep(RECIPE, moved);
  };
  // Output layer, where the slope is not 0 at the start. float32: the loss is known to about 1e-7.
  for (let i = before.weights.length - 14; i < before.weights.length; i++) {
    const by = 2 ** 18;
    const slope = (lossWith(i, by) - lossWith(i, -by)) / (2 * by * 2 ** -24);
    const moved = (after.weights[i] - before.weights[i]) * 2 ** -24;
    assert.ok(Math.abs(moved / -RECIPE.learningRate - slope) < 1e-4, `weight ${i}`);
  }
});

test('bad calls are named', () => {
  const state = startTraining(RECIPE);
  assert.throws(() => untrainOneStep(RECIPE, state), /^RangeError: state.steps is 0/);
  assert.throws(
    () => trainOneStep(RECIPE, { ...state, steps: 300 }),
    /^RangeError: state.steps is 300; expected an integer >= 0 and <= 299/,
  );
  assert.throws(() => startTraining({ ...RECIPE, batch: 3 }), /^RangeError: batch \/ 2 is 1.5/);
  assert.throws(() => startTraining({ ...RECIPE, learningRate: 0 }), /^RangeError: learningRate is 0/);
});
