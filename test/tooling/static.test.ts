/** What is wrong with a notebook as it is stored: seen in its code, and not in words that look like code. */
import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { test } from 'node:test';
import { absolutePath } from '#tooling/check/absolute-paths';
import { storedComplaints } from '#tooling/check/static';
import { REPOSITORY } from '#tooling/ktln2/paths';
import type { Cell, Notebook } from '#tooling/notebook/notebook';
import { DEFAULTS } from '#tooling/repository';
import { codeCell, notebookOf } from './support.js';

const kernelspec = { name: 'tslab' };
const stdout = (text: string) => ({ output_type: 'stream' as const, name: 'stdout', text });
const display = (data: Record<string, unknown>) => ({
  output_type: 'display_data' as const,
  data,
  metadata: {},
});
const OURS = REPOSITORY;
const PLAIN = { root: REPOSITORY.root, config: DEFAULTS };

const complaints = (notebook: Notebook, repository = OURS, bytes = Buffer.from('')) =>
  storedComplaints({ file: '/x.ipynb', name: 'x.ipynb', bytes, notebook }, repository).join('\n');
const ofCells = (...cells: (string | Cell)[]) =>
  complaints({ ...notebookOf(...(cells as Parameters<typeof notebookOf>)), metadata: { kernelspec } });
const of = (...cell: Parameters<typeof codeCell>) => ofCells(codeCell(...cell));

test('a clean cell gives no complaint', () => {
  assert.equal(of('console.log(1);', [stdout('1\n')]), '');
  assert.equal(of('const home = 2 / 3;'), '');
});

test('a cell that prints must have an output; comments, texts and definitions do not print', () => {
  for (const source of [
    'console.log(1);',
    "console['log'](1);",
    'console.table([]);',
    'showTable(table);',
    'xs.forEach(x => console.log(x));',
    'display.html("");',
    "tslab.display.html('');",
    "process.stdout.write('x');",
    'if (a) { showFigure(f); }',
    '(() => console.log(1))();',
  ]) {
    assert.equal(of(source), 'cell 1: prints, but no output is stored; run --update', source);
  }
  for (const source of [
    '// console.log(1);',
    '/* showTable(t) */ void 0;',
    "const s = 'console.log(1)';",
    'const f = () => console.log(1);',
    'function f() { console.log(1); }',
    'const o = { f() { console.log(1); } };',
    'class A { m() { console.log(1); } }',
    'console.error;',
    'logger.log(1);',
    'showTables(t);',
  ]) {
    assert.equal(of(source), '', source);
  }
  const unnamed = { ...PLAIN, config: { ...DEFAULTS, prints: [] } };
  assert.equal(complaints({ ...notebookOf('showTable(t);'), metadata: { kernelspec } }, unnamed), '');
});

test('what differs from run to run needs the tag live; the words for it do not', () => {
  for (const [source, name] of [
    ['const x = Math.random();', 'Math.random'],
    ["const x = Math['random']();", 'Math.random'],
    ['const { random } = Math;', 'Math.random'],
    ['const { random: r } = Math;', 'Math.random'],
    ['xs.map(Math.random);', 'Math.random'],
    ['const t = Date.now();', 'Date.now'],
    ['const d = new Date();', 'new Date()'],
    ['const d = new Date;', 'new Date()'],
    ['const d = Date();', 'Date()'],
    ['performance.now();', 'performance.now'],
    ['process.hrtime.bigint();', 'process.hrtime'],
    ['randomUUID();', 'randomUUID()'],
    ['getRandomValues(a);', 'getRandomValues()'],
    ['crypto.randomBytes(4);', 'crypto.randomBytes'],
    ['process.uptime();', 'process.uptime'],
    // Other ways to the same.
    ['globalThis.Math.random();', 'Math.random'],
    ["globalThis['Math']?.random();", 'Math.random'],
    ['(Math as any).random();', 'Math.random'],
    ['(<any>Math)!.random();', 'Math.random'],
    ['const M = Math;\nM.random();', 'Math.random'],
    ['let random;\n({ random } = Math);', 'Math.random'],
    ['const { random } = globalThis.Math;', 'Math.random'],
    ['new globalThis.Date();', 'new Date()'],
    ['crypto.webcrypto.getRandomValues(a);', 'crypto.getRandomValues'],
    ["import { randomUUID as id } from 'node:crypto';\nid();", 'crypto.randomUUID'],
    ["import * as c from 'node:crypto';\nc.randomBytes(3);", 'crypto.randomBytes'],
    ["import c from 'crypto';\nc.randomInt(3);", 'crypto.randomInt'],
    ["import { webcrypto as w } from 'crypto';\nw.getRandomValues(a);", 'crypto.getRandomValues'],
    ["const { randomBytes: bytes } = require('crypto');", 'crypto.randomBytes'],
    ["(await import('node:crypto')).randomBytes(3);", 'crypto.randomBytes'],
    ["import { performance as p } from 'node:perf_hooks';\np.now();", 'performance.now'],
    ["import { hrtime as h } from 'node:process';\nh();", 'process.hrtime'],
  ] as const) {
    assert.equal(
      of(source),
      `cell 1: ${name} differs from run to run; use a seed, or give the cell the tag "live"`,
      source,
    );
    assert.equal(of(source, [], { tags: ['live'] }), '', source);
    assert.equal(complaints({ ...notebookOf(source), metadata: { kernelspec } }, PLAIN), '', 'elsewhere');
  }
  for (const source of [
    "const d = new Date('2026-01-01');",
    '// Math.random() is not seeded',
    "const s = 'Math.random()';",
    'const random = 1;',
    'const { min } = Math;',
    'seeded.random();',
    'Math.max(1);',
    'Date.parse(s);',
    'Math.random = seeded;',
    'type R = typeof Math.random;',
    "import type { randomUUID } from 'node:crypto';",
    "import { type randomUUID } from 'node:crypto';",
    "import { createHash } from 'node:crypto';",
    "import { randomBytes } from './own';",
    'model.crypto.randomBytes(3);',
    // Names that every object has.
    'toString.call(1);',
    'const { name } = constructor;',
    'globalThis.constructor.name;',
  ]) {
    assert.equal(of(source), '', source);
  }
});

test('a name that one cell gives to a source of randomness is known in the next', () => {
  assert.equal(
    ofCells("import * as c from 'node:crypto';", 'c.randomBytes(3);'),
    'cell 2: crypto.randomBytes differs from run to run; use a seed, or give the cell the tag "live"',
  );
});

test('code that is nested too deeply for the stack is told; what people write is not', () => {
  const deep = `void ${'['.repeat(20_000)}${']'.repeat(20_000)};`;
  assert.equal(ofCells(deep, 'void 0;'), 'cell 1: is nested too deeply to be read; break it up');
  assert.equal(of(`void (${'1 + '.repeat(1_000)}1);`), '');
  assert.equal(of(`void a${'.b()'.repeat(500)};`), '');
});

test('one half of a character is told, since no file can hold it', () => {
  assert.match(of('// \ud83d'), /^cell 1: holds one half of a character/);
  assert.equal(of('// \ud83d\ude00'), '');
});

test('absolute paths are complained about, in code and in outputs, but not what only looks like one', () => {
  const { root } = REPOSITORY;
  for (const path of [
    '/home/ann/data.csv',
    '/Users/ann/x',
    'C:\\Users\\ann',
    'C:\\data\\x.csv',
    'D:\\x.csv',
    "cwd: '/home/ann/'",
    'base64,\n/home/ann/x',
    '/tmp/x',
    '/var/log/x',
    'file:///home/ann/x',
    'read "/opt/data/x"',
    `${root}/x`,
    `${homedir()}/data.csv`,
  ]) {
    assert.ok(absolutePath(path, root), path);
  }
  for (const text of [
    'GET /home/page',
    'GET /home/page/2',
    'https://example.org/home/ann/y',
    'https://example.org/tmp/y',
    'data/home/ann/x',
    '../tmp/x',
    '/home',
    'a / tmp / b',
    'x/tmp/y',
    '~/tmp/x',
    'C: 3',
    'ratio 1/2',
    'f:\\mathbb{R}\\to\\mathbb{R}',
    'X:\\Omega\\to A.',
  ]) {
    assert.equal(absolutePath(text, root), undefined, text);
  }
  assert.match(
    of("const file = '/home/ann/data.csv';"),
    /^cell 1: holds an absolute path \(\/home\/ann\/d\), which/,
  );
  assert.match(of('// see /home/ann/data.csv\nvoid 0;'), /^cell 1: holds an absolute path/);
  assert.match(of('const t = `/tmp/x$' + '{1}`;'), /^cell 1: holds an absolute path/);
  assert.equal(of('const q = a /tmp/ b;'), '', 'a division');
  assert.equal(of('const t = `$' + '{folder}/tmp/x`;'), '', 'a text that goes on');
  assert.equal(of("const t = folder + '/tmp/x';"), '', 'a text that goes on');
  assert.match(of("const t = '/tmp/x' + name;"), /^cell 1: holds an absolute path/);
  assert.match(
    of('x();', [stdout('read /home/ann/data.csv\n')]),
    /^cell 1: an output holds an absolute path/,
  );
  assert.match(
    of('x();', [display({ 'a/x+json': { at: '/home/ann/data.csv' } })]),
    /^cell 1: an output holds/,
  );
  assert.equal(
    of('x();', [display({ 'text/html': '<img src="data:image/png;base64,abc/home/x/y+/tmp/x">' })]),
    '',
  );
  assert.equal(of('x();', [display({ 'image/png': 'iVB+/tmp/x/opt/x' })]), '');
  assert.match(of('x();', [display({ 'image/svg+xml': '<!-- /tmp/x -->' })]), /absolute path/);
  assert.match(of('x();', [stdout('base64, then /home/ann/x')]), /absolute path/);
  assert.equal(
    complaints({ ...notebookOf("const f = '/home/ann/x';"), metadata: { kernelspec } }, PLAIN),
    '',
  );
});

test('outputs belong to code cells that have something to run', () => {
  const outputs = [stdout('x')];
  const words = (cell_type: 'markdown' | 'raw') => ({
    cell_type,
    id: 'w',
    metadata: {},
    source: 'x',
    outputs,
  });
  assert.equal(
    ofCells(words('markdown')),
    'cell 1: has outputs, which a markdown cell cannot have; remove them',
  );
  assert.equal(ofCells(words('raw')), 'cell 1: has outputs, which a raw cell cannot have; remove them');
  assert.equal(ofCells({ ...words('raw'), outputs: [] }), '');
  assert.equal(of(' \n', outputs), 'cell 1: has outputs, and nothing to run; run --update');
  assert.equal(of(' \n'), '');
  assert.equal(
    ofCells({ ...codeCell(''), execution_count: 3 }),
    'cell 1: has an execution count, and nothing to run; run --update',
  );
  assert.equal(ofCells({ ...codeCell(''), execution_count: null }), '');
  const stderr = { ...stdout('careful'), name: 'stderr' };
  assert.match(
    of('x();', [stderr]),
    /^cell 1: holds stored standard error; mend the cell, or give it the tag/,
  );
  assert.match(of('x();', [stderr], { tags: ['live'] }), /stored standard error/);
  assert.equal(of('x();', [stderr], { tags: ['allow-stderr'] }), '');
  assert.equal(of('x();', [stderr], { ktln2: { raises: 'careful' } }), '');
});

test('cells that tslab does not run, or does not check, are complained about', () => {
  assert.match(of('/** @browser */\nvoid 0;'), /^cell 1: begins with @browser: tslab never runs it/);
  assert.equal(of('// not /** @browser */\nvoid 0;'), '');
  assert.equal(of("void '@browser';"), '');
  const module = '/** @module mylib */\nexport const a = 1;';
  assert.match(
    of(module),
    /^cell 1: is the module "mylib", which no later cell imports.*import it from '\.\/mylib'$/,
  );
  assert.equal(ofCells(module, "import { a } from './mylib';\nvoid a;"), '');
  assert.equal(ofCells(module, "import { a } from './mylib.js';\nvoid a;"), '');
  assert.equal(ofCells(module, "const { a } = require('./mylib');\nvoid a;"), '');
  assert.equal(ofCells(module, "void import('./mylib');"), '');
  assert.match(ofCells(module, "import { a } from './other';\nvoid a;"), /is the module "mylib"/);
  // What is imported for its types alone, by itself, too early, or as a package, does not run.
  for (const cells of [
    [module, "import type { a } from './mylib';"],
    ["/** @module mylib */\nimport './mylib';\nexport const a = 1;"],
    ["import './mylib';", module],
    [module, "import 'mylib';"],
  ]) {
    assert.match(ofCells(...cells), /^cell \d: is the module "mylib", which no later cell imports/);
  }
  const mutual = ["/** @module a */\nimport './b';", "/** @module b */\nimport './a';"];
  assert.match(ofCells(...mutual), /^cell 1: is the module "a".*\ncell 2: is the module "b"/);
  assert.equal(ofCells(...mutual, "import './a';"), '', 'one through the other');
  const prints = '/** @module p */\nconsole.log(1);';
  assert.equal(ofCells(prints, codeCell("import './p';", [stdout('1\n')])), '');
  for (const source of [
    '// @ts-nocheck\nvoid 0;',
    'void 0;\n/* @ts-nocheck */\nvoid 1;',
    'f(); // @ts-nocheck',
  ]) {
    assert.match(
      of(source),
      /^cell 1: holds @ts-nocheck, which switches its type check off; remove it$/,
      source,
    );
  }
  assert.equal(of("const s = '@ts-nocheck';"), '');
});

test('the notebook as a whole: size, kernel, outputs of other kernels; and the number of each cell', () => {
  const notebook = { ...notebookOf('void 0;'), metadata: { kernelspec } };
  const big = Buffer.alloc(1_500_001);
  assert.match(
    complaints(notebook, OURS, big),
    /^is 1500001 bytes; at most 1500000 are allowed: show smaller/,
  );
  assert.equal(complaints(notebook, OURS, big.subarray(1)), '');
  assert.equal(complaints(notebook, PLAIN, big), '');
  assert.match(complaints({ ...notebook, metadata: {} }), /^its kernel is not stated; expected "tslab"/);
  const python = { ...notebook, metadata: { kernelspec: { name: 'python3' } } };
  assert.match(
    complaints(python),
    /^its kernel is "python3"; expected "tslab" in metadata\.kernelspec\.name/,
  );
  assert.equal(complaints({ ...notebook, foreign: ['cell 1: holds'] }), 'cell 1: holds');
  const words = { cell_type: 'markdown' as const, id: 'w', metadata: { tags: ['odd'] }, source: '' };
  assert.match(
    ofCells(words, codeCell('x();', [], { tags: ['slow'] })),
    /^cell 1: unknown tag "odd".*\ncell 2: unknown tag "slow"/,
  );
});
