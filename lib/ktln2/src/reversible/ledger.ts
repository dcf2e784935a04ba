/**
 * A ledger of memory cells. Each cell that gets content is booked once when it gets it and once when it loses it:
 *
 *   drawn + copied = held + returned + uncomputed + forgotten   (cells),
 *   drawn = held + returned + forgotten                         (bits of entropy).
 *
 * The second line has neither copies nor uncomputed cells: what is a function of other cells adds no entropy, and
 * takes none away when it is undone.
 */
import { requireInteger, requireNumber } from '../arguments';
import { type Cells, requireBlank } from './cells';

/** An independent draw, and what came out of it. */
interface Source {
  bits: number;
  content: number[];
}

interface Register {
  cells: Cells;
  /** The draws that its content may depend on. */
  sources: ReadonlySet<Source>;
  /** Whether somebody outside the machine holds it. */
  viewer?: true;
}

/** What a ledger adds up to. */
export interface LedgerTotals {
  /** Counts of cells. */
  cells: Record<'drawn' | 'copied' | 'held' | 'returned' | 'uncomputed' | 'forgotten', number>;
  /** Entropy, in bits. */
  bits: Record<'drawn' | 'held' | 'returned' | 'forgotten', number>;
}

const sameContent = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((value, i) => value === b[i]);

function requireDistinct(names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new RangeError(`${twice} is named twice; expected each register once`);
}

/** Sums of up to millions of entropies are rounded. */
const ROUNDING = 1e-6;

/**
 * A ledger of named registers of cells. It checks what it can see: that cells are blank when it is told so, that
 * nothing is returned on which something else depends, that no entropy gets lost. That an action can be undone it
 * takes on trust: an action that overwrites instead of undoing would deceive it, so actions need tests of their own.
 *
 * @throws RangeError from its methods if a name is unknown or taken, or a number makes no sense
 * @throws Error from its methods if cells are not as they are said to be
 * @see Bennett, Int. J. Theor. Phys. 21 (1982) 905, doi:10.1007/BF02084158
 * @example
 * const [coin, copy] = [new Uint8Array(1), new Uint8Array(1)];
 * const ledger = new Ledger();
 * ledger.draw('coin', wordCells(coin, 1), () => coin.fill(1));
 * ledger.copy('copy', wordCells(copy, 1), ['coin']);
 * copy[0] ^= coin[0];
 * ledger.uncompute(['copy'], () => { copy[0] ^= coin[0]; });
 * ledger.giveBack(['coin']);
 * ledger.totals().cells; // => { drawn: 1, copied: 1, held: 0, returned: 1, uncomputed: 1, forgotten: 0 }
 */
export class Ledger {
  readonly #registers = new Map<string, Register>();
  readonly #cells = { drawn: 0, copied: 0, returned: 0, uncomputed: 0, forgotten: 0 };
  readonly #bits = { drawn: 0, returned: 0, forgotten: 0 };

  /**
   * Draws: blank cells become random, independently of everything else.
   *
   * @param fill writes what is drawn; a given content is booked as one outcome of such a draw
   * @param bits entropy of the draw, by default that of fair coins, one a cell
   */
  draw(name: string, cells: Cells, fill: () => void, bits = cells.count): void {
    requireNumber('bits', bits, { min: 0, max: cells.count });
    this.#open(name, cells);
    fill();
    const source = { bits, content: Array.from(cells.content()) };
    this.#registers.set(name, { cells, sources: new Set([source]) });
    this.#cells.drawn += cells.count;
    this.#bits.drawn += bits;
  }

  /** Copies: content that is a function of the registers `readFrom` is going to be written into blank cells. */
  copy(name: string, cells: Cells, readFrom: readonly string[]): void {
    this.#open(name, cells);
    this.#registers.set(name, { cells, sources: this.#sourcesOf(readFrom) });
    this.#cells.copied += cells.count;
  }

  /**
   * Shows: what a viewer takes in is a copy, in blank cells of the viewer's own. Until it is uncomputed or forgotten,
   * nothing on which it depends can be returned.
   *
   * @param shown the registers that are looked at
   * @param action writes the copy
   */
  show(viewer: string, cells: Cells, shown: readonly string[], action: () => void): void {
    this.#open(viewer, cells);
    if (shown.length === 0) throw new RangeError('shown is empty; expected the registers that are looked at');
    const sources = this.#sourcesOf(shown);
    const before = shown.map(name => Array.from(this.#register(name).cells.content()));
    action();
    shown.forEach((name, i) => {
      if (sameContent(before[i], Array.from(this.#register(name).cells.content()))) return;
      throw new Error(`showing changed ${name}; expected a look that leaves it as it is`);
    });
    this.#registers.set(viewer, { cells, sources, viewer: true });
    this.#cells.copied += cells.count;
  }

  /** Runs a reversible action that changes registers in place; each may then depend on what any depended on. */
  run(names: readonly string[], action: () => void): void {
    const sources = this.#sourcesOf(names);
    action();
    for (const name of names) this.#register(name).sources = sources;
  }

  /**
   * Uncomputes: runs an inverse after which the registers are blank, and looks whether they are.
   *
   * @param changed other registers that the inverse changes in place, as in {@link run}
   */
  uncompute(names: readonly string[], inverse: () => void, changed: readonly string[] = []): void {
    requireDistinct(names);
    const registers = names.map(name => this.#register(name));
    const sources = this.#sourcesOf([...names, ...changed]);
    inverse();
    registers.forEach(({ cells }, i) => {
      requireBlank(names[i], cells);
    });
    registers.forEach(({ cells }, i) => {
      this.#close(names[i], 'uncomputed', cells.count);
    });
    for (const name of changed) this.#register(name).sources = sources;
  }

  /**
   * Lends blank cells to an action that fills and uncomputes them `times` times, and looks whether they are blank
   * at the end. An action that takes many steps checks each of them itself.
   */
  lendScratch(cells: Cells, times: number, action: () => void): void {
    requireInteger('times', times);
    requireBlank('scratch', cells);
    action();
    requireBlank('scratch', cells);
    this.#cells.copied += times * cells.count;
    this.#cells.uncomputed += times * cells.count;
  }

  /**
   * Hands draws back to where they came from: each register must be as one of them was drawn, and nothing that
   * stays may depend on any of them.
   */
  giveBack(names: readonly string[]): void {
    requireDistinct(names);
    const sources = this.#sourcesOf(names);
    const drawn = names.map(name => {
      const { cells } = this.#register(name);
      const content = Array.from(cells.content());
      const source = [...sources].find(candidate => sameContent(candidate.content, content));
      if (!source) throw new Error(`${name} is not as it was drawn; it cannot be returned`);
      sources.delete(source);
      return { name, source, count: cells.count };
    });
    if (sources.size > 0) throw new Error(`${names.join(', ')} may depend on what was drawn elsewhere, too`);
    for (const [other, register] of this.#registers) {
      if (!names.includes(other) && drawn.some(({ source }) => register.sources.has(source))) {
        const holds = register.viewer ? 'still holds what may depend' : 'may depend';
        throw new Error(`${other} ${holds} on ${names.join(', ')}, which therefore cannot be returned`);
      }
    }
    for (const { name, source, count } of drawn) {
      this.#spend(source.bits, 'returned');
      this.#close(name, 'returned', count);
    }
  }

  /**
   * Forgets a register: books that its cells are reset to 0 whatever they hold. To reset them is left to the machine.
   *
   * @param bits conditional entropy of the register, given all that is still held
   */
  forget(name: string, bits: number): void {
    const { cells } = this.#register(name);
    requireNumber('bits', bits, { min: 0, max: cells.count });
    const { held } = this.totals().bits;
    if (this.#registers.size === 1 && Math.abs(bits - held) > ROUNDING) {
      throw new RangeError(`bits is ${bits}; expected ${held}, since ${name} is all that is held`);
    }
    this.#spend(bits, 'forgotten');
    this.#close(name, 'forgotten', cells.count);
  }

  /**
   * Overwrites cells of a register: the old content is forgotten, the new one is a function of what is held.
   *
   * @param cells that are overwritten, each counted as often as that happens
   * @param bits conditional entropy of all that is overwritten, given all that is held
   */
  overwrite(name: string, cells: number, bits: number): void {
    const register = this.#register(name);
    requireInteger('cells', cells);
    requireNumber('bits', bits, { min: 0, max: cells });
    this.#spend(bits, 'forgotten');
    this.#cells.forgotten += cells;
    this.#cells.copied += cells;
    // Of which of them it is a function, nobody said.
    register.sources = this.#sourcesOf([...this.#registers.keys()]);
  }

  /** What has been booked so far. Cells that are held are counted afresh, register by register. */
  totals(): LedgerTotals {
    let held = 0;
    for (const { cells } of this.#registers.values()) held += cells.count;
    const { drawn, returned, forgotten } = this.#bits;
    return {
      cells: { ...this.#cells, held },
      bits: { drawn, held: drawn - returned - forgotten, returned, forgotten },
    };
  }

  #register(name: string): Register {
    const register = this.#registers.get(name);
    if (register) return register;
    const known = [...this.#registers.keys()].join(', ') || 'none, for nothing is held';
    throw new RangeError(`name is ${JSON.stringify(name)}; expected a register that is held: ${known}`);
  }

  #sourcesOf(names: readonly string[]): Set<Source> {
    return new Set(names.flatMap(name => [...this.#register(name).sources]));
  }

  #open(name: string, cells: Cells): void {
    if (this.#registers.has(name)) throw new RangeError(`name is "${name}"; expected one that is not taken`);
    requireBlank(name, cells);
  }

  #close(name: string, kind: 'returned' | 'uncomputed' | 'forgotten', count: number): void {
    this.#registers.delete(name);
    this.#cells[kind] += count;
  }

  #spend(bits: number, kind: 'returned' | 'forgotten'): void {
    const { held } = this.totals().bits;
    if (bits > held + ROUNDING)
      throw new RangeError(`bits is ${bits}; expected at most the ${held} that are held`);
    this.#bits[kind] += bits;
  }
}
