/** Nothing is left behind and nothing is corrupted, however the runner ends. Real processes, side by side. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { at } from '#tooling/ktln2/paths';
import { run } from '#tooling/run';
import { notebookOf, saved, temporaryFolder } from './support.js';

const folder = temporaryFolder();
const MAIN = at('lib', 'tooling', 'dist', 'main.js');
const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const skip = process.platform === 'win32';

/** Waits until `done()`; the test's own limit is what ends it otherwise. */
async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await sleep(100);
}

const ended = (child: ChildProcess) =>
  new Promise<{ code: number | null; signal: string | null }>(resolve =>
    child.on('exit', (code, signal) => resolve({ code, signal })),
  );

/** A temporary folder of a run's own: what is left in it was left by that run. */
function privateTmp(): { tmp: string; env: NodeJS.ProcessEnv } {
  const tmp = mkdtempSync(path.join(folder, 't'));
  return { tmp, env: { ...process.env, TMPDIR: tmp } };
}

/** The command lines of all processes. Slim Linux systems have no ps. */
async function commandLines(): Promise<string[]> {
  if (process.platform !== 'linux') return (await run('ps', ['-eo', 'args'])).stdout.split('\n');
  return readdirSync('/proc').flatMap(pid => {
    try {
      return /^\d+$/.test(pid) ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8')] : [];
    } catch {
      return []; // It ended in the meantime.
    }
  });
}

const runs = async (word: string): Promise<boolean> =>
  (await commandLines()).some(line => line.includes(word));

let count = 0;

/** A notebook that leaves a process behind, detached or not, and runs for ever; and the word by which it is known. */
function endless(detached = false): { file: string; word: string } {
  count += 1;
  const word = `endless-${process.pid}-${count}`;
  const source = `import { spawn } from 'node:child_process';
void spawn(process.execPath, ['-e', 'setTimeout(() => {}, 1e6)', '${word}'], { detached: ${detached}, stdio: 'inherit' });
for (;;) {}`;
  return { file: saved(folder, word, notebookOf(source)), word };
}

describe('nothing is left', { concurrency: 3, skip }, () => {
  // Long enough for the kernel to be inside the loop, or so short that it has only just been started.
  for (const [signal, inLoop, status] of [
    ['SIGINT', false, 130],
    ['SIGTERM', true, 143],
    ['SIGKILL', true, null],
    ['SIGKILL', false, null],
  ] as const) {
    test(`after ${signal}${inLoop ? '' : ' while the kernel starts'}`, { timeout: 60_000 }, async () => {
      // Where the system shows who is whose, even what left the group is ended.
      const { file, word } = endless(signal === 'SIGKILL' && process.platform === 'linux');
      const { tmp, env } = privateTmp();
      const child = spawn(process.execPath, [MAIN, file], { cwd: at(), env, stdio: 'ignore' });
      await until(() => (inLoop ? runs(`\0${word}`) : readdirSync(tmp).length > 0));
      if (!inLoop) await sleep(30);
      const end = ended(child);
      child.kill(signal);
      assert.equal((await end).code, status);
      // The kernel's command line names its folder.
      await until(
        async () => !(await runs(tmp)) && !(await runs(`\0${word}`)) && readdirSync(tmp).length === 0,
      );
    });
  }

  test('after the npm that started it is gone', { timeout: 60_000 }, async () => {
    const { file, word } = endless();
    const { tmp, env } = privateTmp();
    const script = `"${process.execPath}" "${MAIN}" "${file}"; true`;
    const npm = { ...env, npm_lifecycle_event: 'check' };
    const shell = spawn('sh', ['-c', script], { cwd: at(), env: npm, stdio: 'ignore' });
    await until(() => runs(`\0${word}`));
    shell.kill('SIGTERM');
    await until(async () => !(await runs(file)) && !(await runs(tmp)) && readdirSync(tmp).length === 0);
    await until(async () => !(await runs(`\0${word}`)));
  });

  test('of a notebook that passed, even of a process that it detached, and though nobody reads what is printed', {
    timeout: 60_000,
  }, async () => {
    const word = `left-${process.pid}`;
    const source = `import { spawn } from 'node:child_process';
for (const detached of [true, false]) {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 1e6)', '${word}'], { detached, stdio: 'inherit' });
  child.unref();
}`;
    const { tmp, env } = privateTmp();
    const json = path.join(folder, 'unread.json');
    const file = saved(folder, word, notebookOf(source));
    const child = spawn(process.execPath, [MAIN, '--json', json, file], { cwd: at(), env });
    child.stdout.destroy();
    child.stderr.destroy();
    // It goes on, writes its report, and says how it ended.
    assert.deepEqual(await ended(child), { code: 0, signal: null });
    assert.equal(JSON.parse(readFileSync(json, 'utf8')).notebooks.length, 1);
    if (process.platform === 'linux') await until(async () => !(await runs(`\0${word}`)));
    assert.deepEqual(readdirSync(tmp), []);
  });

  test('when its temporary folder is not there: one sentence', async () => {
    const env = { ...process.env, TMPDIR: path.join(folder, 'none') };
    const { status, stdout, stderr } = await run(
      process.execPath,
      [MAIN, saved(folder, 'no-tmp', notebookOf('void 1;'))],
      { env },
    );
    assert.equal(status, 1);
    assert.match(stdout, /kernel: no folder for the kernel's sockets could be made \(see TMPDIR\): ENOENT/);
    assert.equal(stderr, '');
  });

  test('what a full disk swallowed is no success', async () => {
    // A limit on the size of files stands in for a full disk.
    const file = path.join(folder, 'full.txt');
    const script = `ulimit -f 0; trap '' XFSZ; "${process.execPath}" "${MAIN}" --version > "${file}"`;
    assert.equal((await run('sh', ['-c', script])).status, 1);
    assert.equal(readFileSync(file, 'utf8'), '');
  });

  test('two runs at once do not disturb each other, in a long and in a relative temporary folder', async () => {
    const long = path.join(folder, 'x'.repeat(110));
    mkdirSync(long);
    const near = privateTmp().tmp;
    const results = await Promise.all(
      [long, path.relative(at(), near)].map((TMPDIR, n) =>
        run(process.execPath, [MAIN, saved(folder, `side-${n}`, notebookOf(`const n = ${n};`, 'void n;'))], {
          ...{ env: { ...process.env, TMPDIR }, cwd: at() },
        }),
      ),
    );
    assert.deepEqual(
      results.map(({ status }) => status),
      [0, 0],
    );
    assert.deepEqual([readdirSync(long), readdirSync(near)], [[], []]);
  });

  test('killed at 20 random moments while it writes, a notebook is never corrupt', {
    timeout: 120_000,
  }, async () => {
    const texts = ['old', 'new'].map(word => word.repeat(50_000));
    const target = path.join(folder, 'target.ipynb');
    writeFileSync(target, texts[0] as string);
    const writer = pathToFileURL(at('lib', 'tooling', 'dist', 'write-atomically.js')).href;
    const script = `import(${JSON.stringify(writer)}).then(({ replaceUnchanged }) => {
      const texts = ['old', 'new'].map(word => word.repeat(50_000));
      let now = require('node:fs').readFileSync(${JSON.stringify(target)}, 'utf8');
      for (let first = true; ; first = false) {
        const next = texts.find(text => text !== now);
        replaceUnchanged(${JSON.stringify(target)}, Buffer.from(now), next);
        now = next;
        // After one replacement: so one run leaves the other text than the run before, however slow the machine is.
        if (first) process.stdout.write('writing');
      }
    });`;
    const seen = [0, 0];
    for (let i = 0; i < 20; i++) {
      const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
      await new Promise(resolve => child.stdout?.once('data', resolve));
      const end = ended(child);
      await sleep(20 * Math.random());
      child.kill('SIGKILL');
      await end;
      const which = texts.indexOf(readFileSync(target, 'utf8'));
      assert.ok(which >= 0, 'the notebook is whole');
      seen[which] = (seen[which] ?? 0) + 1;
    }
    assert.ok(Math.min(...seen) > 0, `the moments were all alike: ${seen}`);
  });
});
