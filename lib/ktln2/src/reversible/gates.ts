/**
 * Reversible gates on wires that carry bits. Each is its own inverse:
 *
 *   NOT a:          a ↦ 1 ⊕ a,
 *   CNOT a → b:     b ↦ b ⊕ a,
 *   Toffoli a, b → c:  c ↦ c ⊕ ab,
 *   Fredkin a, b, c:   b and c change places where a = 1.
 */
import { requireInteger } from '../arguments';

/** A gate; its last wire, for Fredkin its last two, may change. */
export interface Gate {
  readonly kind: 'NOT' | 'CNOT' | 'Toffoli' | 'Fredkin';
  readonly wires: readonly number[];
}

function gate(kind: Gate['kind'], wires: number[]): Gate {
  for (const wire of wires) requireInteger('wire', wire);
  if (new Set(wires).size < wires.length) {
    throw new RangeError(`the wires of ${kind} are ${wires.join(', ')}; expected all different`);
  }
  return { kind, wires };
}

/**
 * NOT: turns a bit over.
 *
 * @param target wire that changes
 * @throws RangeError if it is not an integer from 0 on
 * @example
 * [...runCircuit([not(0)], Uint8Array.of(0))]; // => [1]
 */
export function not(target: number): Gate {
  return gate('NOT', [target]);
}

/**
 * CNOT: turns the target over where the control is 1. On a blank target it makes a copy.
 *
 * @param control wire that is read
 * @param target wire that changes
 * @throws RangeError if the wires are not two different integers from 0 on
 * @example
 * [...runCircuit([cnot(0, 1)], Uint8Array.of(1, 0))]; // => [1, 1]
 */
export function cnot(control: number, target: number): Gate {
  return gate('CNOT', [control, target]);
}

/**
 * Toffoli's gate: turns the target over where both controls are 1. On a blank target it computes AND.
 *
 * @param first wire that is read
 * @param second wire that is read
 * @param target wire that changes
 * @throws RangeError if the wires are not three different integers from 0 on
 * @see Toffoli, Reversible computing, MIT/LCS/TM-151 (1980)
 * @example
 * [...runCircuit([toffoli(0, 1, 2)], Uint8Array.of(1, 1, 0))]; // => [1, 1, 1]
 */
export function toffoli(first: number, second: number, target: number): Gate {
  return gate('Toffoli', [first, second, target]);
}

/**
 * Fredkin's gate: two wires change places where the control is 1. The number of ones stays what it is.
 *
 * @param control wire that is read
 * @param first wire that may change
 * @param second wire that may change
 * @throws RangeError if the wires are not three different integers from 0 on
 * @see Fredkin, Toffoli, Int. J. Theor. Phys. 21 (1982) 219, doi:10.1007/BF01857727
 * @example
 * [...runCircuit([fredkin(0, 1, 2)], Uint8Array.of(1, 1, 0))]; // => [1, 0, 1]
 */
export function fredkin(control: number, first: number, second: number): Gate {
  return gate('Fredkin', [control, first, second]);
}

/** Applies a gate to the bits. */
export function applyGate({ kind, wires: [a, b, c] }: Gate, bits: Uint8Array): void {
  if (kind === 'NOT') bits[a] ^= 1;
  else if (kind === 'CNOT') bits[b] ^= bits[a];
  else if (kind === 'Toffoli') bits[c] ^= bits[a] & bits[b];
  else if (bits[a]) [bits[b], bits[c]] = [bits[c], bits[b]];
}
