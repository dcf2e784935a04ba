/**
 * The error function erf(x) = (2/√π) ∫₀ˣ exp(−u²) du, and the scaled complementary error function
 * erfcx(x) = exp(x²) (1 − erf(x)), which stays of order 1/x where 1 − erf cancels and then underflows.
 * Both are stdlib's, in double precision; they stand here so that their CommonJS default exports are named once.
 */
import erf = require('@stdlib/math-base-special-erf');
import erfcx = require('@stdlib/math-base-special-erfcx');

export { erf, erfcx };
