/**
 * As much of WebAssembly's binary format as a few loops over vectors of four float32 need: each function here gives
 * the bytes of one instruction, its operands' bytes first.
 *
 * @see WebAssembly Core Specification 2.0, W3C 2022, chapter 5 (the numbers of instructions and sections)
 */

/** What is used of the engine's compiler; the types of Node 20 do not tell of it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
};

/** Instructions, as bytes. */
export type Code = readonly number[];

/** An unsigned integer, seven bits a byte (LEB128). */
const unsigned = (n: number): number[] => (n < 128 ? [n] : [(n % 128) + 128, ...unsigned(n >>> 7)]);
/** A non-negative integer as LEB128 with a sign, whose bit (64) must stay free. */
const signed = (n: number): number[] => (n < 64 ? [n] : [(n % 128) + 128, ...signed(n >>> 7)]);

const vector =
  (code: number, ...immediate: number[]) =>
  (...operands: Code[]): Code => [...operands.flat(), 0xfd, ...unsigned(code), ...immediate];
const memory = (code: number, align: number, operands: Code[], offset: number) =>
  vector(code, align, ...unsigned(offset))(...operands);

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const integer = (n: number): Code => [0x41, ...signed(n)];
export const sum = (a: Code, b: Code): Code => [...a, ...b, 0x6a];

/** Vectors of four float32, at a byte address and a constant offset. */
export const load = (address: Code, offset: number) => memory(0x00, 2, [address], offset);
/** One float32 in all four lanes. */
export const loadSplat = (address: Code, offset: number) => memory(0x09, 2, [address], offset);
export const store = (address: Code, value: Code, offset: number) =>
  memory(0x0b, 2, [address, value], offset);
/** A constant in all four lanes. */
export const constant = (x: number): Code => {
  const bytes = new Uint8Array(Float32Array.of(x, x, x, x).buffer);
  return vector(0x0c, ...bytes)();
};
/** Lanes 0 to 3 are of the first operand, 4 to 7 of the second. */
export const shuffle = (a: Code, b: Code, lanes: number[]): Code =>
  vector(0x0d, ...lanes.flatMap(lane => [0, 1, 2, 3].map(byte => 4 * lane + byte)))(a, b);
export const add = vector(0xe4);
export const subtract = vector(0xe5);
export const multiply = vector(0xe6);
export const divide = vector(0xe7);
export const smaller = vector(0xea);
export const larger = vector(0xeb);
/** The lanes' bits as integers: their sum, and a shift to the left. */
export const addBits = vector(0xae);
export const shiftLeft = vector(0xab);

/** Runs `body` and adds `step` to the local `counter`, until that is not below `limit`. */
export const loop = (counter: number, step: number, limit: number, body: Code): Code => [
  ...[0x03, 0x40],
  ...body,
  ...[...get(counter), ...integer(step), 0x6a, 0x22, counter],
  ...[...integer(limit), 0x49, 0x0d, 0, 0x0b],
];

/** How many locals a function has: first i32, then vectors. */
export const INTEGERS = 8;
const VECTORS = 24;

/** Compiles functions without arguments and results. They share `memory`, which holds `bytes` or more. */
export function compile<Name extends string>(bytes: number, bodies: Record<Name, Code>) {
  const section = (id: number, ...items: Code[]): Code => {
    const content = [...unsigned(items.length), ...items.flat()];
    return [id, ...unsigned(content.length), ...content];
  };
  const text = (name: string) => [name.length, ...Buffer.from(name)];
  const names = Object.keys(bodies) as Name[];
  const module = [
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [0x60, 0, 0]),
    ...section(3, ...names.map(() => [0])),
    ...section(5, [0, ...unsigned(Math.ceil(bytes / 65536))]),
    ...section(7, [...text('memory'), 2, 0], ...names.map((name, i) => [...text(name), 0, i])),
    ...section(
      10,
      ...names.map(name => {
        const body = [2, INTEGERS, 0x7f, VECTORS, 0x7b, ...bodies[name], 0x0b];
        return [...unsigned(body.length), ...body];
      }),
    ),
  ];
  const instance = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(module)));
  return instance.exports as Record<Name, () => void> & { memory: { buffer: ArrayBuffer } };
}
