/**
 * The error function erf(x) = (2/√π) ∫₀ˣ exp(−u²) du, from mathjs (W. J. Cody's approximations, double precision;
 * simple-statistics' errorFunction is good to 1.2e-7 only).
 */

// mathjs declares its types for ES modules only, so that a CommonJS file cannot import it with them.
const math = require('mathjs') as { erf(x: number): number };

/** erf(x), in double precision. */
export const erf = (x: number): number => math.erf(x);
