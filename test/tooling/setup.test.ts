import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { findChromium } from '#tooling/figures/chromium';
import { at } from '#tooling/ktln2/paths';
import { parseEnvironment, readEnvironment } from '#tooling/ktln2/setup/environment';
import { clearPrefix, findPython, setUpPython } from '#tooling/ktln2/setup/python';
import { keyOf, recall, remember } from '#tooling/ktln2/setup/stamp';
import { firstWorking, librariesAreThere, setUpTensors, type Tier } from '#tooling/ktln2/setup/tensors';
import { temporaryFolder } from './support.js';

const folder = temporaryFolder();

test("the project's environment file pins everything that set-up installs", () => {
  const { requirements, tensorflowWheel, runners, tensorRivals } = readEnvironment();
  const names = (list: string[]) => list.map(requirement => requirement.split('==')[0]);
  assert.deepEqual(names(requirements), ['jupyterlab', 'nbconvert', 'plotly']);
  assert.deepEqual(names(runners), ['nbclient', 'nbmake', 'nbval', 'pytest']);
  assert.deepEqual(names(tensorRivals), ['torch', 'jax']);
  assert.match(tensorflowWheel, /^tensorflow-cpu==/);
});

test('a requirement that is not pinned is named', () => {
  const text = 'dependencies: [{pip: [nbconvert>=7]}]\nvariables: {KTLN2_TENSORFLOW_WHEEL: t==1}';
  assert.throws(() => parseEnvironment(text), /"nbconvert>=7" is not pinned/);
  assert.throws(() => parseEnvironment('dependencies: []'), /"" is not pinned/);
});

test('a Python that is missing or too old gives one clear sentence', async () => {
  await assert.rejects(findPython(['no-such-python']), /need Python 3\.10 or newer; none was found/);
  if (process.platform === 'win32') return; // A shell script cannot stand in for Python there.
  const old = path.join(folder, 'old-python');
  writeFileSync(old, '#!/bin/sh\necho "(3, 8)"\n');
  chmodSync(old, 0o755);
  await assert.rejects(findPython([old]), /old-python is 3\.8/);
});

test('an environment takes the place of one that was made here, and of nothing else', () => {
  const [own, other] = ['own-venv', 'other-venv'].map(name => path.join(folder, name)) as [string, string];
  clearPrefix(own);
  writeFileSync(path.join(own, 'old'), '');
  clearPrefix(own);
  assert.deepEqual(readdirSync(own), ['ktln2-stamp']);
  mkdirSync(other);
  writeFileSync(path.join(other, 'pyvenv.cfg'), '');
  const link = path.join(folder, 'linked-venv');
  symlinkSync(own, link, 'junction');
  for (const prefix of [other, link, path.join(other, 'pyvenv.cfg')]) {
    assert.throws(() => clearPrefix(prefix), /is in the way: it was not made here/);
  }
  assert.deepEqual(readdirSync(other), ['pyvenv.cfg']);
  assert.deepEqual(readdirSync(own), ['ktln2-stamp']);
});

test('the first Python that is new enough is taken, and 3.10 is', async () => {
  if (process.platform === 'win32') return; // As above.
  const named = (version: string) => {
    const file = path.join(folder, `python-${version}`);
    writeFileSync(file, `#!/bin/sh\necho "(${version.replace('.', ', ')})"\n`);
    chmodSync(file, 0o755);
    return file;
  };
  const [old, just, newer, other] = ['3.9', '3.10', '3.14', '4.0'].map(named) as [
    string,
    string,
    string,
    string,
  ];
  assert.equal(await findPython([old, 'no-such-python', just, newer]), just);
  assert.equal(await findPython([newer, just]), newer);
  await assert.rejects(findPython([old, other]), /; .*python-3\.9 is 3\.9, .*python-4\.0 is 4\.0\./);
  // One that fails says nothing of its version.
  const broken = path.join(folder, 'broken-python');
  writeFileSync(broken, '#!/bin/sh\necho "(3, 12)"\nexit 1\n');
  chmodSync(broken, 0o755);
  await assert.rejects(findPython([broken]), /none was found/);
});

test('an active conda environment that has our pins is used, and gets the kernel of this Node', async t => {
  if (process.platform === 'win32') return; // As above.
  const prefix = path.join(folder, 'conda');
  const python = path.join(prefix, 'bin', 'python');
  mkdirSync(path.dirname(python), { recursive: true });
  writeFileSync(python, '#!/bin/sh\nprintf "%s\\n" "$@" > "$0.asked"\n');
  chmodSync(python, 0o755);
  const before = process.env.CONDA_PREFIX;
  t.after(() => {
    if (before === undefined) delete process.env.CONDA_PREFIX;
    else process.env.CONDA_PREFIX = before;
  });
  process.env.CONDA_PREFIX = prefix;
  assert.deepEqual(await setUpPython(), { prefix, python });
  const asked = readFileSync(`${python}.asked`, 'utf8').trim().split('\n');
  assert.deepEqual(asked.slice(-readEnvironment().requirements.length), readEnvironment().requirements);
  const file = path.join(prefix, 'share', 'jupyter', 'kernels', 'tslab', 'kernel.json');
  const kernel = JSON.parse(readFileSync(file, 'utf8'));
  assert.equal(kernel.argv[0], process.execPath);
  assert.equal(kernel.argv.at(-1), '{connection_file}');
  assert.equal(kernel.language, 'typescript');
  // What is registered already is not written again.
  const { mtimeMs } = statSync(file);
  await setUpPython();
  assert.equal(statSync(file).mtimeMs, mtimeMs);
  writeFileSync(file, '{}');
  await setUpPython();
  assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), kernel);
});

test('tensors: the first tier that computes is taken, the others say why they were not', async () => {
  const installed: string[] = [];
  const tier = (name: string, fails?: string): Tier => ({
    name,
    async install() {
      installed.push(name);
      if (fails) throw new Error(fails);
    },
  });
  const yes = async () => true;
  const works = async (name: string) => installed.at(-1) === name;
  assert.deepEqual(await firstWorking([tier('a'), tier('b')], yes), { found: 'a', reasons: [] });
  assert.deepEqual(installed, ['a']);
  assert.deepEqual(await firstWorking([tier('a', 'long log\nno network\n'), tier('b')], yes), {
    found: 'b',
    reasons: ['no network'],
  });
  const loads = 'the binding was installed but does not load';
  assert.deepEqual(await firstWorking([tier('a'), tier('b')], () => works('b')), {
    found: 'b',
    reasons: [loads],
  });
  assert.deepEqual(await firstWorking([tier('a'), tier('b', 'no compiler')], async () => false), {
    found: undefined,
    reasons: [loads, 'no compiler'],
  });
});

test('tensors: nothing is installed where plain ones are asked for', async t => {
  const before = process.env.KTLN2_TENSORS;
  t.after(() => {
    if (before === undefined) delete process.env.KTLN2_TENSORS;
    else process.env.KTLN2_TENSORS = before;
  });
  process.env.KTLN2_TENSORS = 'plain';
  assert.match(await setUpTensors(), /^plain TensorFlow\.js.*as KTLN2_TENSORS asks/);
});

test('a Node that is too old gives one clear sentence', () => {
  const script = `Object.defineProperty(process.versions, 'node', { value: '18.20.0' });
    process.argv[2] = 'check'; require(${JSON.stringify(at('lib', 'tooling', 'bootstrap.cjs'))});`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.equal(stderr, 'kT ln 2 needs Node 20 or newer; this is Node 18.20.0.\n');
});

test('a stamp is recalled for its own key only', () => {
  const stamp = path.join(folder, 'deep', 'stamp');
  assert.equal(recall(stamp, 'a'), undefined);
  remember(stamp, 'a', 'one\ntwo');
  assert.equal(recall(stamp, 'a'), 'one\ntwo');
  assert.equal(recall(stamp, 'b'), undefined);
  assert.notEqual(keyOf('a', 'b'), keyOf('ab'));
});

test('Chromium is looked for by name on the path, and where CHROMIUM points', () => {
  const fake = path.join(folder, 'chromium');
  writeFileSync(fake, '');
  assert.equal(findChromium({ PATH: folder }), fake);
  assert.equal(findChromium({ PATH: folder, CHROMIUM: path.join(folder, 'none') }), undefined);
  assert.ok(existsSync(fake));
});

test('an environment that another process is making is left to it', () => {
  const prefix = path.join(folder, 'busy-venv');
  clearPrefix(prefix);
  const stamp = path.join(prefix, 'ktln2-stamp');
  remember(stamp, 'unfinished', String(process.ppid));
  assert.throws(() => clearPrefix(prefix), new RegExp(`is being made by process ${process.ppid}`));
  // One that was killed is not waited for.
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  remember(stamp, 'unfinished', String(pid));
  clearPrefix(prefix);
});

test('a binding counts only while its libraries are where it looks for them', () => {
  const libraries = path.join(folder, 'libraries');
  assert.equal(librariesAreThere(libraries), false);
  mkdirSync(libraries);
  assert.equal(librariesAreThere(libraries), false);
  writeFileSync(path.join(libraries, 'one.so'), '');
  assert.equal(librariesAreThere(libraries), true);
  if (process.platform === 'win32') return; // Links to files need a privilege there.
  symlinkSync(path.join(folder, 'gone.so'), path.join(libraries, 'two.so'));
  assert.equal(librariesAreThere(libraries), false);
});
