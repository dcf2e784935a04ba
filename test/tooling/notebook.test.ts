/** Notebooks read and written: one sentence for whatever is not one, the same bytes for the same notebook. */
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { REPOSITORY } from '#tooling/ktln2/paths';
import { formatNotebook, titleOf } from '#tooling/notebook/notebook';
import { loadNotebook, parseNotebook } from '#tooling/notebook/read';
import { rulesOf } from '#tooling/notebook/rules';
import { codeCell, temporaryFolder } from './support.js';

const folder = temporaryFolder();
const CLEAN = { clean: true, metadata: 'ktln2' };
const messy = {
  cells: [
    { cell_type: 'markdown', id: 'a', metadata: { collapsed: true }, source: ['# Title\n', '\n', 'Why?'] },
    {
      cell_type: 'code',
      execution_count: 27,
      id: 'b',
      metadata: {
        execution: { start: 'now' },
        tags: ['live'],
        ktln2: { limit: 5 },
        nbgrader: { grade: true },
      },
      outputs: [
        { name: 'stdout', output_type: 'stream', text: ['1\n', '2\n'] },
        { name: 'stdout', output_type: 'stream', text: '3\n' },
        { name: 'stderr', output_type: 'stream', text: 'e' },
        {
          output_type: 'display_data',
          data: {
            'text/plain': ['a\n', 'b'],
            'application/x+json': ['kept', 'apart'],
            'image/png': 'A'.repeat(30_000),
          },
          metadata: { m: 1 },
        },
      ],
      source: 'console.log(1);\nconsole.log(2);',
    },
    { cell_type: 'code', id: 'c', metadata: {}, source: ' ', outputs: [], execution_count: 3 },
    { cell_type: 'raw', id: 'd', metadata: {}, source: 'raw', attachments: { x: {} } },
  ],
  metadata: { kernelspec: { name: 'my-own' }, widgets: {}, authors: [{ name: 'A' }] },
  nbformat: 4,
  nbformat_minor: 5,
};
const read = (value: unknown) => parseNotebook(JSON.stringify(value));

test('a notebook is written clean, and the second time the same to the byte', () => {
  const once = formatNotebook(read(messy), CLEAN);
  assert.equal(formatNotebook(parseNotebook(once), CLEAN), once);
  assert.ok(once.endsWith('\n}\n') && once.startsWith('{\n "cells": ['));
  const { cells, metadata } = JSON.parse(once);
  assert.deepEqual(cells[0], {
    cell_type: 'markdown',
    id: 'a',
    metadata: {},
    source: ['# Title\n', '\n', 'Why?'],
  });
  assert.deepEqual(cells[1].metadata, { ktln2: { limit: 5 }, tags: ['live'] });
  assert.deepEqual(
    cells.map((cell: { execution_count?: number }) => cell.execution_count),
    [undefined, 1, null, undefined],
  );
  const [stdout, stderr, display] = cells[1].outputs;
  assert.deepEqual(stdout.text, ['1\n', '2\n', '3\n']);
  assert.deepEqual(stderr.text, ['e']);
  assert.deepEqual(display.data['text/plain'], ['a\n', 'b']);
  assert.deepEqual(display.data['application/x+json'], ['kept', 'apart']);
  assert.equal(display.data['image/png'].length, 30_000);
  assert.deepEqual(display.metadata, { m: 1 });
  assert.deepEqual(cells[3].attachments, { x: {} });
  assert.equal(metadata.kernelspec.name, 'tslab');
  assert.equal(metadata.title, 'Title');
  assert.deepEqual(metadata.authors, [{ name: 'A' }]);
  assert.deepEqual(Object.keys(metadata), ['authors', 'kernelspec', 'language_info', 'title']);
});

test("elsewhere other people's metadata is kept", () => {
  const kept = JSON.parse(formatNotebook(read(messy), { clean: false, metadata: 'tslab-check' }));
  assert.deepEqual(kept.cells[1].metadata.nbgrader, { grade: true });
  assert.deepEqual(kept.cells[0].metadata, { collapsed: true });
  assert.deepEqual(kept.metadata.widgets, {});
  assert.equal(kept.metadata.kernelspec.name, 'tslab');
  assert.equal('title' in kept.metadata, false);
  const more = { ...messy, nbformat_minor: 6, zmore: [1], cells: [{ ...messy.cells[0], extra: 'x' }] };
  const again = JSON.parse(formatNotebook(read(more), { clean: false, metadata: 'tslab-check' }));
  assert.deepEqual([again.nbformat_minor, again.zmore, again.cells[0].extra], [6, [1], 'x']);
  const cleaned = JSON.parse(formatNotebook(read(more), CLEAN));
  assert.deepEqual(
    [cleaned.nbformat_minor, cleaned.zmore, cleaned.cells[0].extra],
    [5, undefined, undefined],
  );
});

test('the title is the first heading of the first words', () => {
  assert.equal(titleOf(read(messy)), 'Title');
  const untitled = {
    ...messy,
    cells: [{ cell_type: 'markdown', id: 'a', metadata: {}, source: 'words\n## Lower' }],
  };
  assert.equal(titleOf(read(untitled)), '');
  assert.equal(titleOf(read({ ...messy, cells: [] })), '');
});

/** The notebook with something else at a place. */
function changed(place: (string | number)[], value: unknown): unknown {
  const copy = structuredClone(messy);
  const last = place.at(-1) as string;
  // biome-ignore lint/suspicious/noExplicitAny: any place is to be reached
  let holder: any = copy;
  for (const key of place.slice(0, -1)) holder = holder[key];
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

test('what is no notebook is refused in a sentence that names the place, the value and what was expected', () => {
  const output = (...keys: (string | number)[]) => ['cells', 1, 'outputs', ...keys];
  for (const [place, value, says] of [
    [['nbformat'], 3, /^is nbformat 3\.5; expected 4\.5/],
    [['nbformat_minor'], 4, /^is nbformat 4\.4; expected 4\.5/],
    [['nbformat_minor'], '5', /^is nbformat 4\."5"/],
    [['nbformat_minor'], undefined, /^is nbformat 4\.missing/],
    [['cells'], {}, /^cells is \{\}; expected a list/],
    [['metadata'], [], /^metadata is \[\]; expected an object/],
    [['cells', 0], null, /^cell 1 is null; expected an object/],
    [['cells', 1, 'cell_type'], 'heading', /^cell 2: cell_type is "heading"; expected code, markdown, raw/],
    [['cells', 1, 'id'], undefined, /^cell 2: id is missing; expected 1 to 64 letters/],
    [['cells', 1, 'id'], 'a b', /^cell 2: id is "a b"/],
    [['cells', 1, 'id'], '', /^cell 2: id is ""/],
    [['cells', 1, 'id'], 'x'.repeat(65), /^cell 2: id is "x{56}\.\.\.; expected/],
    [['cells', 1, 'id'], 'a', /^cell 2: id is "a", as that of cell 1; expected its own/],
    [['cells', 1, 'metadata'], undefined, /^cell 2: metadata is missing; expected an object/],
    [['cells', 1, 'metadata', 'tags'], 'live', /^cell 2: tags is "live"; expected a list of texts/],
    [['cells', 1, 'metadata', 'tags'], [1], /^cell 2: tags is \[1\]/],
    [['cells', 1, 'source'], 1, /^cell 2: source is 1; expected a text or a list of texts/],
    [['cells', 1, 'source'], ['a', null], /^cell 2: source is \["a",null\]/],
    [['cells', 1, 'outputs'], undefined, /^cell 2: outputs is missing; expected a list/],
    [
      ['cells', 1, 'execution_count'],
      'x',
      /^cell 2: execution_count is "x"; expected a whole number or null/,
    ],
    [['cells', 0, 'attachments'], 5, /^cell 1: attachments is 5; expected an object/],
    [output(0), null, /^cell 2, output 1 is null; expected an object/],
    [
      output(0, 'output_type'),
      'html',
      /^cell 2, output 1: output_type is "html"; expected stream, display_data, error/,
    ],
    [output(0, 'name'), 'stdlog', /^cell 2, output 1: name is "stdlog"; expected stdout, stderr/],
    [output(0, 'text'), {}, /^cell 2, output 1: text is \{\}/],
    [output(3, 'data'), 'x', /^cell 2, output 4: data is "x"; expected an object/],
    [output(3, 'data', 'text/plain'), 5, /^cell 2, output 4: data of text\/plain is 5; expected a text/],
    [output(3, 'metadata'), 'x', /^cell 2, output 4: metadata is "x"/],
    [
      output(3, 'metadata'),
      JSON.parse(`${'['.repeat(600)}${']'.repeat(600)}`),
      /^is nested more than 500 levels deep$/,
    ],
  ] as const) {
    assert.throws(
      () => read(changed([...place], value)),
      (error: Error) => {
        assert.match(error.message, says);
        assert.ok(error.message.length < 200 && !error.message.includes('\n'), error.message);
        return true;
      },
    );
  }
  assert.throws(() => parseNotebook(' \n'), /^Error: is empty; expected a notebook in JSON$/);
  assert.throws(() => parseNotebook('\ufeff{}'), /^Error: begins with a byte order mark; save it as UTF-8/);
  for (const text of ['{', 'null', '7', '"text"', '[]']) {
    assert.throws(() => parseNotebook(text), /^Error: (is not JSON: |the content is |is nbformat )/, text);
  }
});

test('what is odd, but a notebook, is read', () => {
  assert.deepEqual(read({ ...messy, metadata: undefined }).metadata, {});
  assert.deepEqual(read(changed(['cells', 1, 'outputs', 3, 'metadata'], undefined)).cells[1]?.outputs?.[2], {
    output_type: 'display_data',
    data: { 'text/plain': 'a\nb', 'application/x+json': ['kept', 'apart'], 'image/png': 'A'.repeat(30_000) },
    metadata: {},
  });
  const proto = JSON.parse('{"__proto__": {"x": 1}}');
  const kept = formatNotebook(read(changed(['cells', 1, 'outputs', 3, 'metadata'], proto)), CLEAN);
  assert.match(kept, /"__proto__": \{/);
  assert.equal(({} as { x?: number }).x, undefined);
});

test('stored outputs that no tslab kernel sends are told, once for a cell', () => {
  const error = { output_type: 'error', ename: 'E', evalue: 'v', traceback: [] };
  const result = {
    output_type: 'execute_result',
    data: { 'text/plain': '1' },
    metadata: {},
    execution_count: 1,
  };
  const notebook = read(changed(['cells', 1, 'outputs'], [error, result, error]));
  assert.deepEqual(
    notebook.foreign?.map(text => text.split(',')[0]),
    [
      'cell 2: holds a stored output of type error (2 times)',
      'cell 2: holds a stored output of type execute_result',
    ],
  );
  assert.deepEqual(notebook.cells[1]?.outputs, [
    { output_type: 'display_data', data: { 'text/plain': '1' }, metadata: {} },
  ]);
  assert.deepEqual(read(messy).foreign, []);
});

test('a file that is no notebook is told in a sentence', { skip: process.platform === 'win32' }, () => {
  const file = (name: string, content?: string | Buffer) => {
    const where = path.join(folder, name);
    if (content !== undefined) writeFileSync(where, content);
    return where;
  };
  symlinkSync('nowhere', file('dangling.ipynb'));
  symlinkSync('loop.ipynb', file('loop.ipynb'));
  mkdirSync(file('folder.ipynb'));
  for (const [where, says] of [
    [file('none.ipynb'), /^Error: is not there, or is a link that leads nowhere$/],
    [file('dangling.ipynb'), /^Error: is not there/],
    [file('loop.ipynb'), /^Error: is a link that leads to itself$/],
    ['/dev/null', /^Error: is no file; expected one$/],
    [file('folder.ipynb'), /^Error: is a folder; expected a file$/],
    [file('latin.ipynb', Buffer.from([0x7b, 0xe9, 0x7d])), /^Error: is not text in UTF-8$/],
    [path.join(file('plain.ipynb', '{}'), 'inside.ipynb'), /^Error: cannot be read: ENOTDIR/],
  ] as const) {
    assert.throws(() => loadNotebook(where, REPOSITORY), says);
  }
  const good = file('good.ipynb', JSON.stringify(messy));
  const { name, bytes, notebook } = loadNotebook(good, REPOSITORY);
  assert.match(name, /^\.cache\/test-\w+\/good\.ipynb$/);
  assert.equal(bytes.toString(), JSON.stringify(messy));
  assert.equal(notebook.cells.length, 4);
});

test('rules are read from tags and metadata; what is not understood is complained about', () => {
  const all = (metadata: Record<string, unknown>) =>
    rulesOf({ ...codeCell(''), metadata }, REPOSITORY.config);
  const none = {
    live: false,
    allowStderr: false,
    allowRaw: false,
    rtol: 0,
    atol: 0,
    limit: undefined,
    raises: undefined,
  };
  assert.deepEqual(all({}), { rules: none, complaints: [] });
  assert.deepEqual(all({ tags: ['live', 'allow-stderr', 'allow-raw', 'solution'] }), {
    rules: { ...none, live: true, allowStderr: true, allowRaw: true },
    complaints: [],
  });
  assert.deepEqual(all({ ktln2: { rtol: 1e-3, atol: 0.5, limit: 1e7, raises: 'x', why: 'float32' } }), {
    rules: { ...none, rtol: 1e-3, atol: 0.5, limit: 1e7, raises: 'x' },
    complaints: [],
  });
  const said = (metadata: Record<string, unknown>) => all(metadata).complaints.join('\n');
  assert.equal(
    said({ tags: ['slow'] }),
    'unknown tag "slow"; expected live, allow-stderr, allow-raw, solution',
  );
  assert.equal(said({ tags: ['live', 'live', 'live'] }), 'has the tag "live" twice; keep one');
  assert.match(
    said({ ktln2: { tol: 1 } }),
    /^unknown metadata ktln2\.tol; expected rtol, atol, why, limit, raises$/,
  );
  assert.match(said({ ktln2: { rtol: 1e-3 } }), /^a tolerance without its reason/);
  assert.match(said({ ktln2: { atol: 1e-3, why: ' ' } }), /^a tolerance without its reason/);
  assert.match(said({ ktln2: { rtol: '1e-3', why: 'x' } }), /^ktln2\.rtol is "1e-3"; expected a number > 0$/);
  assert.match(said({ ktln2: { limit: 0 } }), /^ktln2\.limit is 0; expected a number > 0$/);
  assert.match(
    said({ ktln2: { raises: '' } }),
    /^ktln2\.raises is ""; expected a part of the error message$/,
  );
  assert.match(said({ ktln2: [] }), /^metadata ktln2 is \[\]; expected an object$/);
  for (const [key, value, largest] of [
    ['rtol', 0.2, 0.1],
    ['atol', 1e9, 1],
  ] as const) {
    const { rules, complaints } = all({ ktln2: { [key]: value, why: 'x' } });
    assert.equal(rules[key], largest);
    assert.deepEqual(complaints, [`ktln2.${key} is ${value}; at most ${largest} counts`]);
  }
  assert.deepEqual(all({ ktln2: { rtol: 0.1, atol: 1, why: 'x' } }).complaints, []);
  const words = {
    cell_type: 'markdown' as const,
    id: 'a',
    metadata: { tags: ['live', 'solution'], ktln2: {} },
    source: '',
  };
  assert.deepEqual(rulesOf(words, REPOSITORY.config).complaints, [
    'has metadata ktln2, which is for code cells; remove it',
    'has the tag "live", which is for code cells; remove it',
  ]);
});
