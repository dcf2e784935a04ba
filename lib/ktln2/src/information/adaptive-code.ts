/**
 * The length of an adaptive code: each of n symbols out of A is coded with the share that it has had so far,
 *
 *   L = −Σ log₂ [(nₐ + ½) / (i + A/2)],
 *
 * nₐ being how often the symbol a came before, and i the number of symbols before. The rule is Krichevsky and Trofimov's;
 * nothing has to be sent beforehand, since the decoder keeps the same counts. L is larger than n times the entropy of
 * the counts at the end: learning them has its price.
 */
import { requireInteger } from '../arguments';

/**
 * The ideal length of that code, in bits; an arithmetic coder needs less than two bits more.
 *
 * @param symbols integers from 0 to `alphabet` − 1
 * @param alphabet number A of different symbols
 * @throws RangeError if `alphabet` is not positive or a symbol is out of range
 * @see Krichevsky, Trofimov, IEEE Trans. Inf. Theory 27 (1981) 199, doi:10.1109/TIT.1981.1056331
 * @example
 * adaptiveCodeLength([0, 0], 2); // => 1.415
 */
export function adaptiveCodeLength(symbols: ArrayLike<number>, alphabet: number): number {
  requireInteger('alphabet', alphabet, { min: 1 });
  const counts = new Float64Array(alphabet);
  let length = 0;
  for (let i = 0; i < symbols.length; i++) {
    const symbol = requireInteger(`symbols[${i}]`, symbols[i], { max: alphabet - 1 });
    length -= Math.log2((counts[symbol] + 0.5) / (i + alphabet / 2));
    counts[symbol]++;
  }
  return length;
}
