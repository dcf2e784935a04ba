/** `npm test` must notice a test file that fails, whichever way it does. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { mock, test } from 'node:test';
import { runTestFile } from '#tooling/ktln2/commands/unit-tests';
import { temporaryFolder } from './support.js';

const folder = temporaryFolder();
const PASSES = "import { test } from 'node:test'; test('one', () => {}); ";

/** What becomes of a file of one test that passes and `code`: the numbers, and what is printed. */
async function outcome(code: string, limit?: number): Promise<{ counts: [number, number]; printed: string }> {
  const file = path.join(folder, 'file.mjs');
  writeFileSync(file, PASSES + code);
  const log = mock.method(console, 'log', () => {});
  try {
    const counts = await runTestFile(file, limit);
    return { counts, printed: log.mock.calls.flatMap(call => call.arguments).join('\n') };
  } finally {
    log.mock.restore();
  }
}

test('nothing is printed of a file that passes', async () => {
  assert.deepEqual(await outcome(''), { counts: [1, 0], printed: '' });
});

test('a test that fails is named, with the reason and the place', async () => {
  const { counts, printed } = await outcome("\ntest('two', () => { throw new Error('why'); });");
  assert.deepEqual(counts, [1, 1]);
  assert.match(printed, /✖ two\n {2}.*file\.mjs:2\nError: why/);
  assert.doesNotMatch(printed, /✖ one\b|\d passed/);
});

test('a rejection after the end of its test fails', async () => {
  const late = "test('two', () => { setTimeout(() => Promise.reject(new Error('late')), 10); });";
  const { counts, printed } = await outcome(late);
  assert.equal(counts[1], 1);
  assert.match(printed, /late/);
});

for (const [how, code, said] of [
  ['throws when it is imported', "throw new Error('why');", /why[\s\S]*exit status/],
  ['imports what is not there', "import 'no-such-package';", /no-such-package[\s\S]*exit status 1/],
  ['ends with status 0 before its tests do', "test('two', () => process.exit(0));", /exit status 0/],
  ['is killed', "test('two', () => process.kill(process.pid, 'SIGKILL'));", /killed/],
  ['never ends', "test('two', () => { for (;;); });", /killed, at the latest after 3 s/],
] as const) {
  test(`a file that ${how} fails`, async () => {
    const { counts, printed } = await outcome(code, 3_000);
    assert.equal(counts[1], 1);
    assert.match(printed, said);
  });
}
