/**
 * As much of WebAssembly's binary format as loops over vectors of four float32 need: a function for each instruction
 * gives its bytes, with those of its operands before them.
 *
 * @see WebAssembly Core Specification, release 2.0 (2022), chapter 5: the numbers of instructions and sections
 */

/** What is used of the engine's compiler: the types of Node 20 do not tell of it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
};

/** Bytes of instructions, in nested lists that are flattened at the end. */
export type Code = number | readonly Code[];
const flat = (code: Code) => (code as number[]).flat(Number.POSITIVE_INFINITY) as number[];

/** An integer ≥ 0 in pieces of seven bits (LEB128); one that may have a sign needs the last piece's first bit as 0. */
const unsigned = (n: number): Code => (n < 128 ? n : [(n % 128) + 128, unsigned(n >>> 7)]);
const signed = (n: number): Code => (n < 64 ? n : [(n % 128) + 128, signed(n >>> 7)]);

export const get = (local: number): Code => [0x20, local];
export const set = (local: number, value: Code): Code => [value, 0x21, local];
export const integer = (n: number): Code => [0x41, signed(n)];
export const plus = (a: Code, b: Code): Code => [a, b, 0x6a];

const vector =
  (code: number) =>
  (...operands: Code[]): Code => [operands, 0xfd, unsigned(code)];
/** Vectors at a byte address and a constant offset; `loadSplat` puts one number into all four lanes. */
const memory = (code: number) => (operands: Code, offset: number) => [
  vector(code)(operands),
  2,
  unsigned(offset),
];
export const load = memory(0x00);
export const loadSplat = memory(0x09);
export const store = memory(0x0b);
/** A constant in all four lanes. */
export const constant = (x: number): Code => [
  vector(0x0c)(),
  ...new Uint8Array(Float32Array.of(x, x, x, x).buffer),
];
/** Lanes 0 to 3 are those of the first operand, 4 to 7 those of the second. */
export const shuffle = (lanes: number[], a: Code, b: Code): Code => [
  vector(0x0d)(a, b),
  lanes.map(lane => [4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3]),
];
export const add = vector(0xe4);
export const subtract = vector(0xe5);
export const multiply = vector(0xe6);
export const divide = vector(0xe7);
export const smaller = vector(0xea);
export const larger = vector(0xeb);
/** The lanes' bits as integers: a sum, and a shift to the left. */
export const addBits = vector(0xae);
export const shiftLeft = vector(0xab);

/** Runs `body` and adds `step` to the local `counter`, for as long as that is below `limit`; once at least. */
export const loop = (counter: number, step: number, limit: number, body: Code): Code => [
  [0x03, 0x40, body],
  [plus(get(counter), integer(step)), 0x22, counter],
  [integer(limit), 0x49, 0x0d, 0, 0x0b],
];

/** Locals of every function: so many i32, then so many vectors. */
export const INTEGERS = 5;
const VECTORS = 24;

/** Compiles functions without arguments and results, which share a memory of `bytes` or more. */
export function compile<Name extends string>(bytes: number, bodies: Record<Name, Code>) {
  const sized = (...code: Code[]): Code => [unsigned(flat(code).length), code];
  const section = (id: number, items: Code[]): Code => [id, sized(unsigned(items.length), items)];
  const text = (name: string): Code => sized(...Buffer.from(name));
  const names = Object.keys(bodies) as Name[];
  const module: Code = [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, [[0x60, 0, 0]]),
    section(
      3,
      names.map(() => 0),
    ),
    section(5, [[0, unsigned(Math.ceil(bytes / 65536))]]),
    section(7, [[text('memory'), 2, 0], ...names.map((name, i): Code => [text(name), 0, i])]),
    section(
      10,
      names.map(name => sized(2, INTEGERS, 0x7f, VECTORS, 0x7b, bodies[name], 0x0b)),
    ),
  ];
  const instance = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(flat(module))));
  return instance.exports as Record<Name, () => void> & { memory: { buffer: ArrayBuffer } };
}
