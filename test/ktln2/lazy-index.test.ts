/** One name of ktln2 loads the modules of that name, and no others. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { at } from '#tooling/ktln2/paths';

/** The packages and the rooms of ktln2 that are loaded once a script has run. */
function loadedBy(script: string): Set<string> {
  const told = `${script};
    const names = Object.keys(require.cache).map(file => file.replaceAll('\\\\', '/'));
    console.log(names.map(file => /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/|ktln2\\/dist\\/(\\w+)\\//.exec(file)?.slice(1).join('') ?? '').join());`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', told], { cwd: at(), encoding: 'utf8' });
  assert.equal(stderr, '');
  return new Set(stdout.trim().split(',').filter(Boolean));
}

test('an energy loads neither mathjs nor TensorFlow.js nor sharp, nor the rooms that need them', () => {
  const loaded = loadedBy("require('ktln2').landauerEnergy(1, 300)");
  assert.ok(loaded.has('energy'));
  for (const name of [
    'mathjs',
    '@tensorflow/tfjs',
    '@tensorflow/tfjs-node',
    'sharp',
    'diffusion',
    'pictures',
  ]) {
    assert.ok(!loaded.has(name), `${name}: ${[...loaded]}`);
  }
});

test('what needs them loads them', () => {
  assert.ok(loadedBy("require('ktln2').losslessCode").has('sharp'));
});
