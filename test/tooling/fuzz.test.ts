import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from './fuzz.js';
import { temporaryFolder } from './support.js';

const folder = temporaryFolder();

test('300 notebooks changed at random: no crash, no hang, no loss, no wrong pass, no false alarm', async () => {
  const { passed, faults } = await fuzz(300, 20261124, folder);
  assert.deepEqual(faults, []);
  assert.equal(passed, 300);
});
