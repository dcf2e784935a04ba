/** What a real kernel tells of a notebook that misbehaves; all in one kernel, since starting one takes its time. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { type Execution, judge, pending } from '#tooling/check/execution';
import { LIMITS } from '#tooling/check/limits';
import { Session } from '#tooling/check/session';
import { Kernel } from '#tooling/kernel/kernel';
import type { Trace } from '#tooling/kernel/trace.cjs';
import { at, REPOSITORY } from '#tooling/ktln2/paths';
import { rulesOf } from '#tooling/notebook/rules';
import { codeCell, temporaryFolder } from './support.js';

const folder = temporaryFolder();
const victim = path.join(folder, 'victim.ipynb');
const posix = process.platform !== 'win32';

interface Case {
  what: string;
  source: string;
  tags?: string[];
  raises?: string;
  /** The problems, as `kind: text`; none if absent. */
  says?: RegExp;
  stdout?: string;
  skip?: boolean;
}

const QUIET = ['live', 'allow-stderr', 'allow-raw'];

const CASES: Case[] = [
  {
    what: 'outputs arrive whole and in order',
    source: "for (const x of [1, 2]) console.log('x =', x);",
    stdout: 'x = 1\nx = 2\n',
  },
  {
    what: 'cells share their names, and can import ktln2',
    source:
      "const xs = [1];\nimport { tableBundle } from 'ktln2/notebook';\nconsole.log(xs.length, typeof tableBundle);",
    stdout: '1 function\n',
  },
  {
    what: 'a cell that prints very often loses nothing',
    source: 'for (let i = 0; i < 20000; i++) console.log(i);',
    stdout: Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join(''),
  },
  {
    what: 'the checker cannot be imported',
    source: "import x from 'tslab-check';\nvoid x;",
    says: /^throw: [\s\S]*Cannot find module 'tslab-check'/,
  },
  {
    what: 'workers run, and nothing that they are given is touched',
    source: `import { Worker } from 'node:worker_threads';
const worker = new Worker("const t = require('worker_threads'); t.parentPort.postMessage(t.workerData.folder)", {
  eval: true, workerData: { folder: process.cwd(), guarded: { runner: 1, sockets: { folder: process.cwd(), secret: 'x' } } },
});
console.log((await new Promise(resolve => worker.on('message', resolve))) === process.cwd());`,
    stdout: 'true\n',
  },
  {
    what: 'a forked process gets no options of ours, and nothing that it is given is touched',
    source: `import { fork } from 'node:child_process';
const child = fork('./child.cjs', [process.cwd() + '/victim.ipynb']);
console.log(await new Promise(resolve => child.on('message', resolve)));`,
    stdout: '0 1 undefined\n',
  },
  {
    what: "the runner's variable, the user's colours, language and time zone are not there",
    source: `console.log(process.env.TSLAB_CHECK_RUNNER, process.env.FORCE_COLOR, process.env.LC_ALL, process.env.TZ);
console.log((1234.5).toLocaleString(), process.execArgv.length);`,
    stdout: 'undefined undefined undefined UTC\n1,234.5 0\n',
  },
  {
    what: 'an error that nothing catches',
    source: "void setTimeout(() => { throw new Error('tick'); }, 20);",
    tags: QUIET,
    says: /^uncaught: [\s\S]*Error: tick/,
  },
  {
    what: 'a rejection that nothing catches',
    source: "void Promise.reject(new Error('lost'));",
    tags: QUIET,
    says: /^uncaught: [\s\S]*Error: lost/,
  },
  {
    what: "a rejection that a listener of the notebook's own silences",
    source:
      "process.removeAllListeners('unhandledRejection').on('unhandledRejection', () => {});\nvoid Promise.reject(new Error('caught'));",
    tags: QUIET,
    says: /^uncaught: [\s\S]*Error: caught/,
  },
  {
    what: 'a rejection of something odd',
    source:
      "void Promise.reject({ get stack() { throw 1; }, [Symbol.for('nodejs.util.inspect.custom')]() { throw 2; } });",
    tags: QUIET,
    says: /^uncaught: [\s\S]*cannot be shown/,
  },
  {
    what: 'a silenced console.error',
    source: 'console.error = () => {};',
    says: /^silenced: replaced console\.error/,
  },
  {
    what: 'a console.error that cannot be redefined',
    source: "Object.defineProperty(console, 'error', { value: () => {} });",
    says: /^throw: [\s\S]*Cannot redefine/,
  },
  {
    what: 'a silenced standard error',
    source: "process.stderr.write = () => true;\nconsole.error('still seen');",
    says: /^silenced: replaced process\.stderr\.write[\s\S]*standard error: still seen/,
  },
  {
    what: 'an emitter of the process that is replaced',
    source:
      "process.emit = (() => true) as never;\nvoid setTimeout(() => { throw new Error('deaf'); }, 5);\nawait new Promise(resolve => setTimeout(resolve, 30));",
    tags: QUIET,
    says: /^uncaught: [\s\S]*Error: deaf/,
  },
  {
    what: 'an emitter of the process that passes on, as packages set it, is no fault',
    source:
      "const before = process.emit;\nprocess.emit = function (...a: unknown[]) { return (before as Function).apply(this, a); } as never;\nlet heard = 0;\nvoid process.once('beforeExit', () => { heard += 1; });\nvoid process.emit('beforeExit', 0);\nprocess.emit = before;\nconsole.log(heard);",
    stdout: '1\n',
  },
  {
    what: 'a callback that takes exceptions away',
    source:
      "process.setUncaughtExceptionCaptureCallback(() => {});\nvoid setTimeout(() => { throw new Error('taken'); }, 5);\nawait new Promise(resolve => setTimeout(resolve, 30));\nprocess.setUncaughtExceptionCaptureCallback(null);",
    tags: QUIET,
    says: /^uncaught: [\s\S]*Error: taken/,
  },
  {
    what: 'another console',
    source: 'globalThis.console = { ...console, error() {} } as never;',
    says: /^silenced: replaced console,/,
  },
  {
    what: 'another standard error',
    source: "Object.defineProperty(process, 'stderr', { value: {} });",
    says: /^throw: [\s\S]*Cannot redefine/,
  },
  {
    what: 'a captured standard output is no fault',
    source:
      "const write = process.stdout.write;\nlet got = '';\nprocess.stdout.write = ((s: string) => { got += s; return true; }) as typeof write;\nconsole.log('captured');\nprocess.stdout.write = write;\nconsole.log(got.trim());",
    stdout: 'captured\n',
  },
  {
    what: 'what the kernel writes to file descriptor 1',
    source: "import fs from 'node:fs';\nfs.writeSync(1, 'raw one');",
    says: /^raw output: wrote to file descriptor 1[\s\S]*raw one/,
  },
  {
    what: 'what the kernel writes to file descriptor 2',
    source: "import fs from 'node:fs';\nfs.writeSync(2, 'raw two');",
    says: /^raw output: wrote to file descriptor 2[\s\S]*raw two/,
  },
  {
    what: 'what a child writes',
    source:
      "import { spawnSync } from 'node:child_process';\nvoid spawnSync(process.execPath, ['-p', '\"from a child\"'], { stdio: 'inherit' });",
    says: /^raw output: [\s\S]*from a child/,
  },
  {
    what: 'what a child may write',
    source:
      "import { spawnSync } from 'node:child_process';\nvoid spawnSync(process.execPath, ['-p', '1'], { stdio: 'inherit' });",
    tags: ['allow-raw'],
  },
  {
    what: 'text that comes late',
    source:
      "void new Promise(resolve => Object.assign(globalThis, { go: resolve })).then(() => console.log('late'));",
    tags: QUIET,
    says: /^late: written to stdout after the cell had ended/,
  },
  {
    what: '(which lands in a cell where all is allowed)',
    source:
      '(globalThis as unknown as { go: () => void }).go();\nawait new Promise(resolve => setTimeout(resolve, 20));',
    tags: QUIET,
  },
  {
    what: 'a display that comes late',
    source:
      "import { showTable } from 'ktln2/notebook';\nvoid new Promise(resolve => Object.assign(globalThis, { go: resolve })).then(() => showTable({ caption: 'c', columns: ['a'], rows: [] }));",
    tags: QUIET,
    says: /^late: displayed after the cell had ended/,
  },
  {
    what: '(which lands there as well)',
    source:
      '(globalThis as unknown as { go: () => void }).go();\nawait new Promise(resolve => setTimeout(resolve, 20));',
    tags: QUIET,
  },
  {
    what: 'the expected error',
    source: "throw new RangeError('temperature is -1 K');",
    raises: 'temperature is -1 K',
  },
  {
    what: 'another error than expected, though its words are printed',
    source: "console.error('temperature is -1 K');\nthrow new RangeError('another');",
    raises: 'temperature is -1 K',
    says: /^throw: threw, but did not say[\s\S]*another/,
  },
  {
    what: 'an error whose stack, and not whose message, holds the expected words',
    source: "throw new Error('unrelated');",
    raises: 'node:vm',
    says: /^throw: threw, but did not say/,
  },
  {
    what: 'the expected message of the compiler',
    source: "const n: number = 'text';\nvoid n;",
    raises: 'not assignable',
  },
  {
    what: 'a type error',
    source: "const m: number = 'text';\nvoid m;",
    says: /^throw: [\s\S]*not assignable/,
  },
  {
    what: 'a file that is read',
    source:
      "import fs, { readFileSync } from 'node:fs';\nimport { readFile } from 'node:fs/promises';\nvoid readFileSync('./victim.ipynb');\nvoid (await readFile(new URL('file://' + process.cwd() + '/child.cjs')));\nvoid fs.existsSync('./looked.txt');\nvoid fs.existsSync('./absent.txt');\nvoid fs.existsSync('.');\nvoid fs.statSync('./never.txt', { throwIfNoEntry: false });",
  },
];

let executions: Execution[] = [];
let trace: Trace | undefined;

before(async () => {
  writeFileSync(victim, 'a notebook');
  writeFileSync(path.join(folder, 'looked.txt'), '');
  writeFileSync(
    path.join(folder, 'child.cjs'),
    "process.send([process.execArgv.length, process.argv.length - 2, process.env.TSLAB_CHECK_RUNNER].join(' ').replace(/ $/, ' undefined'));",
  );
  process.env.FORCE_COLOR = '1';
  process.env.LC_ALL = 'de_DE.UTF-8';
  const kernel = await Kernel.start(at(), folder);
  const session = new Session(kernel, LIMITS);
  try {
    executions = CASES.map(({ source, tags = [], raises }, i) => {
      const cell = codeCell(source, [], { tags, ...(raises && { ktln2: { raises } }) });
      return pending(cell, rulesOf(cell, REPOSITORY.config).rules, i + 1);
    });
    for (const execution of executions) {
      await session.run(execution);
      // Without a failure before it, as in a notebook, which stops there.
      if (execution.problems.length > 0) await new Promise(resolve => setTimeout(resolve, 300));
    }
    await session.settle();
    trace = await session.trace();
  } finally {
    await kernel.close();
    delete process.env.FORCE_COLOR;
    delete process.env.LC_ALL;
  }
  for (const execution of executions) judge(execution);
});

for (const [i, { what, says, stdout, skip = false }] of CASES.entries()) {
  test(what, { skip: skip && !posix }, () => {
    const { problems, outputs } = executions[i] as Execution;
    const told = problems.map(({ kind, text }) => `${kind}: ${text}`).join('\n');
    if (says) assert.match(told, says);
    else assert.equal(told, '');
    if (stdout !== undefined) {
      assert.deepEqual(outputs, [{ output_type: 'stream', name: 'stdout', text: stdout }]);
    }
  });
}

test('the files of the notebook are known, and that it started processes', () => {
  const files = new Set(trace?.files);
  for (const name of [
    victim,
    path.join(folder, 'child.cjs'),
    path.join(folder, 'looked.txt'),
    at('lib', 'ktln2', 'dist', 'notebook', 'table.js'),
  ]) {
    assert.ok(files.has(name), name);
  }
  assert.ok(files.has(path.join(folder, 'absent.txt')), 'that it is not there counts');
  assert.ok(!files.has(path.join(folder, 'never.txt')));
  assert.ok(!files.has(folder), 'a folder that was only asked for');
  assert.equal(trace?.blind, true);
  assert.equal(readFileSync(victim, 'utf8'), 'a notebook');
});
