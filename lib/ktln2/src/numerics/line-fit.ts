/**
 * A straight line y = a + b x through points with known standard errors σ, by weighted least squares: the minimum of
 *
 *   χ² = Σ ((a + b xᵢ − yᵢ) / σᵢ)².
 */
import { requireNumber, requirePositive } from '../arguments';

/** A measured point. */
export interface FitPoint {
  x: number;
  y: number;
  /** Standard error σ of y. */
  error: number;
}

/** The fitted line. */
export interface LineFit {
  /** a. */
  intercept: number;
  /** Standard error of a. */
  interceptError: number;
  /** b. */
  slope: number;
  /** Standard error of b. */
  slopeError: number;
  /** χ² at the minimum; about the number of points less two if a line is right and so are the errors. */
  chiSquared: number;
}

/**
 * Fits a line to points with known standard errors.
 *
 * @param points at least two different x
 * @throws RangeError if a number is not finite, an error not positive, or fewer than two x differ
 * @see Press et al., Numerical Recipes (3rd ed., 2007), section 15.2
 * @example
 * fitLine([0, 1, 2].map(x => ({ x, y: 1 + 2 * x, error: 0.1 }))).slope; // => 2.000
 */
export function fitLine(points: readonly FitPoint[]): LineFit {
  points.forEach(({ x, y, error }, i) => {
    requirePositive(`points[${i}].error`, error);
    requireNumber(`points[${i}].x`, x);
    requireNumber(`points[${i}].y`, y);
  });
  if (new Set(points.map(({ x }) => x)).size < 2) {
    throw new RangeError('points has fewer than two different x; expected at least two');
  }
  // Relative to the least error, so that no weight overflows; around the mean x, so that nothing cancels.
  const least = Math.min(...points.map(({ error }) => error));
  const weights = points.map(({ error }) => (least / error) ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const meanOf = (values: number[]) => values.reduce((sum, value, i) => sum + weights[i] * value, 0) / total;
  const centre = meanOf(points.map(({ x }) => x));
  const middle = meanOf(points.map(({ y }) => y));
  const spread = meanOf(points.map(({ x }) => (x - centre) ** 2));
  const slope = meanOf(points.map(({ x, y }) => (x - centre) * (y - middle))) / spread;
  const unit = least / Math.sqrt(total);
  const residual = ({ x, y, error }: FitPoint) => (middle - y + slope * (x - centre)) / error;
  return {
    intercept: middle - slope * centre,
    interceptError: unit * Math.hypot(1, centre / Math.sqrt(spread)),
    slope,
    slopeError: unit / Math.sqrt(spread),
    chiSquared: points.reduce((sum, point) => sum + residual(point) ** 2, 0),
  };
}
