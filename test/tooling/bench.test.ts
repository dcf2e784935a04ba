/** The parts of the benchmarks that need no Python. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { endProcessesOf } from '../bench/other-runners.js';
import { outcomeOf } from '../bench/runners.js';
import { markdownTable, median, spread } from '../bench/support.js';
import { temporaryFolder } from './support.js';

const folder = temporaryFolder();

test('a fault is caught only if its clean twin passes', () => {
  assert.equal(outcomeOf('fails', 'passes'), 'catches');
  assert.equal(outcomeOf('passes', 'passes'), 'misses');
  assert.equal(outcomeOf('fails', 'fails'), 'false alarm');
  assert.equal(outcomeOf('passes', 'fails'), 'false alarm');
  assert.equal(outcomeOf('hangs', 'passes'), 'hangs');
  assert.equal(outcomeOf('fails', 'hangs'), 'hangs');
});

test('medians, spreads and tables', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.equal(spread([0.5, 0.25, 1], 2), '0.50 (0.25–1.00)');
  assert.equal(
    markdownTable([
      ['a', 'b'],
      ['1', '2'],
    ]),
    '| a | b |\n|---|---|\n| 1 | 2 |',
  );
});

test('processes that name a folder are ended, and no others', {
  skip: process.platform === 'win32',
}, async () => {
  const wait = 'setTimeout(() => {}, 60_000)';
  const named = spawn(process.execPath, ['-e', wait, path.join(folder, 'connection.json')]);
  const other = spawn(process.execPath, ['-e', wait]);
  try {
    await Promise.all([once(named, 'spawn'), once(other, 'spawn')]);
    const ended = once(named, 'exit');
    assert.equal(endProcessesOf(folder), 1);
    assert.deepEqual(await ended, [null, 'SIGKILL']);
    assert.equal(other.exitCode ?? other.signalCode, null);
  } finally {
    named.kill();
    other.kill();
  }
});
