/**
 * Sobol's sequence: points that cover [0, 1)^d evenly. Of each 2ᵐ points in a row from a multiple of 2ᵐ on, every
 * interval of length 2⁻ᵐ of each coordinate has one. In Gray-code order, with i counted from 1,
 *
 *   xᵢ = xᵢ₋₁ ⊕ v_c,     c = number of zeros at the end of i in binary,     v: the coordinate's direction numbers.
 *
 * ⊕ with a random number, a coordinate's own, makes every point uniform and keeps the evenness.
 */
import type { RandomSource } from './random';

const BITS = 30;

/** For each coordinate from the second on: a primitive polynomial's inner coefficients as bits, and the first numbers. */
const POLYNOMIALS: [number, number[]][] = [
  [0, [1]],
  [1, [1, 3]],
  [1, [1, 3, 1]],
  [2, [1, 1, 1]],
  [1, [1, 1, 3, 3]],
  [4, [1, 3, 5, 13]],
  [2, [1, 1, 5, 5, 17]],
  [4, [1, 1, 5, 5, 5]],
];

/** Direction numbers, as 30-bit integers. */
function directions([inner, first]: [number, number[]]): number[] {
  const degree = first.length;
  const numbers = first.map((m, i) => m << (BITS - 1 - i));
  for (let i = degree; i < BITS; i++) {
    let next = numbers[i - degree] ^ (numbers[i - degree] >> degree);
    for (let k = 1; k < degree; k++) if ((inner >> (degree - 1 - k)) & 1) next ^= numbers[i - k];
    numbers.push(next);
  }
  return numbers;
}

/**
 * Points of Sobol's sequence with a random shift by ⊕.
 *
 * @param dimensions d; coordinates beyond the ninth are pseudo-random numbers
 * @param random where the shift and those numbers come from
 * @returns a function that gives the next point, in an array that it fills anew each time
 * @see Joe, Kuo, SIAM J. Sci. Comput. 30 (2008) 2635 (the direction numbers); Antonov, Saleev, USSR Comput. Math. Math.
 *   Phys. 19 (1979) 252 (the order); Owen, J. Complexity 14 (1998) 466 (random shifts and scrambles)
 * @example
 * const next = sobolPoints(2, seededRandom(1));
 * Math.abs(next()[0] - next()[0]) > 0.25; // => true
 */
export function sobolPoints(dimensions: number, random: RandomSource): () => Float64Array {
  const first = Array.from({ length: BITS }, (_, i) => 1 << (BITS - 1 - i));
  const table = [first, ...POLYNOMIALS.map(directions)].slice(0, dimensions);
  const state = Int32Array.from(table, () => Math.floor(random.uniform() * 2 ** BITS));
  const point = new Float64Array(dimensions);
  let index = 0;
  return () => {
    for (let k = 0; k < dimensions; k++)
      point[k] = k < state.length ? (state[k] + 0.5) / 2 ** BITS : random.uniform();
    index++;
    const zeros = 31 - Math.clz32(index & -index);
    for (let k = 0; k < state.length; k++) state[k] ^= table[k][zeros];
    return point;
  };
}
