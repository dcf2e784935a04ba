/**
 * Whole numbers on wires, lowest bit first, as circuits of NOT, CNOT and Toffoli:
 *
 *   add        b ↦ b + a         (mod 2ⁿ, or with a blank wire for the carry),
 *   compare    f ↦ f ⊕ [b ≥ a],
 *   look up    r ↦ r ⊕ table(e).
 *
 * Each borrows blank wires and gives them back blank. To subtract, run the adder's inverse.
 */
import { requireInteger } from '../arguments';
import { inverseCircuit } from './circuit';
import { cnot, type Gate, not, toffoli } from './gates';

/** A number on wires, lowest bit first. */
export type Wires = readonly number[];

const bitOf = (value: number, bit: number) => Math.floor(value / 2 ** bit) % 2;

/**
 * XORs a constant into wires: NOT where it has a 1.
 *
 * @param constant from 0 to 2ⁿ − 1 for n wires
 * @param wires that change
 * @throws RangeError if the constant is no such integer
 * @example
 * flipBy(5, [0, 1, 2]).map(({ wires }) => wires[0]); // => [0, 2]
 */
export function flipBy(constant: number, wires: Wires): Gate[] {
  requireInteger('constant', constant, { max: 2 ** wires.length - 1 });
  return wires.filter((_, bit) => bitOf(constant, bit) === 1).map(not);
}

function requireAsWide(a: Wires, b: Wires, more: 0 | 1): void {
  if (a.length < 1 || b.length < a.length || b.length > a.length + more) {
    const expected = `${a.length}${more ? ` or ${a.length + more}` : ''}, and at least one of a`;
    throw new RangeError(`b has ${b.length} wires; expected ${expected}`);
  }
}

/** Leaves the carry of a + b + carry on the last wire of a (Cuccaro's MAJ, bit by bit). */
function carries(a: Wires, b: Wires, carry: number): Gate[] {
  return a.flatMap((wire, i) => {
    const before = i === 0 ? carry : a[i - 1];
    return [cnot(wire, b[i]), cnot(wire, before), toffoli(before, b[i], wire)];
  });
}

/**
 * Adds a number to another in place: b becomes a + b.
 *
 * @param a wires that are read
 * @param b as many wires, which change
 * @param carry a blank wire that is borrowed
 * @param carryOut a wire that is turned over if the sum does not fit; without it the sum is taken mod 2ⁿ
 * @throws RangeError if a and b are not equally wide
 * @see Cuccaro, Draper, Kutin, Moulton (2004), arXiv:quant-ph/0410184
 * @example
 * [...runCircuit(addInto([0, 1], [2, 3], 4), Uint8Array.of(1, 1, 0, 1, 0))]; // => [1, 1, 1, 0, 0]
 */
export function addInto(a: Wires, b: Wires, carry: number, carryOut?: number): Gate[] {
  requireAsWide(a, b, 0);
  const back = a.flatMap((wire, i) => {
    const before = i === 0 ? carry : a[i - 1];
    // The inverse of MAJ, but for the last gate, which leaves the sum on b.
    return [cnot(before, b[i]), cnot(wire, before), toffoli(before, b[i], wire)];
  });
  const top = carryOut === undefined ? [] : [cnot(a[a.length - 1], carryOut)];
  return [...carries(a, b, carry), ...top, ...inverseCircuit(back)];
}

/**
 * Compares two numbers: a wire is turned over if b ≥ a.
 *
 * @param a wires that are read
 * @param b as many wires or one more, which are read
 * @param carry a blank wire that is borrowed
 * @param target wire that changes
 * @throws RangeError if b is less wide than a, or wider by more than one
 * @see Cuccaro, Draper, Kutin, Moulton (2004), arXiv:quant-ph/0410184
 * @example
 * [...runCircuit(compareInto([0, 1], [2, 3], 4, 5), Uint8Array.of(0, 1, 0, 1, 0, 0))]; // => [0, 1, 0, 1, 0, 1]
 */
export function compareInto(a: Wires, b: Wires, carry: number, target: number): Gate[] {
  requireAsWide(a, b, 1);
  // b − a = b + (2ⁿ − 1 − a) + 1 − 2ⁿ: there is a carry if nothing had to be borrowed.
  const low = b.slice(0, a.length);
  const setUp = [...a.map(not), not(carry), ...carries(a, low, carry)];
  const last = a[a.length - 1];
  const top = b.slice(a.length).flatMap(wire => [cnot(wire, target), toffoli(wire, last, target)]);
  return [...setUp, cnot(last, target), ...top, ...inverseCircuit(setUp)];
}

/** Leaves on the last wire of the ladder whether all controls are 1. */
function allOf(controls: Wires, ladder: Wires): Gate[] {
  return controls
    .slice(1)
    .map((control, i) => toffoli(i === 0 ? controls[0] : ladder[i - 1], control, ladder[i]));
}

/**
 * Looks a number up in a fixed table: the entry at the index is XORed into wires. The table is a part of the circuit.
 *
 * @param table 2ˢ entries
 * @param index s wires that are read, two at least
 * @param target wires that change
 * @param ladder s − 1 blank wires that are borrowed
 * @throws RangeError if the numbers of wires or entries do not fit, or an entry is too large
 * @example
 * const gates = lookUp([0, 3, 1, 2], [0, 1], [2, 3], [4]);
 * [...runCircuit(gates, Uint8Array.of(1, 0, 0, 0, 0))]; // => [1, 0, 1, 1, 0]
 */
export function lookUp(table: readonly number[], index: Wires, target: Wires, ladder: Wires): Gate[] {
  requireInteger('number of wires of index', index.length, { min: 2, max: 8 });
  requireInteger('number of wires of ladder', ladder.length, {
    min: index.length - 1,
    max: index.length - 1,
  });
  requireInteger('number of entries', table.length, { min: 2 ** index.length, max: 2 ** index.length });
  const all = [...index, ...target, ...ladder];
  if (new Set(all).size < all.length) throw new RangeError(`wires are [${all}]; expected each of them once`);
  const flag = ladder[ladder.length - 1];
  return table.flatMap((entry, i) => {
    const match = [...flipBy(2 ** index.length - 1 - i, index), ...allOf(index, ladder)];
    const copies = flipBy(entry, target).map(({ wires }) => cnot(flag, wires[0]));
    return copies.length === 0 ? [] : [...match, ...copies, ...inverseCircuit(match)];
  });
}
