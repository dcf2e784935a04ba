/** The strict type check: each notebook for itself, whatever it is called and whatever the others hold. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { typeComplaints } from '#tooling/check/types';
import { UsageError } from '#tooling/errors';
import { REPOSITORY } from '#tooling/ktln2/paths';
import type { Loaded } from '#tooling/notebook/notebook';
import { notebookOf, temporaryFolder } from './support.js';

const folder = realpathSync(temporaryFolder());

const loaded = (name: string, ...cells: Parameters<typeof notebookOf>): Loaded => ({
  ...{ file: path.join(folder, name), name, bytes: Buffer.from('') },
  notebook: notebookOf(...cells),
});
/** What is said of each of some notebooks. */
async function said(...notebooks: Loaded[]): Promise<string[]> {
  const complaints = await typeComplaints(notebooks, REPOSITORY);
  return notebooks.map(({ file }) => (complaints.get(file) ?? []).join('\n'));
}

const LOOSE = 'const f = (x) => x;\nvoid f;';
const SAYS = "cell 1, line 1: TS7006: Parameter 'x' implicitly has an 'any' type.";

test('an error in one notebook hides nothing in another, whatever they are called', async () => {
  mkdirSync(path.join(folder, 'sub'), { recursive: true });
  const names = ['a.ipynb', 'sub/a.ipynb', '.x.ipynb', 'x.d.ipynb', 'odd "name" ü.ipynb', 'a.test.ipynb'];
  const syntax = loaded('syntax.ipynb', 'const = 1;', LOOSE);
  const clean = loaded(
    'clean.ipynb',
    'const a = 1;',
    'const b: number = a;\nvoid b;\nvoid (await Promise.resolve(1));',
  );
  const [first, last, ...others] = await said(syntax, clean, ...names.map(name => loaded(name, LOOSE)));
  assert.match(first ?? '', /^cell 1, line 1: TS1\d+: /);
  assert.match(first ?? '', /cell 2, line 1: TS7006/);
  assert.equal(last, '');
  assert.deepEqual(
    others,
    names.map(() => SAYS),
  );
  assert.ok(!readdirSync(folder).some(name => name.includes('tslab-check')), 'nothing is written');
});

test('the cell and its line are named, empty cells and words counted', async () => {
  const words = { ...notebookOf('# Words, and no code').cells[0], cell_type: 'markdown' } as never;
  const places = loaded(
    'places.ipynb',
    words,
    'const a = 1;',
    '',
    'void a;\nconst n: number = "text";\nvoid n;',
    'const unused = 1;',
  );
  assert.deepEqual((await said(places))[0]?.split('\n'), [
    "cell 4, line 2: TS2322: Type 'string' is not assignable to type 'number'.",
    "cell 5, line 1: TS6133: 'unused' is declared but its value is never read.",
  ]);
});

test('directives, open texts, statements without end, and what the kernel can import', async () => {
  writeFileSync(path.join(folder, 'helper.js'), 'exports.twice = x => 2 * x;');
  writeFileSync(path.join(folder, 'data.json'), '{ "n": 1 }');
  const imports = `import { landauerEnergy } from 'ktln2/energy';
import { twice } from './helper';
import { twice as again } from './helper.js';
import data from './data.json';
import fs from 'node:fs';
void [landauerEnergy(1, 300), twice(1), again(2), data.n + 1, fs.constants];`;
  const [nocheck = '', open = '', asi, imported, missing = '', typed = ''] = await said(
    loaded('nocheck.ipynb', `// @ts-nocheck\n${LOOSE}`),
    loaded('open.ipynb', 'void 0;', 'const t = `never ends;', 'void 1;'),
    loaded('asi.ipynb', 'const a = 1', '(() => void a)()'),
    loaded('imports.ipynb', imports),
    loaded('missing.ipynb', "import x from './none';\nvoid x;"),
    loaded('typed.ipynb', "import { landauerEnergy } from 'ktln2/energy';\nvoid landauerEnergy('x', 1);"),
  );
  assert.equal(nocheck, SAYS.replace('line 1', 'line 2'));
  assert.match(open, /^cell \d, line \d: TS\d+/);
  assert.doesNotMatch(open, /cell 0|line 0/);
  assert.equal(asi, '');
  assert.equal(imported, '');
  assert.match(missing, /TS2307/);
  assert.match(typed, /TS2345/);
});

test('settings that cannot be read are refused; without settings there is no check', async () => {
  const notebook = loaded('loose.ipynb', LOOSE);
  const withTypes = (types: string | null) => ({ ...REPOSITORY, config: { ...REPOSITORY.config, types } });
  assert.deepEqual(await typeComplaints([notebook], withTypes(null)), new Map());
  await assert.rejects(typeComplaints([notebook], withTypes('none.json')), (error: Error) => {
    return error instanceof UsageError && /^types is "none\.json": /.test(error.message);
  });
  writeFileSync(path.join(folder, 'broken.json'), '{ "compilerOptions": { "strict": "yes" } }');
  const broken = path.relative(REPOSITORY.root, path.join(folder, 'broken.json'));
  await assert.rejects(
    typeComplaints([notebook], withTypes(broken)),
    /^Error: types is ".*broken\.json": .*strict/,
  );
});

test('a module cell is a module of its own, as in the kernel, and of its notebook only', async () => {
  const module = '/** @module mylib */\nexport const q: number = 1;';
  const uses = "import { q } from './mylib';\nconst n: number = q;\nvoid n;";
  const [good, loose, other, wrong] = await said(
    loaded('good.ipynb', module, uses),
    loaded('loose.ipynb', '/** @module mylib */\nexport const q = (x) => x;', "import './mylib';"),
    loaded('other.ipynb', "import { q } from './mylib';\nvoid q;"),
    loaded('wrong.ipynb', module, "import { q } from './mylib.js';\nconst s: string = q;\nvoid s;"),
  );
  assert.equal(good, '');
  assert.equal(loose, SAYS.replace('line 1', 'line 2'));
  assert.match(other ?? '', /^cell 1, line 1: TS2307/);
  assert.match(wrong ?? '', /^cell 2, line 2: TS2322/);
});

test('what one notebook declares for all files, another does not see', async () => {
  const [one, other] = await said(
    loaded('global.ipynb', 'declare global {\n  interface Array<T> {\n    own: T;\n  }\n}\nvoid [1].own;'),
    loaded('plain.ipynb', 'void [1].own;'),
  );
  assert.equal(one, '');
  assert.match(other ?? '', /^cell 1, line 1: TS2339/);
});

test('directives for a whole file are plain comments in a cell, as in the kernel', async () => {
  const dom = '/// <reference lib="dom" />\nvoid document;';
  for (const text of await said(loaded('dom.ipynb', dom), loaded('plain.ipynb', 'void document;'))) {
    assert.match(text, /^cell 1, line \d: TS2584/);
  }
  assert.equal((await said(loaded('text.ipynb', "const s: '@ts-nocheck' = '@ts-nocheck';\nvoid s;")))[0], '');
});

test('cells for the browser, which tslab does not run, are passed over', async () => {
  assert.equal((await said(loaded('browser.ipynb', '/** @browser */\nvoid document;', 'void 0;')))[0], '');
});

test('a notebook that is nested too deeply is told, and the others are checked', async () => {
  const deep = `void ${'['.repeat(20_000)}${']'.repeat(20_000)};`;
  const [first, second] = await said(loaded('deep.ipynb', deep), loaded('loose.ipynb', LOOSE));
  assert.equal(first, 'its cells are nested too deeply for a type check; break them up');
  assert.equal(second, SAYS);
});
