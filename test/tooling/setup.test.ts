import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { findChromium } from '#tooling/figures/chromium';
import { at } from '#tooling/ktln2/paths';
import { parseEnvironment, readEnvironment } from '#tooling/ktln2/setup/environment';
import { clearPrefix, findPython } from '#tooling/ktln2/setup/python';
import { keyOf, recall, remember } from '#tooling/ktln2/setup/stamp';
import { temporaryFolder } from './support.js';

const folder = temporaryFolder();

test("the project's environment file pins everything that set-up installs", () => {
  const { requirements, tensorflowWheel, runners } = readEnvironment();
  const names = (list: string[]) => list.map(requirement => requirement.split('==')[0]);
  assert.deepEqual(names(requirements), ['jupyterlab', 'nbconvert', 'plotly']);
  assert.deepEqual(names(runners), ['nbclient', 'nbmake', 'nbval', 'pytest']);
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
