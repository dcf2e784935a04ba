/**
 * Kolmogorov's distance of a sample of n numbers from a law with distribution function F: the largest difference
 *
 *   K = max |Fₙ(x) − F(x)|,   Fₙ(x) = share of the sample at or below x.
 *
 * For a sample that follows F, √n K has the mean √(π/2) ln 2 = 0.8687 and the standard deviation 0.2603 as n grows.
 */

/**
 * Kolmogorov's distance.
 *
 * @param sample of at least one number, in any order
 * @param cumulative F, continuous
 * @throws RangeError if the sample is empty
 * @see Marsaglia, Tsang, Wang, J. Stat. Softw. 8 (2003) 18, doi:10.18637/jss.v008.i18
 * @example
 * kolmogorovDistance(Float64Array.of(0.5), x => x); // => 0.5
 */
export function kolmogorovDistance(sample: Float64Array, cumulative: (x: number) => number): number {
  const n = sample.length;
  if (n === 0) throw new RangeError('sample has 0 numbers; expected at least one');
  return sample.toSorted().reduce((most, x, i) => {
    const below = cumulative(x);
    return Math.max(most, below - i / n, (i + 1) / n - below);
  }, 0);
}
