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
