/**
 * The error function erf(x) = (2/√π) ∫₀ˣ exp(−u²) du, and the scaled complementary error function
 * erfcx(x) = exp(x²) (1 − erf(x)), which stays of order 1/x where 1 − erf cancels and then underflows.
 */
import stdlibErf = require('@stdlib/math-base-special-erf');
import stdlibErfcx = require('@stdlib/math-base-special-erfcx');

/**
 * erf(x), in double precision.
 *
 * @param x any number
 * @see https://www.npmjs.com/package/@stdlib/math-base-special-erf
 * @example
 * erf(1); // => 0.8427007929
 */
export const erf = (x: number): number => stdlibErf(x);

/**
 * erfcx(x), in double precision; infinite below −26.6.
 *
 * @param x any number
 * @see https://www.npmjs.com/package/@stdlib/math-base-special-erfcx
 * @example
 * erfcx(1e10); // => 5.641895835e-11
 */
export const erfcx = (x: number): number => stdlibErfcx(x);
