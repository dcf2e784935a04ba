/**
 * A circuit on all inputs at once. A wire is a row of 2ⁿ bits, one for each content of the n input wires, 32 to a word;
 * a gate is one operation on each word:
 *
 *   Toffoli:  C ↦ C ⊕ (A ∧ B), word by word.
 */
import { requireInteger } from '../arguments';
import type { Gate } from './gates';
import type { Wires } from './gate-arithmetic';

const WORD = 32;

/** Bit `bit` of the numbers 32w … 32w + 31, as a word. */
function pattern(bit: number, word: number): number {
  let bits = 0;
  for (let i = 0; i < WORD; i++) bits |= (((WORD * word + i) >>> bit) & 1) << i;
  return bits;
}

/** Applies a gate to rows. */
function applyToRows({ kind, wires: [a, b, c] }: Gate, rows: Uint32Array[], words: number): void {
  const [first, second, third] = [rows[a], rows[b], rows[c]];
  for (let w = 0; w < words; w++) {
    if (kind === 'NOT') first[w] = ~first[w];
    else if (kind === 'CNOT') second[w] ^= first[w];
    else if (kind === 'Toffoli') third[w] ^= first[w] & second[w];
    else {
      const differ = first[w] & (second[w] ^ third[w]);
      second[w] ^= differ;
      third[w] ^= differ;
    }
  }
}

/**
 * Runs a circuit on every content of some of its wires; the others are blank at the start.
 *
 * @param circuit gates, first to last
 * @param wires number of wires
 * @param inputs the wires of the input, lowest bit first, 5 to 20 of them
 * @returns a row for each wire: bit i of it, in word ⌊i/32⌋, is what the wire holds after input i
 * @throws RangeError if a gate or an input has a wire that does not exist, or there are too many inputs or too few
 * @see Biham, A fast new DES implementation in software (1997), doi:10.1007/BFb0052352, for the method, bit slicing
 * @example
 * const rows = runOnAllInputs([toffoli(0, 1, 5)], 6, [0, 1, 2, 3, 4]);
 * [7, 8].map(input => numberAt(rows, [5], input)); // => [1, 0]
 */
export function runOnAllInputs(circuit: readonly Gate[], wires: number, inputs: Wires): Uint32Array[] {
  requireInteger('number of inputs', inputs.length, { min: 5, max: 20 });
  const words = 2 ** inputs.length / WORD;
  const rows = Array.from({ length: wires }, () => new Uint32Array(words));
  inputs.forEach((wire, bit) => {
    requireInteger(`inputs[${bit}]`, wire, { max: wires - 1 });
    rows[wire] = Uint32Array.from({ length: words }, (_, word) => pattern(bit, word));
  });
  for (const gate of circuit) {
    for (const wire of gate.wires) requireInteger(`wire of ${gate.kind}`, wire, { max: wires - 1 });
    applyToRows(gate, rows, words);
  }
  return rows;
}

/**
 * The number that wires hold after one of the inputs.
 *
 * @param rows of {@link runOnAllInputs}
 * @param wires lowest bit first
 * @param input its number
 * @example
 * numberAt(runOnAllInputs([], 5, [0, 1, 2, 3, 4]), [0, 1, 2, 3, 4], 19); // => 19
 */
export function numberAt(rows: readonly Uint32Array[], wires: Wires, input: number): number {
  return wires.reduce(
    (sum, wire, bit) => sum + ((rows[wire][Math.floor(input / WORD)] >>> (input % WORD)) & 1) * 2 ** bit,
    0,
  );
}
