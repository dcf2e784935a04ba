/** Lint changes the format of cells and nothing else, whatever they hold. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { biome, withSources } from '#tooling/ktln2/biome';
import { fromModule, locate, toModule } from '#tooling/ktln2/cells';
import { ROOT } from '#tooling/ktln2/paths';
import { sameCode } from '#tooling/ktln2/same-code';
import { typeScriptOf } from '#tooling/notebook/typescript';
import { formatNotebook, type Loaded, type Notebook } from '#tooling/notebook/notebook';
import { notebookOf } from './support.js';

const TOKEN = 'token';

test('cells survive the way to a module and back, whatever they hold', () => {
  const words = { ...notebookOf('# words').cells[0], cell_type: 'markdown' } as never;
  const notebook = notebookOf(
    'const a = 1;',
    words,
    "// %% Setup\n// %% 3\nconsole.log('%%');\n\nvoid a;",
    '',
  );
  const text = toModule(notebook, TOKEN);
  assert.deepEqual(
    fromModule(text, notebook, TOKEN),
    new Map([
      [1, 'const a = 1;'],
      [3, "// %% Setup\n// %% 3\nconsole.log('%%');\n\nvoid a;"],
      [4, ''],
    ]),
  );
  const extracted = { text, token: TOKEN } as Parameters<typeof locate>[0];
  assert.deepEqual(locate(extracted, 2), { cell: 1, line: 1 });
  assert.deepEqual(locate(extracted, 6), { cell: 3, line: 2 });
  assert.deepEqual(locate(extracted, 1), { cell: 1, line: 1 });
});

test('a module that lost, moved, doubled or changed a mark is not taken apart', () => {
  const notebook = notebookOf('a', 'b');
  const text = toModule(notebook, TOKEN);
  const [first = '', second = ''] = text.split('\n').filter(line => line.includes(TOKEN));
  for (const broken of [
    text.replace(first, ''),
    text.replace(second, `  ${second}`),
    text.replace(second, first),
    text.replace(first, 'x').replace(second, first).replace('x', second),
    `before\n${text}`,
  ]) {
    assert.equal(fromModule(broken, notebook, TOKEN), undefined, broken);
  }
});

test('a notebook with other sources is the same to the byte elsewhere', () => {
  const text = `{"nbformat":4, "nbformat_minor": 5,\r
   "cells": [ {"id":"a","source":"x=1","outputs":[{"output_type":"error","ename":"E","evalue":"v","traceback":["t"],"n":1.0,"big":12345678901234567890}] },
 {"id":"b","source":["y\\n","z"], "metadata":{"k":1e2}} ], "metadata": {} }`;
  assert.equal(withSources(text, new Map()), text);
  const edited =
    withSources(
      text,
      new Map([
        [1, 'x = 1;'],
        [2, 'y;\nz;\n'],
      ]),
    ) ?? '';
  assert.deepEqual(JSON.parse(edited).cells[1].source, ['y;\n', 'z;\n']);
  assert.equal(JSON.parse(edited).cells[0].source, 'x = 1;');
  const without = (all: string) => all.replace(/"source":\s*("[^"]*"|\[[^\]]*\])/g, '"source":0');
  assert.equal(without(edited), without(text));
});

test('a notebook that holds a key twice is left alone, since readers do not agree on which one counts', () => {
  const cell = '{"id":"a","source":"x=1","source":"y=1"}';
  for (const text of [`{"cells":[${cell}]}`, `{"cells":[{"source":"x"}],"cells":[{"source":"y=1"}]}`]) {
    assert.equal(withSources(text, new Map([[1, 'y = 1;']])), undefined, text);
  }
});

test('formatting is told from a change of the code', () => {
  const t = typeScriptOf(ROOT);
  for (const [one, other] of [
    ['const a="x"', "const a = 'x';"],
    ["const o = {'a': 1,}", 'const o = { a: 1 };'],
    ['f((x))', 'f(x);'],
    ["enum E { 'a' = 1 }", 'enum E {\n  a = 1,\n}'],
    ['class A { "m"() {} }', 'class A {\n  m() {}\n}'],
    ['if(a){b()}', 'if (a) {\n  b();\n}'],
    ['// c\nx', '//  c\nx;;'],
    ['type A = (string|number)[]', 'type A = (string | number)[];'],
  ] as const) {
    assert.ok(sameCode(t, one, other), one);
  }
  for (const [one, other] of [
    ['const a = 1', 'const a = 2'],
    ["const a = 'x'", "const a = 'y'"],
    ['a - b', 'a + b'],
    ['// c\nx', 'x'],
    ['let a = 1', 'const a = 1'],
    ['-a', '+a'],
    ['class A extends B {}', 'class A implements B {}'],
    ["import a from 'a'", "import type a from 'a'"],
    ['a; b', 'a'],
    ['`a$' + '{x}b`', '`a$' + '{x}c`'],
    ['f(a, b)', 'f(a); b'],
    ['(a?.b).c', 'a?.b.c'],
    ['f(a)', "f('a')"],
    ['String.raw`\\x41`', 'String.raw`A`'],
    ["'use strict'; x", "('use strict'); x"],
    ['export = a', 'export default a'],
    ['(a + b) * c', 'a + b * c'],
    [`void ${'['.repeat(20_000)}`, `void  ${'['.repeat(20_000)}`],
  ] as const) {
    assert.ok(!sameCode(t, one, other), one);
  }
});

test('Biome formats cells, tells what it finds by cell, and leaves alone what it cannot format', async () => {
  const loadedOf = (name: string, notebook: Notebook, change = (text: string) => text): Loaded => {
    const bytes = Buffer.from(change(formatNotebook(notebook, { clean: true, metadata: 'ktln2' })));
    return { file: name, name, bytes, notebook };
  };
  const words = { ...notebookOf('# words').cells[0], cell_type: 'markdown' } as never;
  const neat = loadedOf('neat.ipynb', notebookOf('export const a = 1;'));
  const untidy = loadedOf(
    'untidy.ipynb',
    notebookOf(words, 'export const b=1', 'export const c = 2;\n\ndebugger;'),
  );
  const twice = loadedOf('twice.ipynb', notebookOf('export const d=1'), text =>
    text.replace('"source"', '"source": "export const d=1",\n   "source"'),
  );
  const all = [neat, untidy, twice];
  const beside = ['biome.json'];

  const seen = await biome(all, false, beside);
  assert.deepEqual([seen.ok, seen.formatted], [false, []]);
  assert.match(seen.report, /^untidy\.ipynb, cell 3, line 3 .*noDebugger/m);
  assert.match(seen.report, /untidy\.ipynb.* format/);
  assert.doesNotMatch(seen.report, /neat\.ipynb|cells-/);

  const { formatted } = await biome(all, true, beside);
  const results = new Map(formatted.map(result => [result.loaded.name, result]));
  assert.deepEqual([...results.keys()].includes('neat.ipynb'), false);
  const text = (results.get('untidy.ipynb') as { text: string }).text;
  const sources = JSON.parse(text).cells.map(({ source }: { source: string | string[] }) =>
    [source].flat().join(''),
  );
  assert.deepEqual(sources, ['# words', 'export const b = 1;', 'export const c = 2;\n\ndebugger;']);
  assert.match((results.get('twice.ipynb') as { refused: string }).refused, /holds a key twice/);
  assert.equal((await biome([neat], false, beside)).ok, true);
});
