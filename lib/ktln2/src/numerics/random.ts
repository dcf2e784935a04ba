/**
 * Seeded pseudo-random numbers: Mersenne Twister 19937 for uniforms, Box and Muller's transform for normals,
 *
 *   z₀ = √(−2 ln u₁) cos 2πu₂,  z₁ = √(−2 ln u₁) sin 2πu₂.
 *
 * The same seed gives the same numbers on every machine and with every tensor backend.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';
import { requireInteger } from '../arguments';

/** A stream of pseudo-random numbers that a seed determines. */
export interface RandomSource {
  /** The next uniform number in [0, 1). */
  uniform(): number;
  /** The next standard normal number, mean 0 and variance 1. */
  normal(): number;
}

/**
 * Makes a stream of pseudo-random numbers.
 *
 * @param seed an integer from 0 to 2³² − 1
 * @throws RangeError if the seed is not such an integer
 * @see Matsumoto, Nishimura, ACM Trans. Model. Comput. Simul. 8 (1998) 3;
 *   Box, Muller, Ann. Math. Stat. 29 (1958) 610
 * @example
 * seededRandom(1).uniform() === seededRandom(1).uniform(); // => true
 */
export function seededRandom(seed: number): RandomSource {
  requireInteger('seed', seed, { max: 2 ** 32 - 1 });
  const generator = mersenne(seed);
  const uniform = () => uniformFloat64(generator);
  let spare: number | undefined;
  function normal(): number {
    if (spare !== undefined) {
      const z = spare;
      spare = undefined;
      return z;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
  return { uniform, normal };
}
