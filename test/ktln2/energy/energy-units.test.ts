import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BOLTZMANN,
  convertEnergy,
  ELEMENTARY_CHARGE,
  type EnergyUnit,
  PHYSICAL_CONSTANTS,
} from 'ktln2/energy';
import { unit } from 'mathjs';

const UNITS: EnergyUnit[] = ['J', 'Wh', 'kWh', 'erg', 'eV'];
// Two roundings (a product, a quotient) of double precision here and a few more in mathjs.
const ROUNDING = 1e-15 * 4;

test('every pair of units agrees with mathjs', () => {
  for (const from of UNITS) {
    for (const to of UNITS) {
      const expected = unit(2.5, from).toNumber(to);
      const relative = convertEnergy(2.5, from, to) / expected - 1;
      // mathjs 15 has the electronvolt of CODATA 2010, 1.602176565 × 10⁻¹⁹ J: 4.3 × 10⁻⁸ below the exact one of 2019.
      const tolerance = (from === 'eV') === (to === 'eV') ? ROUNDING : 4.4e-8;
      assert.ok(Math.abs(relative) <= tolerance, `${from} to ${to}: ${relative}`);
    }
  }
});

test('conversions there and back, and of zero and negative energies', () => {
  for (const from of UNITS) {
    for (const to of UNITS) {
      assert.ok(Math.abs(convertEnergy(convertEnergy(-3, from, to), to, from) / -3 - 1) <= ROUNDING);
      assert.equal(convertEnergy(0, from, to), 0);
    }
  }
});

test('constants have their exact values of the SI of 2019', () => {
  assert.equal(BOLTZMANN, 1.380649e-23);
  assert.equal(ELEMENTARY_CHARGE, 1.602176634e-19);
  for (const constant of Object.values(PHYSICAL_CONSTANTS)) assert.equal(constant.uncertainty, 0);
});

test('errors name the argument', () => {
  assert.throws(() => convertEnergy(1, 'cal' as EnergyUnit, 'J'), {
    name: 'TypeError',
    message: 'from is "cal"; expected one of J, Wh, kWh, erg, eV',
  });
  assert.throws(() => convertEnergy(1, 'J', 'toString' as EnergyUnit), /^TypeError: to is "toString"/);
  assert.throws(
    () => convertEnergy(Number.NaN, 'J', 'Wh'),
    /^RangeError: energy is NaN; expected a finite number/,
  );
});
