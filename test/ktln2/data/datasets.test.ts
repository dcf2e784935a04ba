/** The scripts of lib/datasets, without running them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataset as network } from '#datasets/uniform-square';
import { dataset as seeds } from '#datasets/uniform-square-seeds';
import { FOLDERS, loadScript, scriptNames } from '#tooling/ktln2/data/scripts';
import { dataSource, readDataFile, readManifest } from 'ktln2/data';
import { formatNetwork, formatNetworks, parseNetwork, parseNetworks } from 'ktln2/score-network';

test('each script makes a data set that is described, and each data set with tools has a script', async () => {
  const names = scriptNames(FOLDERS);
  for (const name of names) {
    assert.ok((await loadScript(name, FOLDERS)).same);
    assert.match(dataSource(name).source, new RegExp(`lib/datasets/src/${name}\\.ts`));
  }
  const made = readManifest().filter(({ tools }) => tools);
  assert.deepEqual(
    made.map(({ id }) => id).filter(id => !names.includes(id)),
    [],
  );
});

test('rounding of the network is told from another training', () => {
  const stored = readDataFile('uniform-square');
  const trained = parseNetwork(stored.toString());
  const moved = (by: number, recipe = trained.recipe) => {
    const weights = trained.network.weights.map((weight, i) => weight * (1 + (i % 2 ? by : -by)));
    const text = formatNetwork({ network: { ...trained.network, weights }, recipe });
    return network.compare?.(stored, Buffer.from(text));
  };
  assert.equal(moved(5e-4)?.rounding, true);
  assert.match(moved(5e-4)?.told ?? '', /root mean square 5\.0e-4 of theirs; up to 0\.001 passes/);
  assert.equal(moved(2e-3)?.rounding, false);
  assert.equal(moved(Number.NaN)?.rounding, false);
  const seed = moved(0, { ...trained.recipe, seed: 1 });
  assert.deepEqual(seed, { rounding: false, told: 'the recipe or the shape is another' });
});

test('of several networks the worst counts', () => {
  const stored = readDataFile('uniform-square-seeds');
  const trained = parseNetworks(stored.toString());
  const moved = (by: number, which: number) => {
    const made = trained.map(({ network: one, recipe }, k) => ({
      recipe,
      network: { ...one, weights: one.weights.map(w => (k === which ? w * (1 + by) : w)) },
    }));
    return seeds.compare?.(stored, Buffer.from(formatNetworks(made)));
  };
  assert.equal(moved(5e-4, 4)?.rounding, true);
  assert.equal(moved(2e-3, 4)?.rounding, false);
  assert.match(moved(2e-3, 0)?.told ?? '', /root mean square 2\.0e-3/);
  const fewer = seeds.compare?.(stored, Buffer.from(formatNetworks(trained.slice(1))));
  assert.equal(fewer?.told, 'the recipe or the shape is another');
});
