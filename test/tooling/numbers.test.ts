import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberOf, tokens } from '#tooling/check/number-tokens';
import {
  ANY_NUMBER,
  LARGEST_ATOL,
  LARGEST_RTOL,
  numberChange,
  textMatches,
  withinTolerance,
} from '#tooling/check/numbers';

const exact = { rtol: 0, atol: 0 };
const percent = { rtol: 0.01, atol: 0 };
const tenth = { rtol: LARGEST_RTOL, atol: LARGEST_ATOL };
const numbersOf = (text: string) => tokens(text).numbers;

test('a number matches within atol + rtol · |committed|, and not beyond', () => {
  assert.ok(withinTolerance(100, 101, percent));
  assert.ok(!withinTolerance(100, 101.1, percent));
  assert.ok(withinTolerance(-100, -99, percent));
  assert.ok(withinTolerance(1, 1.01, percent), 'the rounding error of 1.01 − 1 does not count');
  assert.ok(!withinTolerance(1, Number.NaN, percent));
  assert.ok(!withinTolerance(1, Infinity, percent));
  assert.ok(!withinTolerance(1, 1 + 1e-15, exact));
});

test('texts are exact unless a tolerance is given', () => {
  assert.ok(textMatches('1.00 J', '1.00 J', exact));
  assert.ok(!textMatches('1.00 J', '1.01 J', exact));
  assert.ok(!textMatches('1.0 J', '1.00 J', exact));
});

test('with a tolerance, numbers may differ and words may not', () => {
  assert.ok(textMatches('E = 1.000e-3 J, 5 %', 'E = 1.005e-3 J, 5 %', percent));
  assert.ok(!textMatches('E = 1.000e-3 J', 'E = 1.000e-3 W', percent));
  assert.ok(!textMatches('E = 1.000e-3 J', 'E = 1.000e-4 J', percent));
  assert.ok(!textMatches('5', 'NaN', percent));
  assert.ok(!textMatches('5 6', '5', percent));
  assert.ok(!textMatches('1e400', '1e500', percent), 'both are Infinity as doubles');
});

test('a sign is never lost, whatever the tolerance', () => {
  for (const [a, b] of [
    ['0.001', '-0.001'],
    ['-5', '5'],
    ['−1e-300', '1e-300'],
  ] as const) {
    assert.ok(!textMatches(`${a} of 1000`, `${b} of 1000`, tenth), `${a} ${b}`);
  }
  assert.ok(!withinTolerance(1, -1, { rtol: 2, atol: 0 }));
  assert.ok(textMatches('0.001 of 1000', '0.000 of 1000', tenth));
});

test('tolerances are capped', () => {
  assert.ok(!withinTolerance(100, 111, { rtol: 1e308, atol: 0 }));
  assert.ok(withinTolerance(100, 110, { rtol: 1e308, atol: 0 }));
  assert.ok(!withinTolerance(1e6, 1e6 + 1.5, { rtol: 0, atol: 1e9 }));
  assert.ok(withinTolerance(1e6, 1e6 + 1, { rtol: 0, atol: 1e9 }));
});

test('an atol accepts nothing at another scale than that of the numbers around', () => {
  const milli = { rtol: 0, atol: 1e-3 };
  assert.ok(!textMatches('E = 1.25e-21 J', 'E = 9e-22 J', milli));
  assert.ok(textMatches('E = 1.25e-21 J', 'E = 1.3e-21 J', milli));
  assert.ok(textMatches('0.0097 of 1.4', '0.0098 of 1.4', milli));
  assert.ok(!textMatches('0.000', '0.001', milli), 'among zeros only zero');
  assert.ok(withinTolerance(0, 0.5, { rtol: 0, atol: 0.5 }, 10));
  assert.ok(!withinTolerance(0, 0.5, { rtol: 0, atol: 0.5 }, 1));
});

test('a digit is a number only where it stands for a quantity', () => {
  const words = [
    'CO2 H2O CO₂ 5kT 12-bit cell-12 cell_12 Gemma2 Llama-3.1-8B x2 π/4 H100',
    '2026-11-21 2026-11-21T12:30:45.123Z 21/11/2026 21.11.2026 12:30 12:30:45',
    '21 November 2026, November 21, 2026; Nov 2026, 21 Nov',
    '1.2.3 v2 0.35.5-beta.2 127.0.0.1',
    '#0072B2 rgb(1, 2, 3) rgba(0,114,178,0.2) hsl(200, 50%, 50%)',
    'fig-1.png data/12.csv 12.csv 12/data.csv https://a.org/12?b=5 #12',
    '10^-21 10^{-21} 10⁻²¹ 10<sup>−21</sup> 10<sup><i>−21</i></sup> 2**10 x²',
    '<td colspan="2"> <b title="5"> CO<sub>2</sub> CO<b>2</b> 5<i>kT</i>',
  ];
  for (const text of words) assert.deepEqual(numbersOf(text), [], text);
});

test('attacks on words are caught at the largest tolerances', () => {
  for (const [a, b] of [
    ['CO20 of 500', 'CO21 of 500'],
    ['50kT of 500', '51kT of 500'],
    ['12-bit of 500', '13-bit of 500'],
    ['2026-11-21 500', '2027-11-21 500'],
    ['21 November 2026 500', '21 November 2027 500'],
    ['November 21, 2026 500', 'November 22, 2026 500'],
    ['12:30 500', '12:31 500'],
    ['10.2.30 500', '10.2.31 500'],
    ['#0072B2 500', '#0073B2 500'],
    ['5 × 10^-21 J, 500', '5 × 10^-22 J, 500'],
    ['5 × 10⁻²¹ J, 500', '5 × 10⁻²² J, 500'],
    ['5 × 10<sup>−21</sup> J, 500', '5 × 10<sup>−22</sup> J, 500'],
    ['10^20 500', '11^20 500'],
    ['<td colspan="20">500', '<td colspan="21">500'],
  ] as const) {
    assert.ok(!textMatches(a, b, tenth), `${a} | ${b}`);
  }
});

test('signs, exponents, bare decimals and thousands separators are parts of numbers', () => {
  assert.deepEqual(numbersOf('a −1.5e−3 b .5 c +2'), ['−1.5e−3', '.5', '+2']);
  assert.deepEqual(numbersOf('U[−1, 1], 5 %, 3.2/s, 5.'), ['−1', '1', '5', '3.2', '5']);
  assert.deepEqual(numbersOf('σ = x−0.1, 0.2–0.3, loss:0.5'), ['0.1', '0.2', '0.3', '0.5']);
  assert.deepEqual(numbersOf('<td>5</td><td><b>−6</b> J</td>'), ['5', '−6']);
  for (const separator of [',', '\u00a0', '\u2009', '\u202f']) {
    const text = `1${separator}234${separator}567.5`;
    assert.deepEqual(numbersOf(text), [text]);
    assert.equal(numberOf(text), 1_234_567.5);
  }
  assert.deepEqual(numbersOf('1,5000 and 1, 500 and 0.5,200'), ['1', '5000', '1', '500', '0.5', '200']);
  assert.ok(textMatches('1,000', '1,001', percent));
  assert.ok(textMatches('999', '1,000', percent));
  assert.ok(!textMatches('1,500', '2,500', { rtol: 0, atol: 1 }));
});

test('any number is accepted where only words count, wherever its digits stand', () => {
  assert.ok(textMatches('step 300: 12:30, -1.5e-3 J, 5kT', 'step 9: 12:31, 7 J, 6kT', ANY_NUMBER));
  assert.ok(!textMatches('step 300: loss', 'step 300: gain', ANY_NUMBER));
  assert.ok(withinTolerance(1, -1e300, ANY_NUMBER));
});

test('a change is told with its relative error, a lost sign and a minus zero by name', () => {
  assert.equal(numberChange(2, 2.1), '2 → 2.1 (relative error 5.0e-2)');
  assert.equal(numberChange(0, 1), '0 → 1');
  assert.equal(numberChange(1, -1), '1 → -1 (relative error 2.0e+0, the sign changed)');
  assert.match(numberChange(0, -0), /^0 → -0 \(zero with and without a minus sign/);
});

/** A generator of the same numbers in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('random numbers match in a text exactly where the formula says so', () => {
  const random = seeded(20);
  const counts = { yes: 0, no: 0 };
  for (let i = 0; i < 3_000; i++) {
    const committed = (random() - 0.5) * 10 ** Math.floor(random() * 12 - 6);
    const actual = committed * (1 + (random() - 0.5) * 0.1) + (random() - 0.5) * 1e-3;
    const tolerance = { rtol: random() * 0.05, atol: random() * 1e-3 };
    const atol = Math.min(tolerance.atol, 0.1 * Math.abs(committed));
    const close = Math.abs(actual - committed) <= atol + tolerance.rtol * Math.abs(committed);
    const expected = close && committed * actual >= 0;
    assert.equal(
      textMatches(`E = ${committed} J`, `E = ${actual} J`, tolerance),
      expected,
      `${committed} ${actual}`,
    );
    counts[expected ? 'yes' : 'no'] += 1;
  }
  assert.ok(Math.min(counts.yes, counts.no) > 300, JSON.stringify(counts));
});

test('a text of random pieces is put together again from its tokens', () => {
  const random = seeded(21);
  const pieces = [
    '5',
    '-',
    '−',
    '.',
    ',',
    'e',
    'kT',
    ' ',
    '<b>',
    '</b>',
    '<sup>',
    '^',
    ':',
    '/',
    '2026',
    'May',
    '#',
    '\u00a0',
    '(',
  ];
  for (let i = 0; i < 5_000; i++) {
    const text = Array.from({ length: 12 }, () => pieces[Math.floor(random() * pieces.length)]).join('');
    const { numbers, words } = tokens(text);
    assert.equal(words.length, numbers.length + 1);
    assert.equal(words.map((word, j) => word + (numbers[j] ?? '')).join(''), text);
    for (const number of numbers) assert.ok(!Number.isNaN(numberOf(number)), `${number} in ${text}`);
  }
});

test('a quarter of a megabyte of whatever repeats is read in a moment', () => {
  for (const piece of [
    '1',
    'a',
    '1,',
    '1.',
    '.',
    '<b>',
    '1<b>',
    'a-',
    '<sup>',
    '1/',
    '12 May ',
    '^',
    '<a ',
    '1e',
    '1:',
  ]) {
    const text = piece.repeat(25e4 / piece.length);
    const started = performance.now();
    tokens(text);
    textMatches(text, `${text}x`, ANY_NUMBER);
    const ms = performance.now() - started;
    assert.ok(ms < 2_000, `${piece}: ${ms.toFixed()} ms`);
  }
});
