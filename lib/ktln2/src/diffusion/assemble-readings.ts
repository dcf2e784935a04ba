/**
 * The four readings of the bound from what they are made of: with the growth ΔS = S(p₁) − S₀ of the entropy and the
 * score's integrated errors, cross = ½ ∫ g² E[s·e] dt and square = ½ ∫ g² E|e|² dt, the rates' integrals are
 *
 *   A  ΔS + 2 cross + square     B  ΔS + cross     C  E[−ln π] − NLL     D  ΔS − square.
 */
import type { FinalEntropies } from './final-entropy';
import type { ScoreErrors } from './score-errors';

/** A reading's bound, with what it is made of; nats. */
export interface Reading {
  /** S₁: by default the cross-entropy E[−ln π], over p₁ for A, B and D, over the ends of the paths for C. */
  finalEntropy: number;
  /** ∫ Ṡ_θ dt. */
  rateIntegral: number;
  /** (S₀ + S₁)/2 − ½ ∫ Ṡ_θ dt. */
  bound: number;
  /** NLL − bound: negative where the bound fails. */
  gap: number;
}

/** A learned score beside the exact one; nats. */
export interface BoundReadings {
  /** S₀: entropy of p₀, which is the data with the noise of ratio `from`. */
  dataEntropy: number;
  /** NLL of p₀ under the probability-flow model. */
  nll: number;
  /** KL(p₀ ‖ p_θ) = NLL − S₀. */
  kl: number;
  /** NELBO of Song et al.: S₁ − ∫ (rate D) dt. */
  nelbo: number;
  /** The score's errors, integrated. */
  errors: ScoreErrors;
  A: Reading;
  B: Reading;
  C: Reading;
  D: Reading;
}

/** What the readings are made of, in nats. */
export interface ReadingParts {
  dataEntropy: number;
  entropies: FinalEntropies;
  /** S₁ of A, B and D. */
  finalEntropy: number;
  errors: ScoreErrors;
  kl: number;
  /** E[−ln π] over the ends of the paths. */
  pathCross: number;
  /** S₁ of C: that of the prior, or E[−ln π] over the ends of the paths. */
  pathEntropy: 'prior' | 'path';
}

/** Puts the readings together. */
export function assembleReadings(parts: ReadingParts): BoundReadings {
  const { dataEntropy, entropies, finalEntropy, errors, kl, pathCross, pathEntropy } = parts;
  const nll = dataEntropy + kl;
  const reading = (lastEntropy: number, rateIntegral: number): Reading => {
    const bound = (dataEntropy + lastEntropy - rateIntegral) / 2;
    return { finalEntropy: lastEntropy, rateIntegral, bound, gap: nll - bound };
  };
  const { cross, square } = errors;
  // ∫ Ṡ dt with the exact score.
  const growth = entropies.marginal - dataEntropy;
  return {
    dataEntropy,
    nll,
    kl,
    nelbo: entropies.cross - (growth - square),
    errors,
    A: reading(finalEntropy, growth + 2 * cross + square),
    B: reading(finalEntropy, growth + cross),
    C: reading(pathEntropy === 'prior' ? entropies.prior : pathCross, pathCross - nll),
    D: reading(finalEntropy, growth - square),
  };
}
