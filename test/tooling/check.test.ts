/** The command line end to end: exit status, the named cell, and what --update writes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { formatNotebook, isCode, readNotebook } from '#tooling/notebook/notebook';
import { codeCell, command, notebookOf, saved, temporaryFolder } from './support.js';

const folder = temporaryFolder();

const stdout = (text: string) => ({ output_type: 'stream' as const, name: 'stdout', text });

test('exit status 0 when all match, 1 when a digit differs, and the cell is named', async () => {
  const good = saved(folder, 'good', notebookOf(codeCell('console.log(1.25);', [stdout('1.25\n')])));
  assert.equal((await command('check', good)).status, 0);
  const bad = saved(folder, 'bad', notebookOf('const a = 1;', codeCell('console.log(a);', [stdout('2\n')])));
  const { status, printed } = await command('check', bad);
  assert.equal(status, 1);
  assert.match(printed, /FAIL .*bad\.ipynb[\s\S]*cell 2: console\.log\(a\);[\s\S]*-2\n\s*\+1/);
});

test('exit status 2 for words that make no sense', async () => {
  assert.equal((await command('chekc')).status, 2);
  assert.equal((await command('check', '--fast')).status, 2);
  assert.equal((await command('check', path.join(folder, 'none.ipynb'))).status, 2);
  assert.equal((await command('start', 'now')).status, 2);
});

test('cells must pass the strict settings that the kernel does not have', async () => {
  const loose = saved(folder, 'loose', notebookOf('const f = (x) => x;\nvoid f;'));
  const { status, printed } = await command('check', loose);
  assert.equal(status, 1);
  assert.match(printed, /loose\.ipynb.*\n {2}cell 1, line 1: TS7006/);
});

const FIGURE = `import { showFigure } from 'ktln2';
const axis = (text: string) => ({ title: { text } });
showFigure({
  data: [{ x: [1, 2], y: [3, 4] }],
  layout: { title: { text: 'Rise' }, xaxis: axis('t (s)'), yaxis: axis('x (m)') },
  caption: 'It rises.',
  alt: 'A rising line.',
});`;

test('a figure that changed is refused where no Chromium can redraw it', async () => {
  const file = saved(folder, 'figure', notebookOf(FIGURE));
  const before = readFileSync(file, 'utf8');
  const { CHROMIUM } = process.env;
  process.env.CHROMIUM = path.join(folder, 'none');
  try {
    const { status, printed } = await command('check', '--update', file);
    assert.equal(status, 1);
    assert.match(printed, /FAIL .*figure\.ipynb.*\n {2}a figure changed, and no Chromium was found/);
    assert.equal(readFileSync(file, 'utf8'), before);
  } finally {
    if (CHROMIUM === undefined) delete process.env.CHROMIUM;
    else process.env.CHROMIUM = CHROMIUM;
  }
});

test('--update writes new outputs, settles, keeps the metadata, and leaves a failed notebook alone', async () => {
  const live = codeCell('console.log(Date.now());', [], { tags: ['live'], collapsed: true });
  const file = saved(folder, 'fresh', notebookOf(codeCell('console.log(6 * 7);', [stdout('41\n')]), live));
  assert.equal((await command('check', '--update', file)).status, 0);
  const once = readFileSync(file, 'utf8');
  assert.deepEqual(readNotebook(file).cells.filter(isCode)[0]?.outputs, [stdout('42\n')]);
  assert.deepEqual(readNotebook(file).cells[1]?.metadata, { tags: ['live'] });
  assert.equal((await command('check', '--update', file)).status, 0);
  assert.equal(readFileSync(file, 'utf8'), once);

  const failing = notebookOf("console.log('new');", "throw new Error('boom');");
  const kept = saved(folder, 'failing', failing);
  assert.equal((await command('check', '--update', kept)).status, 1);
  assert.equal(readFileSync(kept, 'utf8'), formatNotebook(failing));
});

test('--update stores what runs, and says what the strict settings forbid', async () => {
  const loose = saved(folder, 'loose', notebookOf('const same = x => x;\nconsole.log(same(42));'));
  const { status, printed } = await command('check', '--update', loose);
  assert.equal(status, 1);
  assert.match(printed, /cell 1, line 1: TS7006: Parameter 'x' implicitly has an 'any' type/);
  assert.deepEqual(readNotebook(loose).cells.filter(isCode)[0]?.outputs, [stdout('42\n')]);
});

test('--changed skips what is known good, and runs it again after any change', async () => {
  const notebook = notebookOf(codeCell('console.log(1);', [stdout('1\n')]));
  const file = saved(folder, 'known', notebook);
  assert.match((await command('check', '--changed', file)).printed, /^ok /m);
  assert.match((await command('check', '--changed', file)).printed, /^same .*known good, not run/m);
  for (const cell of notebook.cells.filter(isCode)) cell.outputs = [stdout('2\n')];
  saved(folder, 'known', notebook);
  const { status, printed } = await command('check', '--changed', file);
  assert.equal(status, 1);
  assert.match(printed, /^FAIL .*known\.ipynb/m);
  // What failed is not known good, and without the flag everything runs.
  assert.match((await command('check', '--changed', file)).printed, /^FAIL /m);
});

test('--repeat names the cells whose outputs moved, and by how much', async () => {
  const metadata = { ktln2: { atol: 1, why: 'for this test' } };
  const moving = codeCell('console.log(process.pid / 1e9);', [stdout('0.5\n')], metadata);
  const file = saved(folder, 'moving', notebookOf(codeCell('console.log(1);', [stdout('1\n')]), moving));
  const { status, printed } = await command('check', '--repeat', '2', file);
  assert.equal(status, 0);
  assert.match(
    printed,
    /2 runs, 0 failed\n {2}cell 2 \(cell-\d+\) moved in 1 of 2 runs:[\s\S]*relative error/,
  );
  assert.doesNotMatch(printed, /cell 1 /);
});
