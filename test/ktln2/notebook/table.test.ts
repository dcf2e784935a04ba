import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableBundle } from 'ktln2/notebook';

test('a column of numbers alone is set to the right, with its heading', () => {
  const html = tableBundle({
    caption: 'Three',
    columns: ['number', 'mixed', 'text'],
    rows: [
      ['−1.5e-3', 1, 'a'],
      ['12 %', '1 m', 'b'],
    ],
  })['text/html'];
  const right = (tag: string, text: string) => `<${tag} style="text-align:right">${text}</${tag}>`;
  assert.equal(
    html,
    `<table><caption>Three</caption><thead><tr>${right('th', 'number')}<th>mixed</th><th>text</th></tr></thead>` +
      `<tbody><tr>${right('td', '−1.5e-3')}<td>1</td><td>a</td></tr>` +
      `<tr>${right('td', '12 %')}<td>1 m</td><td>b</td></tr></tbody></table>`,
  );
});

test('texts are no markup', () => {
  const html = tableBundle({ caption: '<i>&"', columns: ['<b>'], rows: [['</td>']] })['text/html'];
  assert.equal(
    html,
    '<table><caption>&lt;i&gt;&amp;&quot;</caption><thead><tr><th>&lt;b&gt;</th></tr></thead>' +
      '<tbody><tr><td>&lt;/td&gt;</td></tr></tbody></table>',
  );
});

test('as text the columns are as wide as their widest cell', () => {
  const bundle = tableBundle({
    caption: 'Wide',
    columns: ['x', 'long'],
    rows: [
      ['wider', 1],
      ['', 22],
    ],
  });
  assert.equal(bundle['text/plain'], 'Wide\nx      long\nwider  1\n       22');
});

test('a row that is too short or too long is named', () => {
  for (const row of [[1], [1, 2, 3]]) {
    assert.throws(() => tableBundle({ caption: 'Two', columns: ['a', 'b'], rows: [[1, 2], row] }), {
      name: 'TypeError',
      message: `rows[1] has ${row.length} cells; expected 2, one a column`,
    });
  }
});

test('what counts as a number: signs, separators, exponents and percent, and nothing beside them', () => {
  const isRight = (...cells: (string | number)[]) => {
    const rows = cells.map(cell => [cell]);
    return tableBundle({ caption: 'c', columns: ['h'], rows })
      ['text/html']?.toString()
      .includes('right');
  };
  for (const cell of [
    '1',
    '−1',
    '-1',
    '+1',
    '1.5',
    '1,234',
    '12 345',
    '1e5',
    '1E−5',
    '2e+05',
    '7%',
    '7 %',
    0.5,
    -1e21,
  ]) {
    assert.equal(isRight(cell), true, String(cell));
  }
  for (const cell of [
    '',
    '−',
    'a1',
    '1a',
    '1 m',
    '%',
    'e5',
    '1e',
    '1e5.5',
    '1 %%',
    '±1',
    '1−2',
    '--1',
    Number.NaN,
  ]) {
    assert.equal(isRight(cell), false, String(cell));
  }
  // One word among numbers is enough.
  assert.equal(isRight(1, 2, 'none'), false);
  assert.equal(isRight(1, 2, 3), true);
});

test('a heading wider than its cells makes its column as wide, and lines end in no blanks', () => {
  const bundle = tableBundle({
    caption: 'c',
    columns: ['heading', 'x'],
    rows: [
      ['a', ''],
      ['b', 'y'],
    ],
  });
  assert.equal(bundle['text/plain'], 'c\nheading  x\na\nb        y');
  const none = tableBundle({ caption: 'c', columns: ['x'], rows: [] });
  assert.equal(none['text/plain'], 'c\nx');
  assert.match(String(none['text/html']), /<tbody><\/tbody>/);
});
