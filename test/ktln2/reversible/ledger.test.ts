import assert from 'node:assert/strict';
import { test } from 'node:test';
import { landauerEnergy } from 'ktln2/energy';
import { shannonEntropy } from 'ktln2/information';
import { type RandomSource, seededRandom } from 'ktln2/numerics';
import { Ledger, ledgerPrice, type LedgerTotals, type PriceTerms, wordCells } from 'ktln2/reversible';

const imbalance = ({ cells }: LedgerTotals) =>
  cells.drawn + cells.copied - cells.held - cells.returned - cells.uncomputed - cells.forgotten;
const entropyImbalance = ({ bits }: LedgerTotals) => bits.drawn - bits.held - bits.returned - bits.forgotten;

const WIRES = 6;
const DRAWN = 3;

/** One outcome of the draws, with a ledger of its own. Wires 0, 1, 2 are drawn; the others may be copied to. */
class World {
  readonly ledger = new Ledger();
  readonly bits = new Uint8Array(WIRES);
  readonly live = new Set<number>();

  constructor(outcome: number) {
    for (let wire = 0; wire < DRAWN; wire++) {
      this.ledger.draw(`${wire}`, this.cells(wire), () => {
        this.bits[wire] = (outcome >> wire) & 1;
      });
      this.live.add(wire);
    }
  }

  cells(wire: number) {
    return wordCells(this.bits.subarray(wire, wire + 1), 1);
  }

  copy(a: number, b: number, target: number) {
    this.ledger.copy(`${target}`, this.cells(target), [`${a}`, `${b}`]);
    this.bits[target] ^= a === b ? this.bits[a] : this.bits[a] & this.bits[b];
    this.live.add(target);
  }

  mix(a: number, b: number) {
    this.ledger.run([`${a}`, `${b}`], () => {
      this.bits[b] ^= this.bits[a];
    });
  }

  uncompute(a: number, b: number, target: number) {
    const before = this.bits[target];
    try {
      this.ledger.uncompute([`${target}`], () => {
        this.bits[target] ^= a === b ? this.bits[a] : this.bits[a] & this.bits[b];
      });
    } catch (error) {
      this.bits[target] = before;
      throw error;
    }
    this.live.delete(target);
  }

  giveBack(wire: number) {
    this.ledger.giveBack([`${wire}`]);
    this.bits[wire] = 0;
    this.live.delete(wire);
  }

  forget(wire: number, bits: number) {
    this.ledger.forget(`${wire}`, bits);
    this.bits[wire] = 0;
    this.live.delete(wire);
  }
}

/** Entropy of some wires over all worlds, which are equally likely. */
function entropy(worlds: World[], wires: number[]): number {
  const counts = new Map<string, number>();
  for (const { bits } of worlds) {
    const key = wires.map(wire => bits[wire]).join('');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return shannonEntropy([...counts.values()].map(count => count / worlds.length));
}

/** Does the same in all worlds; says whether all agreed to it, or all refused. */
function inAll(worlds: World[], action: (world: World) => void): 'done' | 'refused' | 'split' {
  const done = worlds.filter(world => {
    try {
      action(world);
      return true;
    } catch {
      return false;
    }
  }).length;
  return done === worlds.length ? 'done' : done === 0 ? 'refused' : 'split';
}

function randomAction(
  random: RandomSource,
  worlds: World[],
): { name: string; action: (world: World) => void } {
  const live = [...worlds[0].live];
  const pick = () => live[Math.floor(live.length * random.uniform())];
  const [a, b, wire] = [pick(), pick(), pick()];
  const target = Math.floor(WIRES * random.uniform());
  const kind = random.uniform();
  if (kind < 0.3) return { name: 'copy', action: world => world.copy(a, b, target) };
  if (kind < 0.4 && a !== b) return { name: 'mix', action: world => world.mix(a, b) };
  if (kind < 0.6 && target !== a && target !== b) {
    return { name: 'uncompute', action: world => world.uncompute(a, b, target) };
  }
  if (kind < 0.9) return { name: 'giveBack', action: world => world.giveBack(wire) };
  const others = live.filter(other => other !== wire);
  const unknown = entropy(worlds, live) - entropy(worlds, others);
  // Differences of sums of logarithms may be −10⁻¹⁶.
  return { name: 'forget', action: world => world.forget(wire, Math.max(0, Math.min(1, unknown))) };
}

test('random ledgers balance, and their entropy is that of an enumeration of all outcomes', () => {
  const random = seededRandom(1);
  const done: Record<string, number> = {};
  for (let round = 0; round < 600; round++) {
    const worlds = Array.from({ length: 2 ** DRAWN }, (_, outcome) => new World(outcome));
    for (let move = 0; move < 40 && worlds[0].live.size > 0; move++) {
      const { name, action } = randomAction(random, worlds);
      const result = inAll(worlds, action);
      // A program whose actions depend on the outcome is outside what is tested.
      if (result === 'split') break;
      if (result === 'done') done[name] = (done[name] ?? 0) + 1;
      const { ledger, live } = worlds[0];
      const totals = ledger.totals();
      assert.equal(imbalance(totals), 0);
      assert.ok(Math.abs(entropyImbalance(totals)) < 1e-12);
      // At most a hundred additions of numbers that are rounded to about 10⁻¹⁶.
      assert.ok(Math.abs(totals.bits.held - entropy(worlds, [...live])) < 1e-9, `${name} in round ${round}`);
    }
  }
  for (const name of ['copy', 'mix', 'uncompute', 'giveBack', 'forget']) {
    assert.ok((done[name] ?? 0) >= 50, `${name}: ${done[name]}`);
  }
});

/** A ledger with a coin and a copy of it. */
function coinAndCopy() {
  const bits = new Uint8Array(2);
  const ledger = new Ledger();
  ledger.draw('coin', wordCells(bits.subarray(0, 1), 1), () => {
    bits[0] = 1;
  });
  ledger.copy('copy', wordCells(bits.subarray(1), 1), ['coin']);
  bits[1] ^= bits[0];
  return { ledger, bits };
}

test('a coin is returned only when no copy of it is left', () => {
  const { ledger, bits } = coinAndCopy();
  assert.throws(() => ledger.giveBack(['coin']), { message: /^copy may depend on coin/ });
  ledger.uncompute(['copy'], () => {
    bits[1] ^= bits[0];
  });
  ledger.giveBack(['coin']);
  assert.deepEqual(ledger.totals().bits, { drawn: 1, held: 0, returned: 1, forgotten: 0 });
});

test('what a viewer still holds cannot be taken back, be it static or a function of a shorter latent', () => {
  for (const keeps of [true, false]) {
    const [latent, picture, screen] = [new Uint8Array(4), new Uint8Array(8), new Uint8Array(8)];
    const ledger = new Ledger();
    const expand = () =>
      latent.forEach((bit, i) => {
        picture[2 * i] ^= bit;
        picture[2 * i + 1] ^= bit;
      });
    const light = () =>
      picture.forEach((bit, i) => {
        screen[i] ^= bit;
      });
    ledger.draw('latent', wordCells(latent, 1), () => latent.set([1, 0, 1, 1]));
    ledger.copy('picture', wordCells(picture, 1), ['latent']);
    expand();
    ledger.show('viewer', wordCells(screen, 1), ['picture'], light);
    assert.deepEqual(screen, picture);
    assert.equal(ledger.totals().cells.held, 20);
    assert.equal(ledger.totals().bits.held, 4);
    const refused = {
      message: 'viewer still holds what may depend on latent, which therefore cannot be returned',
    };
    if (!keeps) ledger.uncompute(['viewer'], light);
    ledger.uncompute(['picture'], expand);
    if (keeps) {
      assert.throws(() => ledger.giveBack(['latent']), refused);
      // The latent is a function of what the viewer holds, and so nothing is lost with it until the viewer forgets.
      ledger.forget('latent', 0);
      assert.throws(() => ledger.forget('viewer', 0), { message: /^bits is 0; expected 4/ });
      ledger.forget('viewer', 4);
    } else ledger.giveBack(['latent']);
    const { cells, bits } = ledger.totals();
    assert.deepEqual([cells.held, bits.forgotten, bits.returned], [0, keeps ? 4 : 0, keeps ? 0 : 4]);
    assert.equal(imbalance(ledger.totals()), 0);
  }
  const { ledger } = coinAndCopy();
  const screen = wordCells(Uint8Array.of(0, 3));
  assert.throws(() => ledger.show('viewer', screen, ['copy'], () => {}), {
    message: 'word 1 of viewer is 3; expected 0, a blank cell',
  });
});

test('a copy of two coins is returned by nobody, and a coin that was changed only when changed back', () => {
  const bits = Uint8Array.of(0, 0, 0);
  const cells = (i: number) => wordCells(bits.subarray(i, i + 1), 1);
  const ledger = new Ledger();
  ledger.draw('a', cells(0), () => bits.fill(1, 0, 1));
  ledger.draw('b', cells(1), () => bits.fill(1, 1, 2));
  ledger.run(['a', 'b'], () => {
    bits[1] ^= bits[0];
  });
  assert.throws(() => ledger.giveBack(['b']), { message: 'b is not as it was drawn; it cannot be returned' });
  assert.throws(() => ledger.giveBack(['a']), { message: /may depend on what was drawn elsewhere/ });
  ledger.run(['a', 'b'], () => {
    bits[1] ^= bits[0];
  });
  ledger.giveBack(['a', 'b']);
  assert.equal(ledger.totals().cells.returned, 2);
});

test('coins that met another one are returned together with it only', () => {
  const ledger = new Ledger();
  for (const name of ['a', 'b', 'c']) {
    const bits = Uint8Array.of(0);
    ledger.draw(name, wordCells(bits, 1), () => bits.fill(1));
  }
  ledger.run(['b', 'c'], () => {});
  assert.throws(() => ledger.giveBack(['a', 'b']), {
    message: 'a, b may depend on what was drawn elsewhere, too',
  });
  ledger.giveBack(['a', 'b', 'c']);
  assert.equal(ledger.totals().cells.returned, 3);
});

test('uncomputed is what is 0, and written on is what was blank', () => {
  const { ledger } = coinAndCopy();
  assert.throws(() => ledger.uncompute(['copy'], () => {}), {
    message: 'word 0 of copy is 1; expected 0, a blank cell',
  });
  assert.equal(ledger.totals().cells.held, 2);
  assert.throws(() => ledger.copy('third', wordCells(Uint8Array.of(0, 7)), ['coin']), {
    message: 'word 1 of third is 7; expected 0, a blank cell',
  });
});

test('scratch that is lent comes back blank, and is booked once for each use', () => {
  const { ledger } = coinAndCopy();
  const scratch = new Uint16Array(3);
  const before = ledger.totals().cells;
  ledger.lendScratch(wordCells(scratch, 12), 1000, () => {
    scratch[1]++;
    scratch[1]--;
  });
  const { copied, uncomputed } = ledger.totals().cells;
  assert.deepEqual([copied - before.copied, uncomputed - before.uncomputed], [36_000, 36_000]);
  const leave = () => {
    scratch[2] = 5;
  };
  const message = 'word 2 of scratch is 5; expected 0, a blank cell';
  assert.throws(() => ledger.lendScratch(wordCells(scratch), 1, leave), { message });
  const clear = () => {
    scratch[2] = 0;
  };
  assert.throws(() => ledger.lendScratch(wordCells(scratch), 1, clear), { message });
  assert.equal(imbalance(ledger.totals()), 0);
});

test('a register that an inverse changes in place depends on what was uncomputed', () => {
  const bits = Uint8Array.of(0, 0);
  const ledger = new Ledger();
  for (const i of [0, 1]) {
    ledger.draw(`${i}`, wordCells(bits.subarray(i, i + 1), 1), () => {
      bits[i] = 1;
    });
  }
  ledger.copy('sum', wordCells(new Uint8Array(1), 1), ['0']);
  // Pretends that register 0 could be uncomputed from the sum, with a change of register 1 on the way.
  ledger.uncompute(['0'], () => bits.fill(0, 0, 1), ['1']);
  assert.throws(() => ledger.giveBack(['1']), { message: /may depend on what was drawn elsewhere/ });
});

test('entropy is neither lost nor found', () => {
  const { ledger } = coinAndCopy();
  assert.throws(() => ledger.forget('copy', 1.5), {
    name: 'RangeError',
    message: /^bits is 1.5; expected .*<= 1/,
  });
  ledger.forget('copy', 0);
  assert.throws(() => ledger.forget('coin', 0), {
    name: 'RangeError',
    message: 'bits is 0; expected 1, since coin is all that is held',
  });
  ledger.overwrite('coin', 10, 1);
  assert.throws(() => ledger.overwrite('coin', 10, 1), { message: /^bits is 1; expected at most the 0/ });
  ledger.forget('coin', 0);
  assert.deepEqual(ledger.totals().cells, {
    ...{ drawn: 1, copied: 11, held: 0 },
    ...{ returned: 0, uncomputed: 0, forgotten: 12 },
  });
});

const TERMS: PriceTerms[] = (['ignorant', 'knowing'] as const).flatMap(eraser =>
  (['drawing is free', 'full cycle'] as const).map(convention => ({ eraser, convention })),
);

test('prices: one coin, its copy and ten overwritten cells', () => {
  const { ledger, bits } = coinAndCopy();
  assert.throws(() => ledgerPrice(ledger.totals(), 300, TERMS[1]), {
    message: '2 cells are held; expected 0, for a full cycle ends as it began',
  });
  ledger.overwrite('copy', 10, 0);
  ledger.uncompute(['copy'], () => {
    bits[1] ^= bits[0];
  });
  ledger.forget('coin', 1);
  const inBits = TERMS.map(terms => ledgerPrice(ledger.totals(), 300, terms) / landauerEnergy(1, 300));
  // The same products divided again: rounding of a double.
  assert.deepEqual(
    inBits.map(bit => Number(bit.toFixed(9))),
    [11, 10, 1, 0],
  );
});

test('what was returned cannot be kept as work', () => {
  const { ledger, bits } = coinAndCopy();
  ledger.draw('other', wordCells(new Uint8Array(1), 1), () => {});
  ledger.giveBack(['other']);
  ledger.forget('copy', 0);
  bits.fill(0);
  ledger.forget('coin', 1);
  const inBits = TERMS.map(terms => ledgerPrice(ledger.totals(), 300, terms) / landauerEnergy(1, 300));
  assert.deepEqual(inBits, [2, 1, 1, 0]);
});

test('no cycle makes a profit, whoever erases', () => {
  const random = seededRandom(4);
  for (let round = 0; round < 200; round++) {
    const ledger = new Ledger();
    const count = 1 + Math.floor(20 * random.uniform());
    for (let i = 0; i < count; i++) {
      const word = new Uint8Array(1);
      const fill = () => {
        word[0] = Math.floor(256 * random.uniform());
      };
      const bits = 8 * random.uniform();
      ledger.draw(`${i}`, wordCells(word), fill, bits);
      if (random.uniform() < 0.5) ledger.giveBack([`${i}`]);
      else ledger.forget(`${i}`, bits);
    }
    for (const terms of TERMS) assert.ok(ledgerPrice(ledger.totals(), 300, terms) >= 0);
  }
});

test('impossible arguments are named', () => {
  const { ledger } = coinAndCopy();
  const cells = wordCells(new Uint8Array(1));
  assert.throws(() => ledger.draw('x', cells, () => {}, -1), {
    name: 'RangeError',
    message: /^bits is -1; expected/,
  });
  assert.throws(() => ledger.draw('x', cells, () => {}, 9), { name: 'RangeError', message: /<= 8/ });
  assert.throws(() => ledger.draw('coin', cells, () => {}), {
    message: 'name is "coin"; expected one that is not taken',
  });
  assert.throws(() => ledger.forget('nothing', 0), {
    name: 'RangeError',
    message: 'name is "nothing"; expected a register that is held: coin, copy',
  });
  assert.throws(() => ledger.overwrite('coin', -1, 0), { name: 'RangeError', message: /^cells is -1/ });
  assert.throws(() => ledger.forget('coin', Number.NaN), { name: 'RangeError', message: /^bits is NaN/ });
  for (const temperature of [Number.NaN, 0, -1]) {
    assert.throws(() => ledgerPrice(ledger.totals(), temperature, TERMS[0]), {
      name: 'RangeError',
      message: new RegExp(`^temperature is ${temperature}; expected`),
    });
  }
  assert.throws(() => wordCells(new Uint8Array(1), 9), { name: 'RangeError', message: /^width is 9/ });
});

test('a register is named once, what is overwritten may depend on all, and a look changes nothing', () => {
  const [coin, junk, screen] = [new Uint8Array(1), new Uint8Array(1), new Uint8Array(1)];
  const ledger = new Ledger();
  ledger.draw('coin', wordCells(coin, 1), () => coin.fill(1));
  assert.throws(() => ledger.giveBack(['coin', 'coin']), /^RangeError: coin is named twice/);
  ledger.draw('junk', wordCells(junk, 1), () => junk.fill(1));
  ledger.overwrite('junk', 1, 1);
  assert.throws(() => ledger.giveBack(['coin']), /junk may depend on coin/);
  assert.throws(() => ledger.show('viewer', wordCells(screen, 1), [], () => {}), /shown is empty/);
  assert.throws(
    () => ledger.show('viewer', wordCells(screen, 1), ['coin'], () => coin.fill(0)),
    /showing changed coin/,
  );
});
