/** Random numbers from seeds, integrals, transforms, fits. */
export { cosineMatrix, transformAxis } from './cosine-transform';
export { crankNicolson, type TridiagonalMatrix } from './crank-nicolson';
export { erf, erfcx } from './error-function';
export { type Grid, gridPoints } from './grid';
export { fitLine, type FitPoint, type LineFit } from './line-fit';
export { gaussLegendre, panelRule, type QuadratureRule } from './quadrature';
export { type RandomSource, seededRandom } from './random';
export { sobolPoints } from './sobol';
