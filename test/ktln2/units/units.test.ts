import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ELEMENTARY_CHARGE } from 'ktln2/energy';
import { unit, unitWith } from 'ktln2/units';

/** A product and a quotient of factors that mathjs keeps in double precision, and a few more. */
const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual / expected - 1) < 1e-14, `${actual}; expected ${expected}`);

test('units are what the SI says they are', () => {
  close(unit(1, 'kWh').toNumber('J'), 1000 * 3600);
  close(unit(1, 'erg').toNumber('J'), 1e-7);
  close(unit(2, 'N s / m').toNumber('kg / s'), 2);
  close(unit(3, 'm / min').to('cm / s').toNumber('cm / s'), 300 / 60);
  assert.equal(unit(1.5, 'Wh').toString(), '1.5 Wh');
  assert.equal(unit(1.5, 'Wh').to('kJ').toString(), '5.4 kJ');
});

test('what is of another dimension, or no unit, is refused', () => {
  assert.throws(() => unit(1, 'J').toNumber('s'), /do not match/);
  assert.throws(() => unit(1, 'J').to('W'), /do not match/);
  assert.throws(() => unit(1, 'parrot'), /parrot/);
});

test('a unit of one’s own has a dimension of its own, and only where it was asked for', () => {
  const withTwo = unitWith('token', 'picture');
  close(withTwo(7.2, 'kJ / token').toNumber('Wh / token'), 2);
  for (const other of ['J', 'J / picture', 'token / J']) {
    assert.throws(() => withTwo(1, 'J / token').toNumber(other), /do not match/, other);
  }
  close(withTwo(1, 'kWh').toNumber('J'), 3.6e6);
  assert.throws(() => unit(1, 'token'), /token/);
  assert.throws(() => unitWith('picture')(1, 'token'), /token/);
});

test('a name that is taken, or is none, is refused', () => {
  assert.throws(() => unitWith('J'), /"?J"?/);
  assert.throws(() => unitWith('two words'), /two words/);
});

test('the electronvolt is that of the SI of 2019, as in the energy room', () => {
  for (const make of [unit, unitWith('token')]) {
    // mathjs's own is 4e-8 away.
    assert.ok(Math.abs(make(1, 'eV').toNumber('J') / ELEMENTARY_CHARGE - 1) < 1e-15);
    assert.ok(Math.abs(make(1, 'keV').toNumber('electronvolt') / 1000 - 1) < 1e-15);
  }
});
