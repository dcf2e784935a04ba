/** Scores s_θ(x, t) that stand for ∇ ln p_t(x), with their divergence ∇·s_θ, for many points at once. */
import { requireNumber, requireRows } from '../arguments';
import type { ForwardProcess } from './forward-process';
import { type DiffusionData, isJoint, type ScoreValues } from './joint-data';

/**
 * A score and its divergence at time t, for the rows of `points` (n × d, row after row). With `only`, the
 * score is all that is needed.
 */
export type ScoreFunction = (points: Float64Array, t: number, only?: 'score') => ScoreValues;

/**
 * The exact score of the noised data.
 *
 * @param process the noising process
 * @param data the data
 * @example
 * exactScore(varianceExploding(25), [gaussianData(0, 1)])(Float64Array.of(2), 0).score[0]; // => -2
 */
export function exactScore(process: ForwardProcess, data: DiffusionData): ScoreFunction {
  if (isJoint(data)) {
    return (points, t, only) => data.noised(process.scale(t), process.std(t)).score(points, only);
  }
  return (points, t, only) => {
    requireRows('points', points.length, data.length);
    const marginals = data.map(axis => axis.noised(process.scale(t), process.std(t)));
    const score = new Float64Array(points.length);
    const divergence = new Float64Array(only ? 0 : points.length / data.length);
    marginals.forEach((marginal, axis) => {
      for (let i = axis, row = 0; i < points.length; i += marginals.length, row++) {
        score[i] = marginal.score(points[i]);
        if (!only) divergence[row] += marginal.scoreSlope(points[i]);
      }
    });
    return { score, divergence };
  };
}

/**
 * A score multiplied by a constant: below 1 it under-estimates, above 1 it over-estimates.
 *
 * @param score the score to scale
 * @param factor what to multiply it by
 * @throws RangeError if the factor is not finite
 * @example
 * const exact = exactScore(varianceExploding(25), [gaussianData(0, 1)]);
 * scaledScore(exact, 0.9)(Float64Array.of(2), 0).score[0]; // => -1.8
 */
export function scaledScore(score: ScoreFunction, factor: number): ScoreFunction {
  requireNumber('factor', factor);
  return (points, t, only) => {
    const values = score(points, t, only);
    return {
      score: values.score.map(s => factor * s),
      divergence: values.divergence.map(div => factor * div),
    };
  };
}
