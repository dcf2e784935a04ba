/**
 * A decoder of pictures as a circuit. The latent is a number x of n bits; a residual e has the width w(e) out of
 * M = 2ᵇ slots, from C(e) = w(0) + … + w(e − 1) on. For each sample, as in the decoder of whole pictures,
 *
 *   x ↦ w(e) ⌊x/M⌋ + (x mod M) − C(e),  where C(e) ≤ x mod M < C(e) + w(e),   sample = prediction + e (mod 2ˢ).
 *
 * The table is fixed, so that nothing is learned. A sample is predicted by the one to its left, in the first column by
 * the one above, the first by 2ˢ⁻¹.
 */
import { requireInteger } from '../arguments';
import { inverseCircuit } from './circuit';
import { addInto, compareInto, flipBy, lookUp, type Wires } from './gate-arithmetic';
import { cnot, type Gate, not, toffoli } from './gates';

/** A code of small pictures. */
export interface TableCode {
  /** Columns. */
  width: number;
  /** Rows. */
  height: number;
  /** s, bits of a sample. */
  sampleBits: number;
  /** w(e), 2ˢ positive integers that add up to a power of 2. */
  widths: readonly number[];
  /** n, bits of the latent, more than the b of a slot. */
  stateBits: number;
}

/** A decoder that has been compiled. */
export interface PictureCircuit {
  /** The gates of each sample, in order. */
  steps: Gate[][];
  /** Number of wires. */
  wires: number;
  /** Wires of the latent x, lowest bit first. */
  latent: number[];
  /** Wires of the samples, row by row. */
  samples: number[][];
  /** Wires of what is left of x at the end. */
  rest: number[];
  /** Wires that are borrowed, and blank before and after each step. */
  scratch: number[];
}

interface Scratch {
  carry: number;
  flag: number;
  /** b wires for a constant or an entry of the table. */
  entry: Wires;
  /** b wires for the entry, or nothing. */
  product: Wires;
  ladder: Wires;
}

/** Number the wires from `next` on. */
const fresh = (next: { wire: number }, count: number) => Array.from({ length: count }, () => next.wire++);

function slotBits({ sampleBits, widths, stateBits }: TableCode): number {
  requireInteger('sampleBits', sampleBits, { min: 2, max: 8 });
  if (widths.length !== 2 ** sampleBits) {
    throw new RangeError(`widths has ${widths.length} entries; expected 2^${sampleBits}`);
  }
  widths.forEach((width, e) => {
    requireInteger(`widths[${e}]`, width, { min: 1 });
  });
  const bits = Math.log2(widths.reduce((sum, width) => sum + width, 0));
  if (!Number.isInteger(bits)) throw new RangeError('the sum of widths is no power of 2; expected one');
  requireInteger('stateBits', stateBits, { min: bits + 1, max: 52 });
  return bits;
}

/** The search: the slot is compared with where each residual begins, and e is the number of those passed. */
function search(slot: Wires, starts: readonly number[], sample: Wires, scratch: Scratch): Gate[] {
  return starts.flatMap((start, e) => {
    if (e === 0) return [];
    const compare = [
      ...flipBy(start, scratch.entry),
      ...compareInto(scratch.entry, slot, scratch.carry, scratch.flag),
      ...flipBy(start, scratch.entry),
    ];
    // From e − 1 to e where the slot lies at or beyond the start; they differ in the bits of (e − 1) XOR e.
    const count = flipBy((e - 1) ^ e, sample).map(({ wires }) => cnot(scratch.flag, wires[0]));
    return [...compare, ...count, ...inverseCircuit(compare)];
  });
}

/** Takes the bits of the quotient one after the other into w·quotient + remainder, in place. */
function multiplyIn(quotient: Wires, result: Wires, scratch: Scratch): Gate[] {
  const { entry, product, carry } = scratch;
  return quotient.flatMap((bit, k) => {
    // Before this round result < w·2ᵏ, after it < w·2ᵏ⁺¹: the bit is 1 if and only if the sum reached w·2ᵏ.
    const window = result.slice(k, k + entry.length);
    const top = result[k + entry.length];
    const select = entry.map((wire, i) => toffoli(bit, wire, product[i]));
    return [
      ...[...select, ...addInto(product, window, carry, top), ...inverseCircuit(select)],
      ...compareInto(entry, [...window, top], carry, bit),
    ];
  });
}

/**
 * Compiles the decoder of a code into NOT, CNOT and Toffoli gates, the search for the residual included.
 *
 * @param code its table and sizes
 * @throws RangeError if a size is no integer in its range, or the widths do not add up to a power of 2
 * @see Duda (2013), arXiv:1311.2540; Bennett, IBM J. Res. Dev. 17 (1973) 525, doi:10.1147/rd.176.0525
 * @example
 * const code = { width: 2, height: 2, sampleBits: 2, widths: [5, 1, 1, 1], stateBits: 6 };
 * const { steps, wires, latent, samples } = pictureCircuit(code);
 * const rows = runOnAllInputs(steps.flat(), wires, latent);
 * samples.map(sample => numberAt(rows, sample, 37)); // => [3, 3, 3, 3]
 */
export function pictureCircuit(code: TableCode): PictureCircuit {
  const b = slotBits(code);
  const { width, height, sampleBits, widths, stateBits } = code;
  requireInteger('width', width, { min: 1 });
  requireInteger('height', height, { min: 1 });
  const next = { wire: 0 };
  const low = fresh(next, b);
  let [high, blank] = [fresh(next, stateBits - b), fresh(next, stateBits - b)];
  const latent = [...low, ...high];
  const samples = Array.from({ length: width * height }, () => fresh(next, sampleBits));
  const [carry, flag] = fresh(next, 2);
  const [entry, product, ladder] = [fresh(next, b), fresh(next, b), fresh(next, sampleBits - 1)];
  const scratch = { carry, flag, entry, product, ladder };
  const starts = widths.map((_, e) => widths.slice(0, e).reduce((sum, w) => sum + w, 0));
  const steps = samples.map((sample, i) => {
    const start = lookUp(starts, sample, entry, ladder);
    const entryOfWidth = lookUp(widths, sample, entry, ladder);
    const neighbour = samples[i % width > 0 ? i - 1 : i - width];
    const gates = [
      ...search(low, starts, sample, scratch),
      ...[...start, ...inverseCircuit(addInto(entry, low, carry)), ...inverseCircuit(start)],
      ...[...entryOfWidth, ...multiplyIn(high, [...low, ...blank], scratch), ...inverseCircuit(entryOfWidth)],
      ...(i === 0 ? [not(sample[sampleBits - 1])] : addInto(neighbour, sample, carry)),
    ];
    [high, blank] = [blank, high];
    return gates;
  });
  const borrowed = [...blank, carry, flag, ...entry, ...product, ...ladder];
  return { steps, wires: next.wire, latent, samples, rest: [...low, ...high], scratch: borrowed };
}
