import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grouped, scientific, significant } from 'ktln2/notebook';
import { seededRandom } from 'ktln2/numerics';

/** Numbers of many sizes. */
const { uniform } = seededRandom(11);
const NUMBERS = Array.from({ length: 300 }, () => (uniform() - 0.3) * 10 ** (14 * uniform() - 6));

/** The digits of a plain number in groups of three, by hand. */
function withCommas(plain: string): string {
  const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/.exec(plain) as RegExpExecArray;
  const groups: string[] = [];
  for (let end = whole.length; end > 0; end -= 3) groups.unshift(whole.slice(Math.max(0, end - 3), end));
  return sign + groups.join(',') + rest;
}

test('grouped: commas at the thousands, and no decimals but those asked for', () => {
  for (const number of NUMBERS) {
    const whole = Number(number.toFixed(0));
    assert.equal(grouped(whole), withCommas(Math.abs(whole) === 0 ? '0' : whole.toFixed(0)));
    const trimmed = withCommas(number.toFixed(2))
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '');
    assert.equal(grouped(number, 2), trimmed === '-0' ? '0' : trimmed);
  }
  assert.equal(grouped(1234.5678, 3), '1,234.568');
  assert.equal(grouped(1234.5678), '1,235');
});

test('significant: so many digits, zeros among them, never with an exponent', () => {
  for (const number of NUMBERS) {
    for (const digits of [1, 3, 5]) {
      const shown = significant(number, digits);
      assert.match(shown, /^-?[\d,]+(\.\d+)?$/);
      assert.equal(Number(shown.replaceAll(',', '')), Number(number.toPrecision(digits)));
      const counted = shown.replace(/[-,.]/g, '').replace(/^0+/, '');
      assert.ok(counted.length >= digits, `${shown} has fewer than ${digits} digits`);
    }
  }
  assert.equal(significant(2), '2.00');
});

test('scientific: the factor to so many decimals, and a power of ten without a plus sign', () => {
  for (const number of NUMBERS) {
    const [, factor, power] = /^(-?\d\.\d{2})e(-?\d+)$/.exec(scientific(number)) as RegExpExecArray;
    const exact = number / 10 ** Number(power);
    // Half a unit of the second decimal, and the rounding of the power.
    assert.ok(Math.abs(Number(factor) - exact) <= 0.005 + 1e-9, `${scientific(number)} for ${number}`);
  }
  assert.equal(scientific(-1.5e300, 0), '-2e300');
});

test('what rounds to 0 has no sign', () => {
  assert.deepEqual([grouped(-0.2), grouped(-0.6), grouped(-0)], ['0', '-1', '0']);
});
