/** What loading the library costs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

/** The files outside the library that `code` loads, in a process of its own. */
function packagesLoadedBy(code: string): string[] {
  const script = `${code}; console.log(JSON.stringify(Object.keys(require.cache)));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  assert.equal(stderr, '');
  const own = path.resolve('lib', 'ktln2', 'dist') + path.sep;
  return (JSON.parse(stdout) as string[]).filter(file => !file.startsWith(own));
}

test('a function that needs no package loads none: a name of the index loads its own module alone', () => {
  assert.deepEqual(packagesLoadedBy("require('ktln2').landauerEnergy(1, 300)"), []);
  const drawn = packagesLoadedBy("require('ktln2').seededRandom(1)");
  assert.ok(drawn.length > 0 && drawn.every(file => file.includes('pure-rand')), drawn.join('\n'));
});
