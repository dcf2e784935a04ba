/** Nothing is left behind and nothing is corrupted, however the runner ends. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { pool } from '#tooling/check/pool';
import { at } from '#tooling/ktln2/paths';
import { run } from '#tooling/run';
import { command, notebookOf, saved, temporaryFolder } from './support.js';

const folder = temporaryFolder();
const tooling = (name: string) => pathToFileURL(at('lib', 'tooling', 'dist', name)).href;
const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const socketFolders = () => readdirSync(tmpdir()).filter(name => name.startsWith('ktln2-'));

/** Waits until `done()`; the test's own limit is what ends it otherwise. */
async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await sleep(50);
}

const ended = (child: ChildProcess) =>
  new Promise<{ code: number | null; signal: string | null }>(resolve =>
    child.on('exit', (code, signal) => resolve({ code, signal })),
  );

/** Starts a check of a notebook that runs for ever, and returns `settle` ms after its sockets' folder was made. */
async function endlessCheck(settle: number): Promise<{ child: ChildProcess; sockets: string }> {
  const file = saved(folder, 'endless', notebookOf('for (;;) {}'));
  const before = socketFolders();
  const script = `import(${JSON.stringify(tooling('ktln2/cli.js'))}).then(cli => cli.main(['check', ${JSON.stringify(file)}]));`;
  const child = spawn(process.execPath, ['-e', script], { cwd: at(), stdio: 'ignore' });
  let sockets: string | undefined;
  await until(() => {
    sockets = socketFolders().find(name => !before.includes(name));
    return sockets !== undefined;
  });
  await sleep(settle);
  return { child, sockets: sockets as string };
}

/** The command lines of all processes. Slim Linux systems have no ps. */
async function commandLines(): Promise<string[]> {
  if (process.platform !== 'linux') return [(await run('ps', ['-eo', 'args'])).stdout];
  return readdirSync('/proc').flatMap(pid => {
    try {
      return /^\d+$/.test(pid) ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8')] : [];
    } catch {
      return []; // It ended in the meantime.
    }
  });
}

const kernelRuns = async (sockets: string): Promise<boolean> =>
  (await commandLines()).some(line => line.includes(sockets));

// Long enough for the kernel to be inside the loop; and so short that it has only just been started.
for (const [signal, settle] of [
  ['SIGINT', 4_000],
  ['SIGTERM', 4_000],
  ['SIGKILL', 4_000],
  ['SIGKILL', 30],
] as const) {
  test(`after ${signal} at ${settle} ms no kernel and no socket is left`, {
    timeout: 60_000,
    skip: process.platform === 'win32',
  }, async () => {
    const { child, sockets } = await endlessCheck(settle);
    await until(() => kernelRuns(sockets));
    const end = ended(child);
    child.kill(signal);
    const { code } = await end;
    if (signal !== 'SIGKILL') assert.equal(code, signal === 'SIGINT' ? 130 : 143);
    await until(async () => !(await kernelRuns(sockets)) && !socketFolders().includes(sockets));
  });
}

test('killed at 50 random moments while it writes, a notebook is never corrupt', {
  timeout: 120_000,
}, async () => {
  const notebooks = ['old', 'new'].map(word =>
    saved(folder, word, notebookOf(`console.log('${word.repeat(50_000)}');`)),
  );
  const [old, fresh] = notebooks.map(file => readFileSync(file, 'utf8')) as [string, string];
  const target = path.join(folder, 'target.ipynb');
  writeFileSync(target, old);
  const script = `import(${JSON.stringify(tooling('write-atomically.js'))}).then(({ writeAtomically }) => {
    const texts = ${JSON.stringify(notebooks)}.map(file => require('node:fs').readFileSync(file, 'utf8'));
    process.stdout.write('writing');
    for (let i = 0; ; i++) writeAtomically(${JSON.stringify(target)}, texts[i % 2]);
  });`;
  let [olds, news] = [0, 0];
  await pool(Array.from({ length: 50 }), 1, async () => {
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise(resolve => child.stdout?.once('data', resolve));
    const end = ended(child);
    await sleep(20 * Math.random());
    child.kill('SIGKILL');
    await end;
    const text = readFileSync(target, 'utf8');
    assert.ok(text === old || text === fresh, 'the notebook is whole');
    if (text === old) olds += 1;
    else news += 1;
  });
  assert.ok(olds > 0 && news > 0, `the moments were all alike: ${olds} old, ${news} new`);
});

test('what a killed writer left behind is removed by the next', async () => {
  const file = saved(folder, 'again', notebookOf("console.log('x');"));
  // A process that has ended, so that its number is free.
  const child = spawn(process.execPath, ['-e', '']);
  await ended(child);
  writeFileSync(`${file}.${child.pid}.tmp`, 'half a note');
  assert.equal((await command('check', '--update', file)).status, 0);
  assert.deepEqual(
    readdirSync(folder).filter(name => name.startsWith('again')),
    ['again.ipynb'],
  );
});

test('two runs at once do not disturb each other', async () => {
  const files = [1, 2].map(n => saved(folder, `side-${n}`, notebookOf(`const n = ${n};`, 'void n;')));
  const script = (file: string) =>
    `import(${JSON.stringify(tooling('ktln2/cli.js'))}).then(cli => cli.main(['check', ${JSON.stringify(file)}])).then(status => process.exit(status));`;
  const runs = await Promise.all(files.map(file => run(process.execPath, ['-e', script(file)])));
  assert.deepEqual(
    runs.map(({ status }) => status),
    [0, 0],
  );
});
