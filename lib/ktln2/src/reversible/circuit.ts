/**
 * Reversible circuits: gates one after the other. Each gate is its own inverse, so that the inverse of a circuit is
 * the same gates in the opposite order,
 *
 *   (g₁ g₂ … g_n)⁻¹ = g_n … g₂ g₁.
 */
import { applyGate, type Gate } from './gates';

/**
 * Runs a circuit on bits, which it changes.
 *
 * @param circuit gates, first to last
 * @param bits one a wire, 0 or 1
 * @returns the same bits
 * @throws RangeError if a gate has a wire that does not exist
 * @throws TypeError if a bit is not 0 or 1
 * @see Toffoli, Reversible computing, MIT/LCS/TM-151 (1980)
 * @example
 * const swap = [cnot(0, 1), cnot(1, 0), cnot(0, 1)];
 * [...runCircuit(swap, Uint8Array.of(0, 1))]; // => [1, 0]
 */
export function runCircuit(circuit: readonly Gate[], bits: Uint8Array): Uint8Array {
  const wrong = bits.find(bit => bit > 1);
  if (wrong !== undefined) throw new TypeError(`bits contains ${wrong}; expected 0 and 1`);
  for (const gate of circuit) {
    const beyond = gate.wires.find(wire => wire >= bits.length);
    if (beyond !== undefined) {
      throw new RangeError(`${gate.kind} has wire ${beyond}; expected one below ${bits.length}`);
    }
    applyGate(gate, bits);
  }
  return bits;
}

/**
 * The inverse of a circuit.
 *
 * @param circuit gates, first to last
 * @example
 * const circuit = [toffoli(0, 1, 2), cnot(2, 0)];
 * [...runCircuit(inverseCircuit(circuit), runCircuit(circuit, Uint8Array.of(1, 1, 0)))]; // => [1, 1, 0]
 */
export function inverseCircuit(circuit: readonly Gate[]): Gate[] {
  return circuit.toReversed();
}

const SYMBOLS = { NOT: ['⊕'], CNOT: ['●', '⊕'], Toffoli: ['●', '●', '⊕'], Fredkin: ['●', '╳', '╳'] } as const;

/** The column of signs that a gate puts on the wires. */
function column({ kind, wires }: Gate, count: number): string[] {
  const signs: string[] = Array(count).fill('─');
  for (let wire = Math.min(...wires); wire < Math.max(...wires); wire++) signs[wire] = '┼';
  wires.forEach((wire, i) => {
    signs[wire] = SYMBOLS[kind][i];
  });
  return signs;
}

/**
 * A circuit as a drawing in text: a line a wire, time from left to right.
 *
 * @param circuit gates, first to last
 * @param names of the wires, from wire 0 on
 * @see Fredkin, Toffoli, Int. J. Theor. Phys. 21 (1982) 219, doi:10.1007/BF01857727
 * @example
 * circuitDiagram([toffoli(0, 1, 2), not(1)], ['a', 'b', 'c']);
 * // => 'a ─●───\nb ─●─⊕─\nc ─⊕───'
 */
export function circuitDiagram(circuit: readonly Gate[], names: readonly string[]): string {
  const columns = circuit.map(gate => column(gate, names.length));
  const length = Math.max(...names.map(name => name.length));
  return names
    .map((name, wire) => `${name.padEnd(length)} ─${columns.map(signs => signs[wire]).join('─')}─`)
    .join('\n');
}
