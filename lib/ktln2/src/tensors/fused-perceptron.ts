/**
 * The perceptron and its gradient in WebAssembly, for networks so small that a tensor library's overhead and its trips
 * to memory count. With samples in the lanes and a row of ones below a layer's inputs a,
 *
 *   z = Pᵀ a,   a′ = silu(z),   δ = (P δ′) silu′(z),   ∂/∂P = a δ′ᵀ,
 *
 * P being the layer's weights and, as its last row, the bias: so they lie in the vector of parameters. A tile of samples
 * goes through all layers while it is in the processor's cache. Neither fused multiply-adds nor threads: the same bits
 * on every machine. TensorFlow.js ({@link perceptron}) is the oracle.
 */
import { parameterCount } from './perceptron';
import * as w from './wasm-code';
import { add, type Code, constant, get, integer, loop, multiply, plus, set } from './wasm-code';

/** Samples in a tile. */
export const TILE = 64;
/** Bytes of a tile's row: one number for each sample. */
const ROW = 4 * TILE;
/**
 * Rows of results, vectors of samples, and rows of a gradient at once: as many sums as 16 registers hold. With more
 * than one term in a turn of the inner loop, V8 moves sums to memory, and the speed falls by a third.
 */
const [OUT, WIDE, DOWN] = [4, 2, 2];

/** Locals: offsets in bytes of samples, rows and parameters; then vectors. */
const [COLUMN, RESULT, TERM, WEIGHT, FIRST] = [0, 1, 2, 3, 4];
const local = (i: number) => w.INTEGERS + i;
const times = <T>(n: number, make: (i: number) => T) => Array.from({ length: n }, (_, i) => make(i));

/** 1 / (1 + e⁻ᶻ) of the local z, by way of the locals t and k: 2ᵗ = 2ᵏ 2ᶠ with k = round(t), and 2ᶠ by Taylor. */
function sigmoid(z: number, t: number, k: number): Code {
  // A sum with 1.5 · 2²³ has k in its last bits.
  const shift = constant(1.5 * 2 ** 23);
  const fraction = [120, 24, 6, 2, 1, 1].reduce<Code>(
    (rest, factorial, i) => add(multiply(rest, get(t)), constant(Math.LN2 ** (5 - i) / factorial)),
    constant(Math.LN2 ** 6 / 720),
  );
  const power = w.addBits(w.shiftLeft(get(k), integer(23)), constant(1));
  const exponent = multiply(get(z), constant(-Math.LOG2E));
  return [
    set(t, w.larger(w.smaller(exponent, constant(126)), constant(-126))),
    set(k, add(get(t), shift)),
    set(t, w.subtract(get(t), w.subtract(get(k), shift))),
    w.divide(constant(1), add(constant(1), multiply(fraction, power))),
  ];
}

/** `block` for all rows, `most` at a time, and for the rest; the local `counter` has the rows' offset from `start` on. */
function blocks(
  rows: number,
  most: number,
  counter: number,
  start: Code,
  block: (rows: number) => Code,
): Code {
  const rest = rows % most;
  const whole = rows > rest ? loop(counter, most * ROW, (rows - rest) * ROW, block(most)) : [];
  return [set(counter, start), whole, rest ? block(rest) : []];
}

/** A product of a matrix of parameters with a tile's rows. */
interface Product {
  /** How many rows result, and how many rows each is a sum of. */
  rows: number;
  terms: number;
  /** Addresses of the matrix and of the rows. */
  matrix: number;
  source: number;
  /** Bytes from a number of the matrix to that for the next result, and for the next term. */
  rowStep: number;
  termStep: number;
  /** What to do with a result in the local z, which belongs `offset` bytes after RESULT. */
  finish(z: number, offset: number): Code;
}

function product({ rows, terms, matrix, source, rowStep, termStep, finish }: Product): Code {
  const [x, factor] = [local(0), local(WIDE)];
  const block = (count: number) => {
    const cells = (make: (cell: number, j: number, v: number) => Code) =>
      times(count, j => times(WIDE, v => make(local(WIDE + 1 + j * WIDE + v), j, v)));
    const term = [
      times(WIDE, v => set(x + v, w.load(get(TERM), source + 16 * v))),
      cells((cell, j, v) => [
        v ? [] : set(factor, w.loadSplat(get(WEIGHT), matrix + j * rowStep)),
        set(cell, add(get(cell), multiply(get(x + v), get(factor)))),
      ]),
      set(WEIGHT, plus(get(WEIGHT), integer(termStep))),
    ];
    return [
      cells(cell => set(cell, constant(0))),
      set(WEIGHT, get(FIRST)),
      blocks(terms, 1, TERM, get(COLUMN), () => term),
      cells((cell, j, v) => finish(cell, j * ROW + 16 * v)),
      set(FIRST, plus(get(FIRST), integer(count * rowStep))),
    ];
  };
  const column = [set(FIRST, integer(0)), blocks(rows, OUT, RESULT, get(COLUMN), block)];
  return [set(COLUMN, integer(0)), loop(COLUMN, 16 * WIDE, ROW, column)];
}

/** Adds a δᵀ, summed over the tile, to the matrix at `gradient`. */
function outerProduct(from: number, to: number, gradient: number, a: number, delta: number): Code {
  const [x, zero] = [local(0), local(1)];
  const block = (m: number) => (n: number) => {
    const cell = (i: number, j: number) => local(2 + OUT * (i + 1) + j);
    const each = (make: (i: number, j: number) => Code) => times(m, i => times(n, j => make(i, j)));
    // Sums over the lanes of four cells, side by side.
    const sums = (i: number) => {
      const two = (j: number) => [j, j + 1].map(k => get(k < n ? cell(i, k) : zero)) as [Code, Code];
      const half = (j: number) => add(w.shuffle([0, 4, 1, 5], ...two(j)), w.shuffle([2, 6, 3, 7], ...two(j)));
      return add(w.shuffle([0, 1, 4, 5], half(0), half(2)), w.shuffle([2, 3, 6, 7], half(0), half(2)));
    };
    return [
      each((i, j) => set(cell(i, j), constant(0))),
      set(COLUMN, integer(0)),
      loop(COLUMN, 16, ROW, [
        times(n, j => set(local(2 + j), w.load(plus(get(RESULT), get(COLUMN)), delta + j * ROW))),
        each((i, j) => [
          j ? [] : set(x, w.load(plus(get(TERM), get(COLUMN)), a + i * ROW)),
          set(cell(i, j), add(get(cell(i, j)), multiply(get(x), get(local(2 + j))))),
        ]),
      ]),
      times(m, i => {
        const at = gradient + 4 * i * to;
        return w.store([get(WEIGHT), add(w.load(get(WEIGHT), at), sums(i))], at);
      }),
      set(WEIGHT, plus(get(WEIGHT), integer(4 * n))),
    ];
  };
  const rows = (m: number) => [
    blocks(to, OUT, RESULT, integer(0), block(m)),
    set(WEIGHT, plus(get(WEIGHT), integer(4 * (m - 1) * to))),
  ];
  return [set(zero, constant(0)), set(WEIGHT, integer(0)), blocks(from, DOWN, TERM, integer(0), rows)];
}

/**
 * Compiles a perceptron with SiLU units for tiles of {@link TILE} samples.
 *
 * @param sizes of the layers, inputs first
 * @returns views of its memory (inputs, outputs and slopes have a row of TILE numbers for each input or output), and
 *   what fills them
 * @example
 * const { parameters, inputs, outputs, forward } = fusedPerceptron([2, 1]);
 * parameters.set([1, 2, 3]);
 * inputs.set([10], 0);
 * inputs.set([100], inputs.length / 2);
 * forward();
 * outputs[0]; // => 213
 */
export function fusedPerceptron(sizes: readonly number[]) {
  let end = 0;
  const take = (numbers: number) => {
    end += 16 * Math.ceil(numbers / 4);
    return end - 16 * Math.ceil(numbers / 4);
  };
  const count = parameterCount(sizes);
  const last = sizes.length - 1;
  // A gradient's sums are written four at a time.
  const [parameters, gradient] = [take(count), take(count + 3)];
  const states = sizes.map(size => take((size + 1) * TILE));
  const slopes = sizes.map(size => take(size * TILE));
  const deltas = sizes.map(size => take(size * TILE));
  const layers = times(last, l => {
    const [from, to] = [sizes[l], sizes[l + 1]];
    const first = 4 * parameterCount(sizes.slice(0, l + 1));
    const matrix = parameters + first;
    const [s, t, k] = [0, 1, 2].map(i => local(WIDE * (OUT + 1) + 1 + i));
    const store = (value: Code, at: number) => w.store([get(RESULT), value], at);
    const activate = (z: number, offset: number) => [
      set(s, sigmoid(z, t, k)),
      set(z, multiply(get(z), get(s))),
      store(get(z), states[l + 1] + offset),
      // silu′ = σ + z σ (1 − σ).
      store(add(get(s), multiply(get(z), w.subtract(constant(1), get(s)))), slopes[l + 1] + offset),
    ];
    const keep = (z: number, offset: number) => store(get(z), states[l + 1] + offset);
    const chain = (z: number, offset: number) =>
      store(l ? multiply(get(z), w.load(get(RESULT), slopes[l] + offset)) : get(z), deltas[l] + offset);
    const [across, down] = [4, 4 * to];
    return {
      forward: product({
        ...{ rows: to, terms: from + 1, matrix, source: states[l], rowStep: across, termStep: down },
        finish: l < last - 1 ? activate : keep,
      }),
      backward: product({
        ...{ rows: from, terms: to, matrix, source: deltas[l + 1], rowStep: down, termStep: across },
        finish: chain,
      }),
      gradient: outerProduct(from + 1, to, gradient + first, states[l], deltas[l + 1]),
    };
  });
  const { memory, ...functions } = w.compile(end, {
    /** Fills the outputs. */
    forward: layers.map(layer => layer.forward),
    /** From a function's slopes by the outputs those by every layer's sums z. */
    backward: layers
      .slice(1)
      .reverse()
      .map(layer => layer.backward),
    /** After `backward`: fills the slopes by the inputs. */
    backwardToInputs: layers[0].backward,
    /** After `backward`: adds the slopes by the parameters, summed over the tile, to the gradient. */
    addGradient: layers.map(layer => layer.gradient),
  });
  const view = (address: number, length: number) => new Float32Array(memory.buffer, address, length);
  for (const [l, state] of states.entries()) view(state + sizes[l] * ROW, TILE).fill(1);
  return {
    ...functions,
    parameters: view(parameters, count),
    gradient: view(gradient, count),
    inputs: view(states[0], sizes[0] * TILE),
    outputs: view(states[last], sizes[last] * TILE),
    outputSlopes: view(deltas[last], sizes[last] * TILE),
    inputSlopes: view(deltas[0], sizes[0] * TILE),
  };
}

/** What {@link fusedPerceptron} returns. */
export type FusedPerceptron = ReturnType<typeof fusedPerceptron>;
