/**
 * The best model of the ladder: experts that foretell a sample s, and their mixture
 *
 *   q(s) = Σ_k w_k p_k(s).
 *
 * One expert says that all values are as likely, and one remembers differences between channels. The others put a t
 * distribution around a prediction. There are two predictions, one fitted to few pixels close by and one to more of
 * them, and each is tried with three widths around the error that it made near by. The weights are learned
 * separately for each channel and each level of that error.
 *
 * Fits weighted by distance and mixtures of t distributions are the ideas of the coders TMW and Glicbawls. All is
 * calculated by + − × ÷ √ and tables, which gives the same numbers on every machine.
 */
import { type PictureSize, requireSize } from '../../pictures';
import { differenceCounts } from './difference-counts';
import { localPredictor, type Surrounding } from './local-predictor';
import { updateWeights } from './mixing';
import { inTurn, type PictureModel, type Predictor } from '../coder/picture-model';
import { SAMPLE_VALUES } from '../coder/slot-interval';
import { STUDENT_TABLE, STUDENT_WIDTHS, studentEdges, studentMass } from './student-t';

/**
 * Memories and ridge are good for the four photographs of the gallery: their code together grows by 0.3 % if the memory
 * is 0.8 here or 0.75 below, by 0.1 % if the ridge is 40; with 0.5, 0.9 or 10 it shrinks by less than 0.05 %.
 */
const CLOSE: Surrounding = {
  offsets: [
    [-1, 0],
    [-1, -1],
    [1, -1],
  ],
  memory: 0.65,
  ridge: 20,
};
const WIDE: Surrounding = { offsets: [...CLOSE.offsets, [-2, 0], [0, -2]], memory: 0.85, ridge: 20 };
const SURROUNDINGS = [CLOSE, WIDE];

/**
 * Rate at which the weights are learned: 0.01 makes the code of the gallery's photographs 0.14 % longer, and 0.04
 * 0.07 % shorter, so that little depends on it.
 */
const RATE = 0.02;
/** Widths that each prediction is tried with: that of its level of error, and those next to it. */
const WIDTHS = 3;
const LEVELS = STUDENT_WIDTHS - WIDTHS + 1;
/** Mean errors from which the levels but the first begin: 0.1 · 2^(k/2) steps of a sample. */
const LEVEL_BEGINS: number[] = [];
for (let k = 1, error = 0.1 * Math.SQRT2; k < LEVELS; k++, error *= Math.SQRT2) LEVEL_BEGINS.push(error);

/** The experts, in this order: those with t distributions, the one that remembers differences, the uniform one. */
const STUDENTS = SURROUNDINGS.length * WIDTHS;
const DIFFERENCES = STUDENTS;
const UNIFORM = STUDENTS + 1;
const EXPERTS = STUDENTS + 2;

const WRITTEN_OUT = 6;
if (STUDENTS !== WRITTEN_OUT)
  throw new Error(`mixStudents mixes ${WRITTEN_OUT} t distributions, not ${STUDENTS}`);

function levelOf(error: number): number {
  let level = 0;
  while (level < LEVEL_BEGINS.length && error >= LEVEL_BEGINS[level]) level++;
  return level;
}

/**
 * Mixes the t distributions and the uniform one. It adds their cumulative distributions at the edge above each value.
 * This is the busiest loop of all. With the six written out it runs three times faster than with a loop for each.
 *
 * @param probabilities to be written
 * @param firsts where each distribution begins in the table
 * @param weights of the experts
 */
function mixStudents(probabilities: Float64Array, firsts: Uint32Array, weights: Float64Array): void {
  const t = STUDENT_TABLE;
  const a = firsts[0];
  const b = firsts[1];
  const c = firsts[2];
  const d = firsts[3];
  const e = firsts[4];
  const f = firsts[5];
  const wa = weights[0];
  const wb = weights[1];
  const wc = weights[2];
  const wd = weights[3];
  const we = weights[4];
  const wf = weights[5];
  const uniform = weights[UNIFORM] / SAMPLE_VALUES;
  let below = 0;
  for (let s = 1; s < SAMPLE_VALUES; s++) {
    const upTo =
      wa * t[a + s] + wb * t[b + s] + wc * t[c + s] + wd * t[d + s] + we * t[e + s] + wf * t[f + s];
    probabilities[s - 1] = upTo - below + uniform;
    below = upTo;
  }
  probabilities[SAMPLE_VALUES - 1] = wa + wb + wc + wd + we + wf - below + uniform;
}

function mixturePredictor(size: PictureSize): Predictor {
  requireSize(size);
  const predictors = SURROUNDINGS.map(surrounding => localPredictor(size, surrounding));
  const differences = differenceCounts(size);
  const allWeights = Array.from({ length: size.channels * LEVELS }, () =>
    new Float64Array(EXPERTS).fill(1 / EXPERTS),
  );
  const probabilities = new Float64Array(SAMPLE_VALUES);
  /** What each expert said of the sample that was seen. */
  const said = new Float64Array(EXPERTS).fill(1 / SAMPLE_VALUES);
  const firsts = new Uint32Array(STUDENTS);
  let weights = allWeights[0];

  return inTurn({
    predict(samples, i) {
      predictors.forEach((predictor, p) => {
        const { centre, error } = predictor.predict(samples, i);
        const level = levelOf(error);
        if (p === 0) weights = allWeights[(i % size.channels) * LEVELS + level];
        for (let k = 0; k < WIDTHS; k++) firsts[p * WIDTHS + k] = studentEdges(level + k, centre);
      });
      differences.lookUp(samples, i);
      mixStudents(probabilities, firsts, weights);
      differences.addTo(probabilities, weights[DIFFERENCES]);
      return probabilities;
    },
    update(samples, i) {
      for (let k = 0; k < STUDENTS; k++) said[k] = studentMass(firsts[k], samples[i]);
      said[DIFFERENCES] = differences.probability(samples[i]);
      updateWeights(weights, said, RATE);
      differences.update(samples[i]);
      for (const predictor of predictors) predictor.update(samples, i);
    },
  });
}

/** Locally fitted predictions, a memory for colours, and a mixture of what they say. */
export const mixtureModel: PictureModel = { name: 'mixture', predictor: mixturePredictor };
