/**
 * Second moments of what was seen around here: for vectors v, one for each pixel, the sum over all pixels before (x, y)
 *
 *   A(x, y) = Σ λ^(|x − x′| + |y − y′|) v(x′, y′) v(x′, y′)ᵀ,  0 < λ < 1,
 *
 * so that a pixel counts the less the farther away it is. The sum needs no window: one part runs along the row, and a
 * part for each column holds all rows above, spread to both sides at the end of each row.
 */

/** Sums of products of the elements of a vector: the lower triangle, row by row. */
export interface LocalCovariance {
  /** Writes A at column x of the present row. */
  read(x: number, triangle: Float64Array): void;
  /** Adds the vector of the pixel at column x, the next one in reading order. */
  update(x: number, v: Float64Array): void;
}

/** part ← λ part + v vᵀ */
function accumulate(
  part: Float64Array,
  v: Float64Array,
  first: number,
  length: number,
  memory: number,
): void {
  let t = 0;
  for (let a = 0; a < length; a++) {
    const va = v[first + a];
    for (let b = 0; b <= a; b++) {
      part[t] = memory * part[t] + va * v[first + b];
      t++;
    }
  }
}

/**
 * Second moments of vectors, by their distance.
 *
 * @param length of the vectors
 * @param width of the picture, in pixels
 * @param memory λ, the weight of a neighbour
 * @example
 * const moments = localCovariance(1, 2, 0.5);
 * moments.update(0, Float64Array.of(4));
 * const triangle = new Float64Array(1);
 * moments.read(1, triangle);
 * triangle[0]; // => 8
 */
export function localCovariance(length: number, width: number, memory: number): LocalCovariance {
  const size = (length * (length + 1)) / 2;
  const row = new Float64Array(width * length);
  const above = Array.from({ length: width }, () => new Float64Array(size));
  /** Sum over the pixels to one side, with weight 1 for the last of them. */
  const along = new Float64Array(size);

  function endRow(): void {
    along.fill(0);
    for (let x = 0; x < width; x++) {
      accumulate(along, row, x * length, length, memory);
      const column = above[x];
      for (let t = 0; t < size; t++) column[t] = memory * (column[t] + along[t]);
    }
    along.fill(0);
    for (let x = width - 1; x >= 0; x--) {
      // What lies to the right; the pixel itself was counted on the way there.
      const column = above[x];
      for (let t = 0; t < size; t++) column[t] += memory * memory * along[t];
      accumulate(along, row, x * length, length, memory);
    }
    along.fill(0);
  }

  return {
    read(x, triangle) {
      const column = above[x];
      for (let t = 0; t < size; t++) triangle[t] = column[t] + memory * along[t];
    },
    update(x, v) {
      row.set(v, x * length);
      if (x + 1 < width) accumulate(along, v, 0, length, memory);
      else endRow();
    },
  };
}
