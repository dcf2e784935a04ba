/**
 * The best model of the ladder: experts that predict a sample from its surroundings, and their mixture
 *
 *   q(s) = w₀ / 256 + Σ_k w_k [F((s + ½ − μ_k) / σ_k) − F((s − ½ − μ_k) / σ_k)].
 *
 * One predictor fits its coefficients to few pixels close by, another to more of them. Each is tried with three
 * widths σ around the error that it made near by, and there is an expert who says that all values are as likely. The
 * weights are learned separately for each channel and each level of error.
 *
 * The coders TMW and Glicbawls are built on the same ideas: fits weighted by distance, mixtures of t distributions.
 */
import { type PictureSize, requireSize } from '../pictures/picture';
import { type LocalPredictor, localPredictor, type Surrounding } from './local-predictor';
import { learnWeights } from './mixing';
import type { PictureModel, Predictor } from './picture-model';
import { SAMPLE_VALUES } from './slot-interval';
import { STUDENT_TABLE, STUDENT_WIDTHS, studentEdges } from './student-t';

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

/** Rate at which the weights are learned. */
const RATE = 0.02;
/** Widths that each predictor is tried with. */
const WIDTHS = 3;
/** Errors from which each further level begins: 0.1 · 2^(k/2) steps of a sample. */
const LEVEL_BEGINS: number[] = [0.1 * Math.SQRT2];
const LEVELS = STUDENT_WIDTHS - WIDTHS + 1;
while (LEVEL_BEGINS.length < LEVELS - 1)
  LEVEL_BEGINS.push(LEVEL_BEGINS[LEVEL_BEGINS.length - 1] * Math.SQRT2);

function levelOf(error: number): number {
  let level = 0;
  while (level < LEVEL_BEGINS.length && error >= LEVEL_BEGINS[level]) level++;
  return level;
}

/**
 * Writes the mixture's probabilities, from its cumulative distribution at the edge above each value. The loop is the
 * busiest of all; written out for the six distributions it runs several times faster than one loop for each.
 */
function mix(probabilities: Float64Array, firsts: Uint32Array, weights: Float64Array): void {
  const [, a, b, c, d, e, f] = firsts;
  const [w, wa, wb, wc, wd, we, wf] = weights;
  const t = STUDENT_TABLE;
  const uniform = w / SAMPLE_VALUES;
  let below = 0;
  for (let s = 1; s < SAMPLE_VALUES; s++) {
    const upTo =
      wa * t[a + s] + wb * t[b + s] + wc * t[c + s] + wd * t[d + s] + we * t[e + s] + wf * t[f + s];
    probabilities[s - 1] = upTo - below + uniform;
    below = upTo;
  }
  probabilities[SAMPLE_VALUES - 1] = 1 - w - below + uniform;
}

/** The probability of a value in the distribution that begins there. */
function massOf(first: number, value: number): number {
  const below = value === 0 ? 0 : STUDENT_TABLE[first + value];
  const upTo = value === SAMPLE_VALUES - 1 ? 1 : STUDENT_TABLE[first + value + 1];
  return upTo - below;
}

function mixturePredictor(size: PictureSize): Predictor {
  requireSize(size);
  const predictors: LocalPredictor[] = [CLOSE, WIDE].map(surrounding => localPredictor(size, surrounding));
  const experts = 1 + predictors.length * WIDTHS;
  const weightsOf = Array.from({ length: size.channels * LEVELS }, () =>
    new Float64Array(experts).fill(1 / experts),
  );
  let weights = weightsOf[0];
  /** Where the distribution of each expert but the first begins in the table. */
  const firsts = new Uint32Array(experts);
  const probabilities = new Float64Array(SAMPLE_VALUES);
  const seen = new Float64Array(experts);

  function ask(samples: Uint8Array, i: number): void {
    let expert = 1;
    for (const predictor of predictors) {
      const { centre, error } = predictor.predict(samples, i);
      const level = levelOf(error);
      if (expert === 1) weights = weightsOf[(i % size.channels) * LEVELS + level];
      for (let k = 0; k < WIDTHS; k++) firsts[expert++] = studentEdges(level + k, centre);
    }
  }

  return {
    probabilities(samples, i) {
      ask(samples, i);
      mix(probabilities, firsts, weights);
      return probabilities;
    },
    learn(samples, i) {
      seen[0] = 1 / SAMPLE_VALUES;
      for (let k = 1; k < experts; k++) seen[k] = massOf(firsts[k], samples[i]);
      learnWeights(weights, seen, RATE);
      for (const predictor of predictors) predictor.learn(samples, i);
    },
  };
}

/** Locally fitted predictors, and a mixture of distributions around what they predict. */
export const mixtureModel: PictureModel = { name: 'mixture', predictor: mixturePredictor };
