/**
 * Training that can be undone step by step. Weights w and velocities v are whole numbers of 2⁻²⁴, and one step of
 * gradient descent with momentum is
 *
 *   v ← 9/10 v,   v ← v − [rate · gradient(w, batch)],   w ← w + v,
 *
 * where [ ] rounds. The last two lines are undone by doing them backwards with the other sign: at that moment everything
 * from which the gradient was computed is still, or again, there. The first one is the only one that loses anything;
 * what it would lose is kept in a store for each weight. A batch follows from the seed and the number of its step.
 */
import type { Tensor1D } from '@tensorflow/tfjs';
import { requireInteger, requirePositive } from '../arguments';
import { seededRandom } from '../numerics';
import { type KeptNumber, scaleKeeping, unscaleKeeping } from '../reversible';
import { initialParameters, loadTensors } from '../tensors';
import { layerSizes } from './score-network';
import { lossGradient, type TrainingRecipe } from './score-training';
import { DATA_STD, DIMENSIONS, drawBatch } from './training-batch';

/** Whole numbers to 1. */
const UNITS = 2 ** 24;
const [KEPT, OF] = [9, 10];
/** After more, a store may pass the safe integers: (10/9)³⁰⁰ is 5e13. */
const MOST_STEPS = 300;

/** What determines the training; the learning rate is the same in all steps. */
export type UndoableRecipe = Pick<
  TrainingRecipe,
  'seed' | 'hidden' | 'batch' | 'learningRate' | 'noiseRange'
>;

/** All that is in the memory between two steps. */
export interface TrainingState {
  /** Steps done. */
  steps: number;
  /** Weights, in units of 2⁻²⁴. */
  weights: Float64Array;
  /** Velocity of each weight in the same units, with the store of what its decays would have lost. */
  velocities: KeptNumber[];
}

/**
 * The memory before the first step: first weights from the seed, velocities and stores 0.
 *
 * @param recipe what determines the training
 * @throws RangeError if a number of the recipe is out of range
 * @example
 * startTraining({ ...SCORE_RECIPE, hidden: [4] }).weights.length; // => 30
 */
export function startTraining(recipe: UndoableRecipe): TrainingState {
  requireInteger('batch / 2', recipe.batch / 2, { min: 1 });
  requirePositive('learningRate', recipe.learningRate);
  const sizes = layerSizes({ dimensions: DIMENSIONS, hidden: recipe.hidden });
  const first = initialParameters(sizes, seededRandom(recipe.seed));
  const weights = Float64Array.from(first, weight => Math.round(weight * UNITS));
  const velocities = Array.from(weights, () => ({ value: 0, store: 0 }));
  return { steps: 0, weights, velocities };
}

/** The loss, and the impulse [rate · gradient] of step number `step`, a function of the weights. */
function impulse(recipe: UndoableRecipe, weights: Float64Array, step: number) {
  const { tf } = loadTensors();
  const network = { ...recipe, dimensions: DIMENSIONS, dataStd: DATA_STD };
  const sizes = layerSizes(network);
  const now = Float32Array.from(weights, weight => weight / UNITS);
  const batch = drawBatch({ ...network, weights: now }, recipe.batch, seededRandom(recipe.seed + step));
  const [loss, gradient] = tf.tidy(() => {
    const { value, grad } = lossGradient(tf, tf.tensor1d(now) as Tensor1D, sizes, batch);
    return [value.dataSync()[0], grad.dataSync()];
  });
  const push = Float64Array.from(gradient, slope => Math.round(recipe.learningRate * slope * UNITS));
  return { loss, push };
}

/**
 * Does the next step, in place.
 *
 * @param recipe what determines the training
 * @param state the memory, which is changed
 * @returns the loss of the batch before the step
 * @throws RangeError if more than 300 steps were done
 * @see Maclaurin, Duvenaud, Adams (2015), arXiv:1502.03492
 * @example
 * const recipe = { ...SCORE_RECIPE, hidden: [4], batch: 8, learningRate: 0.01 };
 * const state = startTraining(recipe);
 * trainOneStep(recipe, state);
 * untrainOneStep(recipe, state);
 * state.weights.every((weight, i) => weight === startTraining(recipe).weights[i]); // => true
 */
export function trainOneStep(recipe: UndoableRecipe, state: TrainingState): number {
  const { weights, velocities } = state;
  const step = requireInteger('state.steps', state.steps, { max: MOST_STEPS - 1 });
  const { loss, push } = impulse(recipe, weights, step + 1);
  push.forEach((by, i) => {
    const slowed = scaleKeeping(velocities[i], KEPT, OF);
    velocities[i] = { ...slowed, value: slowed.value - by };
    weights[i] += velocities[i].value;
  });
  state.steps++;
  return loss;
}

/**
 * Undoes the last step, in place: its batch is drawn again, its gradient computed again.
 *
 * @param recipe what determined the training
 * @param state the memory, which is changed
 * @throws RangeError if no step was done
 * @example
 * const recipe = { ...SCORE_RECIPE, hidden: [4], batch: 8, learningRate: 0.01 };
 * const state = startTraining(recipe);
 * trainOneStep(recipe, state);
 * untrainOneStep(recipe, state);
 * state.velocities.every(({ value, store }) => value === 0 && store === 0); // => true
 */
export function untrainOneStep(recipe: UndoableRecipe, state: TrainingState): void {
  const { weights, velocities } = state;
  const step = requireInteger('state.steps', state.steps, { min: 1 });
  velocities.forEach(({ value }, i) => {
    weights[i] -= value;
  });
  const { push } = impulse(recipe, weights, step);
  velocities.forEach(({ value, store }, i) => {
    velocities[i] = unscaleKeeping({ value: value + push[i], store }, KEPT, OF);
  });
  state.steps--;
}
