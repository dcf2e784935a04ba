/**
 * Mixing experts. K experts say p_k(x), and the mixture q(x) = Σ w_k p_k(x). After x was seen each weight is moved
 * towards its expert's share in having foretold it,
 *
 *   w_k ← (1 − η) w_k + η w_k p_k(x) / q(x).
 *
 * At the rate η = 1 this is Bayes' rule, and the code is at most log₂ K bits longer than that of the best expert. At a
 * smaller rate the bound is log₂ K / η, but the weights may settle on a mixture that is better than any expert. A small
 * share is divided among all, so that an expert that was bad for long can return; it adds 10⁻⁵ log₂(e) / η bits a step
 * to both bounds.
 */

/** Part of all weight that is divided among the experts at each step. */
const SHARE = 1e-5;

/**
 * Updates the weights of experts from the probabilities that they gave to what was seen.
 *
 * @param weights w_k of the experts, which add up to 1; they are changed
 * @param probabilities p_k(x) that they gave to what was seen; one of them at least is positive
 * @param rate η, above 0 and at most 1
 * @see Orseau, Lattimore, Legg, Proc. Mach. Learn. Res. 76 (2017) 372, arXiv:1901.02230;
 *   Herbster, Warmuth, Mach. Learn. 32 (1998) 151, doi:10.1023/A:1007424614876
 * @example
 * const weights = Float64Array.of(0.5, 0.5);
 * updateWeights(weights, Float64Array.of(0.9, 0.1), 1);
 * weights[0]; // => 0.90
 */
export function updateWeights(weights: Float64Array, probabilities: Float64Array, rate: number): void {
  let mixed = 0;
  for (let k = 0; k < weights.length; k++) mixed += weights[k] * probabilities[k];
  const kept = (1 - rate) * (1 - SHARE);
  const gained = (rate * (1 - SHARE)) / mixed;
  for (let k = 0; k < weights.length; k++) {
    weights[k] *= kept + gained * probabilities[k];
    weights[k] += SHARE / weights.length;
  }
}
