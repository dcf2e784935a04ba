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
  let [s, sx, sxx, sy, sxy] = [0, 0, 0, 0, 0];
  points.forEach(({ x, y, error }, i) => {
    const weight = 1 / requirePositive(`points[${i}].error`, error) ** 2;
    requireNumber(`points[${i}].x`, x);
    requireNumber(`points[${i}].y`, y);
    s += weight;
    sx += weight * x;
    sxx += weight * x * x;
    sy += weight * y;
    sxy += weight * x * y;
  });
  if (new Set(points.map(({ x }) => x)).size < 2) {
    throw new RangeError('points has fewer than two different x; expected at least two');
  }
  const determinant = s * sxx - sx * sx;
  const intercept = (sxx * sy - sx * sxy) / determinant;
  const slope = (s * sxy - sx * sy) / determinant;
  return {
    intercept,
    interceptError: Math.sqrt(sxx / determinant),
    slope,
    slopeError: Math.sqrt(s / determinant),
    chiSquared: points.reduce((sum, { x, y, error }) => sum + ((intercept + slope * x - y) / error) ** 2, 0),
  };
}
