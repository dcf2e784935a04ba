/**
 * The scaled complementary error function erfcx(z) = exp(z²) erfc(z), which stays of order 1/z where erfc itself
 * cancels (1 − erf) and then underflows.
 */
import { erf } from './error-function';

const FRACTION_TERMS = 60;

/**
 * erfcx(z) for z ≥ 0, to about 1e-14 of its value: from mathjs' erf (Cody's approximation, double precision)
 * below 2, where 1 − erf has lost two digits at most, and by Laplace's continued fraction above,
 * √π erfcx(z) = 1/(z + (1/2)/(z + 1/(z + (3/2)/(z + …)))).
 *
 * @see Abramowitz, Stegun, Handbook of Mathematical Functions (1964), 7.1.14
 */
export function scaledErfc(z: number): number {
  if (z < 2) return Math.exp(z * z) * (1 - erf(z));
  let tail = z;
  for (let k = FRACTION_TERMS; k >= 1; k--) tail = z + k / 2 / tail;
  return 1 / (Math.sqrt(Math.PI) * tail);
}
