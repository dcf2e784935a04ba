/** The checker as a product: packed, installed in an empty folder, and run on somebody else's notebooks. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { DEFAULT_OPTIONS } from '#tooling/options';
import { at } from '#tooling/ktln2/paths';
import { DEFAULTS } from '#tooling/repository';
import { type RunOptions, run } from '#tooling/run';
import { codeCell, notebookOf, saved } from './support.js';

// Outside the project, so that nothing of it can be found by chance.
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'tslab-check-test-')));
after(() => rmSync(folder, { recursive: true, force: true }));

const stdout = (text: string) => ({ output_type: 'stream' as const, name: 'stdout', text });

/** Runs npm, by the file that npm names to the scripts it starts, or by its name. */
function npm(args: string[], options: RunOptions = {}) {
  const file = process.env.npm_execpath;
  // Nothing of the npm that runs these tests may reach the one that is run here.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(?!config_(registry|cache))/i.test(name)),
  );
  const [command, words] = file ? [process.execPath, [file, ...args]] : ['npm', args];
  return run(command, words, { cwd: folder, env, ...options });
}

test('it works in an empty folder, from its tarball, and leaves nothing but its cache there', {
  timeout: 120_000,
}, async () => {
  const packed = await npm(['pack', '--silent', '--pack-destination', folder], { cwd: at('lib', 'tooling') });
  assert.equal(packed.status, 0, packed.stderr);
  const tarball = packed.stdout.trim().split('\n').at(-1) as string;
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  const options = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts', '--loglevel=error'];
  const installed = await npm(['install', ...options, `./${tarball}`]);
  assert.equal(installed.status, 0, installed.stderr);

  const notebooks = path.join(folder, 'notebooks');
  mkdirSync(notebooks);
  writeFileSync(path.join(notebooks, 'helper.js'), 'exports.twice = x => 2 * x;');
  const helper = "import { twice } from './helper.js';\nconst n: number = twice(21);\nconsole.log(n);";
  saved(notebooks, 'good', notebookOf(codeCell(helper, [stdout('42\n')])));
  saved(notebooks, 'bad', notebookOf(codeCell('console.log(1);', [stdout('2\n')])));
  const main = path.join(folder, 'node_modules', 'tslab-check', 'dist', 'main.js');
  const check = (...args: string[]) => run(process.execPath, [main, ...args], { cwd: folder });

  const both = await npm([
    'exec',
    '--offline',
    '--',
    'tslab-check',
    'notebooks/',
    '--json',
    'report.json',
    '--junit',
    'report.xml',
  ]);
  assert.equal(both.status, 1, both.stdout + both.stderr);
  assert.match(both.stdout, /^ok {3}notebooks\/good\.ipynb/m);
  assert.match(both.stdout, /^FAIL notebooks\/bad\.ipynb[\s\S]*-2\n\s*\+1[\s\S]*^1 of 2 notebooks ok$/m);
  assert.equal(JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8')).notebooks.length, 2);
  assert.match(
    readFileSync(path.join(folder, 'report.xml'), 'utf8'),
    /<testsuite name="notebooks\/bad\.ipynb"/,
  );

  assert.equal((await check('--update', 'notebooks/bad.ipynb')).status, 0);
  const changed = await check('--changed', 'notebooks/good.ipynb');
  assert.equal(changed.status, 0, changed.stdout);
  assert.match(changed.stdout, /^same notebooks\/good\.ipynb/m);
  assert.equal((await check('nothing.ipynb')).status, 2);
  assert.match((await check('--version')).stdout, /^\d+\.\d+\.\d+\n$/);
});

test('its README knows every option, every kind of problem and every key of the configuration', () => {
  const readme = readFileSync(at('lib', 'tooling', 'README.md'), 'utf8');
  const { kinds } = {
    kinds: JSON.parse(readFileSync(at('lib', 'tooling', 'report.schema.json'), 'utf8')).$defs.problem
      .properties.kind.enum,
  };
  for (const kind of kinds) assert.ok(readme.includes(`\`${kind}\``), kind);
  for (const option of Object.keys(DEFAULT_OPTIONS)) assert.ok(readme.includes(`--${option}`), option);
  for (const [key, value] of Object.entries(DEFAULTS)) {
    if (key === 'depends') continue;
    assert.ok(readme.includes(`| \`${key}\` | \`${JSON.stringify(value)}\` |`), key);
  }
});
