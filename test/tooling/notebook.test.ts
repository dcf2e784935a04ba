import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromModule, toModule } from '#tooling/notebook/cells';
import { formatNotebook, parseNotebook } from '#tooling/notebook/notebook';
import { rulesOf } from '#tooling/notebook/rules';
import { REPOSITORY } from '#tooling/ktln2/paths';
import { codeCell, notebookOf } from './support.js';

const messy = JSON.stringify({
  cells: [
    { cell_type: 'markdown', id: 'a', metadata: { collapsed: true }, source: ['# Title\n', '\n', 'Why?'] },
    {
      cell_type: 'code',
      execution_count: 27,
      id: 'b',
      metadata: { execution: { start: 'now' }, tags: ['live'], ktln2: { limit: 5 } },
      outputs: [{ name: 'stdout', output_type: 'stream', text: ['1\n', '2\n'] }],
      source: 'console.log(1);\nconsole.log(2);',
    },
  ],
  metadata: { kernelspec: { name: 'my-own' }, widgets: {}, authors: [{ name: 'A' }] },
  nbformat: 4,
  nbformat_minor: 5,
});

test('a notebook is written clean, and the second time the same to the byte', () => {
  const once = formatNotebook(parseNotebook(messy, 'messy.ipynb'));
  assert.equal(formatNotebook(parseNotebook(once, 'once.ipynb')), once);
  const { cells, metadata } = JSON.parse(once);
  assert.deepEqual(cells[0].metadata, {});
  assert.deepEqual(cells[1].metadata, { ktln2: { limit: 5 }, tags: ['live'] });
  assert.equal(cells[1].execution_count, 1);
  assert.deepEqual(cells[1].outputs[0].text, ['1\n', '2\n']);
  assert.equal(metadata.kernelspec.name, 'tslab');
  assert.equal(metadata.title, 'Title');
  assert.deepEqual(metadata.authors, [{ name: 'A' }]);
  assert.equal('widgets' in metadata, false);
});

test('what is not a notebook with cell ids is refused by name', () => {
  assert.throws(() => parseNotebook('{', 'x.ipynb'), /^Error: x\.ipynb is not a notebook/);
  assert.throws(
    () => parseNotebook('{"nbformat":4,"nbformat_minor":4,"cells":[]}', 'x.ipynb'),
    /4\.4; expected 4\.5/,
  );
  const twice = JSON.stringify({ ...JSON.parse(messy), cells: [{ id: 'a' }, { id: 'a' }] });
  assert.throws(() => parseNotebook(twice, 'x.ipynb'), /cell 2 has no id of its own/);
});

test('cells survive the way to a module and back', () => {
  const notebook = notebookOf('const a = 1;', "// a comment\nconsole.log('%%');\n\nvoid a;");
  const sources = fromModule(toModule(notebook));
  assert.deepEqual(
    [...sources],
    notebook.cells.map(cell => [cell.id, cell.source]),
  );
});

test('rules are read from tags and metadata; what is not understood is complained about', () => {
  const read = (metadata: Record<string, unknown>) =>
    rulesOf({ ...codeCell(''), metadata }, REPOSITORY.config);
  assert.deepEqual(read({}).rules, {
    live: false,
    allowStderr: false,
    rtol: 0,
    atol: 0,
    limit: undefined,
    raises: undefined,
  });
  assert.equal(read({ tags: ['live', 'allow-stderr', 'solution'] }).complaints.length, 0);
  assert.deepEqual(read({ ktln2: { rtol: 1e-3, why: 'float32' } }).complaints, []);
  assert.match(read({ tags: ['slow'] }).complaints[0] ?? '', /unknown tag "slow"; expected live/);
  assert.match(read({ ktln2: { tol: 1 } }).complaints[0] ?? '', /unknown metadata ktln2\.tol/);
  assert.match(read({ ktln2: { rtol: 1e-3 } }).complaints[0] ?? '', /without its reason/);
  assert.match(
    read({ ktln2: { rtol: '1e-3', why: 'x' } }).complaints[0] ?? '',
    /ktln2\.rtol is "1e-3"; expected a number/,
  );
});
