/**
 * The perceptron and its gradient in WebAssembly, for networks so small that a tensor library's overhead and its trips
 * to memory count: with the samples in lanes and a row of ones below each layer's outputs a,
 *
 *   z = Pᵀ (a; 1),   a′ = silu(z),   δ = (P δ′) silu′(z),   ∂/∂P = (a; 1) δ′ᵀ,
 *
 * P being a layer's weights and, as its last row, its bias: the layout of the parameter vector. A tile of samples
 * goes through all layers while it is in the processor's cache. No fused multiply-add, no threads: the same bits on
 * every machine. TensorFlow.js is the oracle.
 */
import { parameterCount } from './perceptron';
import {
  add, addBits, type Code, compile, constant, divide, get, INTEGERS, integer, larger, load, loadSplat, loop,
  multiply, set, shiftLeft, shuffle, smaller, store, subtract, sum,
} from './wasm-code';

/** Samples in a tile. */
export const TILE = 64;
/** Bytes of a tile's row: one number for each sample. */
const ROW = 4 * TILE;
/** Rows of results, vectors of samples, and terms at once; rows of a gradient at once. */
const [OUT, WIDE, UNROLL, DOWN] = [4, 2, 4, 2];

/** Locals: byte offsets, and vectors. */
const [COLUMN, RESULT, TERM, WEIGHT, FIRST] = [0, 1, 2, 3, 4];
const vector = (i: number) => INTEGERS + i;
const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** 1 / (1 + e⁻ᶻ) for the vector in local `z`; uses the locals `spare` and `spare + 1`. */
function sigmoid(z: number, spare: number): Code {
  const [t, k] = [spare, spare + 1];
  // 2ᵗ = 2ⁿ 2ᶠ with n = round(t): adding 1.5 · 2²³ leaves n in the last bits.
  const magic = constant(1.5 * 2 ** 23);
  const taylor = range(7).map(i => Math.LN2 ** i / [1, 1, 2, 6, 24, 120, 720][i]);
  const fraction = taylor.reduceRight<Code>(
    (rest, c) => (rest.length ? add(multiply(rest, get(t)), constant(c)) : constant(c)), []);
  return [
    ...set(t, larger(smaller(multiply(get(z), constant(-Math.LOG2E)), constant(126)), constant(-126))),
    ...set(k, add(get(t), magic)),
    ...set(t, subtract(get(t), subtract(get(k), magic))),
    ...divide(constant(1), add(constant(1), multiply(fraction, addBits(shiftLeft(get(k), integer(23)), constant(1))))),
  ];
}

/** Code for `rows` rows in blocks of `most`, which the local `counter` numbers in steps of `step`; then for the rest. */
function blocks(rows: number, most: number, counter: number, step: number, block: (size: number) => Code): Code {
  const whole = rows - (rows % most);
  return [
    ...(whole ? loop(counter, most * step, whole * step, block(most)) : []),
    ...(rows % most ? block(rows % most) : []),
  ];
}

/** A product of a matrix of parameters and a tile's rows: `rows` rows of results, each with `terms` terms. */
interface Product {
  rows: number;
  terms: number;
  /** Addresses of the matrix and of the source's rows. */
  weights: number;
  source: number;
  /** Bytes between the matrix's elements for neighbouring rows and terms. */
  rowStep: number;
  termStep: number;
  /** What to do with the result in local `z`: `offset` bytes after the local RESULT. */
  finish(z: number, offset: number): Code;
}

function product({ rows, terms, weights, source, rowStep, termStep, finish }: Product): Code {
  const [x, w] = [vector(0), vector(WIDE)];
  const block = (size: number) => {
    const cell = (j: number, v: number) => vector(WIDE + 1 + j * WIDE + v);
    const cells = (code: (j: number, v: number) => Code) => range(size).flatMap(j => range(WIDE).flatMap(v => code(j, v)));
    const part = (count: number) => [
      ...range(count).flatMap(i => [
        ...range(WIDE).flatMap(v => set(x + v, load(get(TERM), source + i * ROW + 16 * v))),
        ...range(size).flatMap(j => [
          ...set(w, loadSplat(get(WEIGHT), weights + i * termStep + j * rowStep)),
          ...range(WIDE).flatMap(v => set(cell(j, v), add(get(cell(j, v)), multiply(get(x + v), get(w))))),
        ]),
      ]),
      ...set(WEIGHT, sum(get(WEIGHT), integer(count * termStep))),
    ];
    return [
      ...cells((j, v) => set(cell(j, v), constant(0))),
      ...set(TERM, get(COLUMN)),
      ...set(WEIGHT, get(FIRST)),
      ...blocks(terms, UNROLL, TERM, ROW, part),
      ...cells((j, v) => finish(cell(j, v), j * ROW + 16 * v)),
      ...set(FIRST, sum(get(FIRST), integer(size * rowStep))),
    ];
  };
  const column = [...set(RESULT, get(COLUMN)), ...set(FIRST, integer(0)), ...blocks(rows, OUT, RESULT, ROW, block)];
  return [...set(COLUMN, integer(0)), ...loop(COLUMN, 16 * WIDE, ROW, column)];
}

/** Adds to a matrix of `from` × `to` at `gradient` the products of two groups of rows, summed over the tile. */
function outerProduct(from: number, to: number, gradient: number, a: number, delta: number): Code {
  const [x, zero] = [vector(0), vector(1)];
  const block = (m: number) => (n: number) => {
    const cell = (i: number, j: number) => vector(2 + OUT + i * OUT + j);
    const d = (j: number) => vector(2 + j);
    const part = (count: number) => range(count).flatMap(k => [
      ...range(n).flatMap(j => set(d(j), load(sum(get(RESULT), get(COLUMN)), delta + j * ROW + 16 * k))),
      ...range(m).flatMap(i => [
        ...set(x, load(sum(get(TERM), get(COLUMN)), a + i * ROW + 16 * k)),
        ...range(n).flatMap(j => set(cell(i, j), add(get(cell(i, j)), multiply(get(x), get(d(j)))))),
      ]),
    ]);
    // Sums of the lanes of four cells, side by side.
    const sums = (i: number) => {
      const of = (j: number) => get(j < n ? cell(i, j) : zero);
      const half = (j: number) =>
        add(shuffle(of(j), of(j + 1), [0, 4, 1, 5]), shuffle(of(j), of(j + 1), [2, 6, 3, 7]));
      return add(shuffle(half(0), half(2), [0, 1, 4, 5]), shuffle(half(0), half(2), [2, 3, 6, 7]));
    };
    return [
      ...range(m).flatMap(i => range(n).flatMap(j => set(cell(i, j), constant(0)))),
      ...set(COLUMN, integer(0)),
      ...loop(COLUMN, 16 * UNROLL, ROW, part(UNROLL)),
      ...range(m).flatMap(i => {
        const at = gradient + 4 * i * to;
        return store(get(WEIGHT), add(load(get(WEIGHT), at), sums(i)), at);
      }),
      ...set(WEIGHT, sum(get(WEIGHT), integer(4 * n))),
    ];
  };
  const row = (m: number) => [
    ...set(RESULT, integer(0)),
    ...blocks(to, OUT, RESULT, ROW, block(m)),
    ...set(WEIGHT, sum(get(WEIGHT), integer(4 * (m - 1) * to))),
  ];
  return [
    ...set(zero, constant(0)), ...set(TERM, integer(0)), ...set(WEIGHT, integer(0)),
    ...blocks(from, DOWN, TERM, ROW, row),
  ];
}

/** A compiled perceptron: views of its memory, and what can be done there with a tile. */
export interface FusedPerceptron {
  parameters: Float32Array;
  gradient: Float32Array;
  /** Rows of TILE numbers, one row an input or output. */
  inputs: Float32Array;
  outputs: Float32Array;
  /** Derivatives of a function of the outputs by them, and then, by `inputSlopes`, by the inputs. */
  outputSlopes: Float32Array;
  inputSlopes: Float32Array;
  /** Fills the outputs. */
  forward(): void;
  /** From the outputs' slopes those of all layers. */
  backward(): void;
  /** After `backward`: fills the inputs' slopes. */
  backwardToInputs(): void;
  /** After `backward`: adds to the gradient. */
  addGradient(): void;
}

/**
 * Compiles the perceptron.
 *
 * @param sizes of the layers, inputs first
 */
export function fusedPerceptron(sizes: readonly number[]): FusedPerceptron {
  let end = 0;
  const take = (floats: number) => {
    const at = end;
    end += Math.ceil(floats / 4) * 16;
    return at;
  };
  const count = parameterCount(sizes);
  const [parameters, gradient] = [take(count + 4), take(count + 4)];
  const states = sizes.map(size => take((size + 1) * TILE));
  const slopes = sizes.map(size => take(size * TILE));
  const deltas = sizes.map(size => take(size * TILE));
  const last = sizes.length - 1;
  let at = 0;
  const layers = range(last).map(l => {
    const [from, to] = [sizes[l], sizes[l + 1]];
    const first = at;
    at += 4 * (from + 1) * to;
    const [s, spare] = [vector(WIDE * (OUT + 1) + 1), vector(WIDE * (OUT + 1) + 2)];
    const forward = product({
      rows: to, terms: from + 1, weights: parameters + first, source: states[l], rowStep: 4, termStep: 4 * to,
      finish: (z, offset) => l === last - 1 ? store(get(RESULT), get(z), states[l + 1] + offset) : [
        ...set(s, sigmoid(z, spare)),
        ...set(z, multiply(get(z), get(s))),
        ...store(get(RESULT), get(z), states[l + 1] + offset),
        ...store(get(RESULT), add(get(s), multiply(get(z), subtract(constant(1), get(s)))), slopes[l + 1] + offset),
      ],
    });
    const backward = product({
      rows: from, terms: to, weights: parameters + first, source: deltas[l + 1], rowStep: 4 * to, termStep: 4,
      finish: (z, offset) => store(get(RESULT),
        l ? multiply(get(z), load(get(RESULT), slopes[l] + offset)) : get(z), deltas[l] + offset),
    });
    return { forward, backward, gradient: outerProduct(from + 1, to, gradient + first, states[l], deltas[l + 1]) };
  });
  const { memory, ...functions } = compile(end, {
    forward: layers.flatMap(layer => layer.forward),
    backward: layers.slice(1).reverse().flatMap(layer => layer.backward),
    backwardToInputs: layers[0].backward,
    addGradient: layers.flatMap(layer => layer.gradient),
  });
  const view = (address: number, length: number) => new Float32Array(memory.buffer, address, length);
  states.slice(0, -1).forEach((state, l) => view(state + sizes[l] * ROW, TILE).fill(1));
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
