/**
 * A score of n bits a coordinate: at each noise level the exact score is replaced by the nearest of the 2ⁿ levels that
 * make the mean squared error least (Lloyd, Max), each the mean of the score over its cell. For data with independent
 * coordinates; a coordinate's score may have any shape.
 */
import { requireInteger } from '../arguments';
import { lloydMax, type Quantiser } from '../numerics';
import type { ProductData } from './data-distribution';
import { FULL_REACH, marginalRule } from './expectation';
import type { ForwardProcess } from './forward-process';
import type { ScoreFunction } from './score-function';

/** Nodes a panel from which levels are found, on four panels or more. */
const NODES = 200;

/**
 * The levels of an n-bit score for one coordinate at one noise level.
 *
 * @param process the noising process
 * @param data the data's coordinates
 * @param axis which coordinate
 * @param t time, 0 < t ≤ 1
 * @param bits n, from 0 (one level) to 8
 * @throws RangeError if `bits` is no such integer or there is no such coordinate
 * @example
 * const { levels } = scoreLevels(varianceExploding(25), [gaussianData(0, 1)], 0, 1e-9, 1);
 * levels[1]; // => 0.7979
 */
export function scoreLevels(
  process: ForwardProcess,
  data: ProductData,
  axis: number,
  t: number,
  bits: number,
): Quantiser {
  requireInteger('bits', bits, { max: 8 });
  requireInteger('axis', axis, { max: data.length - 1 });
  const marginal = data[axis].noised(process.scale(t), process.std(t));
  const { nodes, weights } = marginalRule(marginal, NODES, FULL_REACH);
  return lloydMax(nodes.map(marginal.score), weights, 2 ** bits);
}

/**
 * The score of n bits a coordinate. It is constant between thresholds and has no divergence: ask for the score only.
 *
 * @param process the noising process
 * @param data the data's coordinates, independent of one another
 * @param bits n, from 0 to 8
 * @throws RangeError if `bits` is no such integer; when called for its divergence
 * @see Max, IRE Trans. Inf. Theory 6 (1960) 7
 * @example
 * const coarse = coarseScore(varianceExploding(25), [gaussianData(0, 1)], 1);
 * Array.from(coarse(Float64Array.of(3, -0.1), 1e-9, 'score').score, s => Number(s.toFixed(3))); // => [-0.798, 0.798]
 */
export function coarseScore(process: ForwardProcess, data: ProductData, bits: number): ScoreFunction {
  requireInteger('bits', bits, { max: 8 });
  return (points, t, only) => {
    if (only !== 'score')
      throw new RangeError(`only is ${only}; expected "score": a coarse score has no divergence`);
    const score = new Float64Array(points.length);
    data.forEach((coordinate, axis) => {
      const marginal = coordinate.noised(process.scale(t), process.std(t));
      const { thresholds, levels } = scoreLevels(process, data, axis, t, bits);
      for (let i = axis; i < points.length; i += data.length) {
        const s = marginal.score(points[i]);
        let cell = 0;
        while (cell < thresholds.length && s > thresholds[cell]) cell++;
        score[i] = levels[cell];
      }
    });
    return { score, divergence: new Float64Array(0) };
  };
}
