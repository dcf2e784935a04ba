import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storedComplaints } from '#tooling/check/static';
import { REPOSITORY } from '#tooling/ktln2/paths';
import { loadNotebook } from '#tooling/notebook/notebook';
import { codeCell, notebookOf, saved, temporaryFolder } from './support.js';

const folder = temporaryFolder();
const stdout = (text: string) => ({ output_type: 'stream' as const, name: 'stdout', text });

function complaintsOf(...cell: Parameters<typeof codeCell>): string {
  const notebook = notebookOf(codeCell(...cell));
  return storedComplaints(loadNotebook(saved(folder, 'static', notebook), REPOSITORY), REPOSITORY).join('\n');
}

test('a clean cell gives no complaint', () => {
  assert.equal(complaintsOf('console.log(1);', [stdout('1\n')]), '');
  assert.equal(complaintsOf('const home = 2 / 3;'), '');
});

test('a cell that prints must have an output', () => {
  assert.match(complaintsOf('console.log(1);'), /cell 1: prints, but no output is stored/);
  assert.match(complaintsOf('showTable(table);'), /prints/);
});

test('absolute paths are complained about, in the source and in the outputs, but not inside pictures', () => {
  for (const path of ['/home/ann/data.csv', '/Users/ann/x', 'C:\\\\Users\\\\ann', '/tmp/x']) {
    assert.match(complaintsOf(`const file = '${path}';`), /absolute path/, path);
  }
  assert.match(complaintsOf('x();', [stdout('read /home/ann/data.csv\n')]), /absolute path/);
  const html = '<img src="data:image/png;base64,abc /home/x">';
  assert.equal(
    complaintsOf('x();', [{ output_type: 'display_data', data: { 'text/html': html }, metadata: {} }]),
    '',
  );
});

test('what differs from run to run needs the tag live', () => {
  for (const source of ['const x = Math.random();', 'const t = Date.now();', 'const d = new Date();']) {
    assert.match(complaintsOf(source), /differs from run to run/, source);
    assert.equal(complaintsOf(source, [], { tags: ['live'] }), '');
  }
  assert.equal(complaintsOf("const d = new Date('2026-01-01');"), '');
});

test('a notebook beyond the size budget, an unknown tag and an unexplained tolerance are complained about', () => {
  assert.match(
    complaintsOf('x();', [stdout('x'.repeat(1.6e6))]),
    /is \d+ bytes; at most 1500000 are allowed/,
  );
  assert.match(complaintsOf('x();', [], { tags: ['slow'] }), /unknown tag "slow"/);
  assert.match(complaintsOf('x();', [], { ktln2: { rtol: 0.1 } }), /without its reason/);
});
