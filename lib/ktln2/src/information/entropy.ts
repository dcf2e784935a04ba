/**
 * Shannon's entropies of finite distributions, in bits:
 *
 *   H(X) = −Σ p(x) log₂ p(x),  H(P, Q) = −Σ p(x) log₂ q(x),  H(X|Y) = H(X, Y) − H(Y).
 */
import { requireNumber } from '../arguments';

/** A sum of up to millions of rounded probabilities stays this close to 1. */
const SUM_TOLERANCE = 1e-9;

function requireDistribution(name: string, probabilities: readonly number[]): void {
  probabilities.forEach((p, i) => {
    requireNumber(`${name}[${i}]`, p, { min: 0, max: 1 + SUM_TOLERANCE });
  });
  const sum = probabilities.reduce((total, p) => total + p, 0);
  if (!(Math.abs(sum - 1) < SUM_TOLERANCE)) {
    throw new RangeError(`the sum of ${name} is ${sum}; expected 1`);
  }
}

/** −p log₂ q, with 0 log 0 = 0 and an infinite price for what was held to be impossible. */
const weightedSurprisal = (p: number, q: number) => (p === 0 ? 0 : -p * Math.log2(q));

/**
 * Entropy of a distribution, in bits.
 *
 * @param probabilities of all outcomes; they add up to 1
 * @throws RangeError if a probability lies outside [0, 1] or the sum is not 1
 * @see Shannon, Bell Syst. Tech. J. 27 (1948) 379, doi:10.1002/j.1538-7305.1948.tb01338.x
 * @example
 * shannonEntropy([0.5, 0.25, 0.25]); // => 1.5
 */
export function shannonEntropy(probabilities: readonly number[]): number {
  requireDistribution('probabilities', probabilities);
  return probabilities.reduce((total, p) => total + weightedSurprisal(p, p), 0);
}

/**
 * Cross-entropy, in bits: what outcomes of `actual` cost on average under a code made for `assumed`.
 *
 * @param actual probabilities of all outcomes
 * @param assumed probabilities that the code was made for, in the same order
 * @throws RangeError if either is not a distribution or their lengths differ
 * @see Cover, Thomas, Elements of Information Theory, 2nd ed. (2006), theorem 5.4.3
 * @example
 * crossEntropy([1, 0], [0.25, 0.75]); // => 2
 */
export function crossEntropy(actual: readonly number[], assumed: readonly number[]): number {
  requireDistribution('actual', actual);
  requireDistribution('assumed', assumed);
  if (assumed.length !== actual.length) {
    throw new RangeError(
      `the length of assumed is ${assumed.length}; expected ${actual.length} as of actual`,
    );
  }
  return actual.reduce((total, p, i) => total + weightedSurprisal(p, assumed[i]), 0);
}

/**
 * Conditional entropy H(X|Y), in bits: what remains unknown of X to one who knows Y.
 *
 * @param joint `joint[x][y]`, the probability of x together with y; rows of equal length
 * @throws RangeError if the rows differ in length or the numbers are not a distribution
 * @see Shannon, Bell Syst. Tech. J. 27 (1948) 379, doi:10.1002/j.1538-7305.1948.tb01338.x
 * @example
 * conditionalEntropy([[0.5, 0], [0, 0.5]]); // => 0
 * conditionalEntropy([[0.25, 0.25], [0.25, 0.25]]); // => 1
 */
export function conditionalEntropy(joint: readonly (readonly number[])[]): number {
  const columns = joint[0]?.length ?? 0;
  joint.forEach((row, x) => {
    if (row.length !== columns) {
      throw new RangeError(`the length of joint[${x}] is ${row.length}; expected ${columns} as of joint[0]`);
    }
  });
  const all = joint.flat();
  requireDistribution('joint', all);
  const marginal = Array.from({ length: columns }, (_, y) => joint.reduce((sum, row) => sum + row[y], 0));
  return all.reduce((total, p, i) => total + weightedSurprisal(p, p / marginal[i % columns]), 0);
}
