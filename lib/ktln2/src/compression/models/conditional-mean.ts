/**
 * Least squares by Cholesky's factorisation. If the elements of a vector v have the second moments A = L Lᵀ, those of
 * z = L⁻¹ v are uncorrelated and of equal size, and the best linear prediction of an element from all before it is
 *
 *   E[vᵢ | v₀ … vᵢ₋₁] = Σ_{j<i} L_ij z_j,
 *
 * so that one factor serves all elements of v, each of which may be predicted when those before it are known.
 */

/** Predicts the elements of a vector one after the other. */
export interface ConditionalMean {
  /** Starts over with new second moments (their lower triangle, row by row). */
  start(moments: Float64Array): void;
  /** Predicts the next element. */
  predict(): number;
  /** Tells what the element is that was just predicted. */
  update(value: number): void;
}

/**
 * Least-squares prediction of each element of a vector from those before it.
 *
 * @param length of the vector
 * @param ridge added to each element's second moment: it draws predictions that little supports towards 0
 * @see Golub, Van Loan, Matrix Computations, 4th ed. (2013), section 4.2
 * @example
 * const prediction = conditionalMean(2, 0);
 * prediction.start(Float64Array.of(4, 2, 5)); // E[v₀²], E[v₁v₀], E[v₁²]
 * prediction.predict();
 * prediction.update(3);
 * prediction.predict(); // => 1.5
 */
export function conditionalMean(length: number, ridge: number): ConditionalMean {
  // The factor's lower triangle row by row; the diagonal holds 1 / L_ii.
  const factor = new Float64Array((length * (length + 1)) / 2);
  const z = new Float64Array(length);
  let known = 0;
  let first = 0;
  let predicted = Number.NaN;

  return {
    start(moments) {
      factorise(moments, factor, length, ridge);
      known = 0;
      first = 0;
      predicted = Number.NaN;
    },
    predict() {
      predicted = 0;
      for (let j = 0; j < known; j++) predicted += factor[first + j] * z[j];
      return predicted;
    },
    update(value) {
      if (Number.isNaN(predicted)) throw new Error('update came unasked; expected predict just before');
      z[known] = (value - predicted) * factor[first + known];
      known++;
      first += known;
      predicted = Number.NaN;
    },
  };
}

function factorise(moments: Float64Array, factor: Float64Array, length: number, ridge: number): void {
  let row = 0;
  for (let i = 0; i < length; i++) {
    let other = 0;
    for (let j = 0; j < i; j++) {
      let sum = moments[row + j];
      for (let t = 0; t < j; t++) sum -= factor[row + t] * factor[other + t];
      factor[row + j] = sum * factor[other + j];
      other += j + 1;
    }
    let square = moments[row + i] + ridge;
    for (let t = 0; t < i; t++) square -= factor[row + t] * factor[row + t];
    factor[row + i] = 1 / Math.sqrt(square);
    row += i + 1;
  }
}
