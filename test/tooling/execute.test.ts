/** What the executor does besides noticing faults, which the fault suite is for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { execute } from '#tooling/check/execute';
import { LIMITS } from '#tooling/check/limits';
import type { Execution } from '#tooling/check/session';
import { REPOSITORY } from '#tooling/ktln2/paths';
import { codeCell, notebookOf, temporaryFolder } from './support.js';

const folder = temporaryFolder();
const run = (...cells: Parameters<typeof notebookOf>) =>
  execute(notebookOf(...cells), REPOSITORY.config, folder);
const problems = (executions: Execution[]) => executions.map(({ problems: all }) => all.join('\n'));

test('outputs arrive whole and in order, cells share their names, and can import ktln2', async () => {
  const executions = await run(
    'const xs = [1, 2, 3];\nfor (const x of xs) console.log("x =", x);',
    "import { tableBundle } from 'ktln2';\nconsole.log(xs.length, typeof tableBundle);",
  );
  assert.deepEqual(
    executions.map(({ outputs }) => outputs),
    [
      [{ output_type: 'stream', name: 'stdout', text: 'x = 1\nx = 2\nx = 3\n' }],
      [{ output_type: 'stream', name: 'stdout', text: '3 function\n' }],
    ],
  );
  assert.deepEqual(problems(executions), ['', '']);
});

test('a long notebook loses no output, nor does a cell that prints much', async () => {
  const cell = "console.log('x');\nconsole.log('y');\nawait new Promise(resolve => setTimeout(resolve, 5));";
  const executions = await run(
    ...Array<string>(200).fill(cell),
    'for (let i = 0; i < 20000; i++) console.log(i);',
  );
  const texts = executions.map(({ outputs }) =>
    outputs.map(o => (o.output_type === 'stream' ? o.text : '')).join(''),
  );
  assert.deepEqual(new Set(texts.slice(0, 200)), new Set(['x\ny\n']));
  assert.equal(texts[200], Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join(''));
  assert.deepEqual(new Set(problems(executions)), new Set(['']));
});

test('the tooling cannot be imported by a notebook; after the failure nothing more runs', async () => {
  const executions = await run("import { run } from 'tslab-check';\nvoid run;", 'console.log(1);');
  const [first = '', second = ''] = problems(executions);
  assert.match(first, /Cannot find module '@ktln2\/tooling'/);
  assert.match(second, /not run/);
  assert.deepEqual(
    executions.map(({ ran }) => ran),
    [true, false],
  );
});

test('a tag lets a cell write to standard error; an expected error must come and say what is expected', async () => {
  const raising = (source: string, raises: string) => codeCell(source, [], { ktln2: { raises } });
  const executions = await run(
    codeCell("console.error('careful');", [], { tags: ['allow-stderr'] }),
    raising("throw new RangeError('temperature is -1 K');", 'temperature is -1 K'),
    "console.log('the next cell runs');",
    raising("throw new RangeError('another');", 'temperature is -1 K'),
  );
  assert.match(problems(executions)[3] ?? '', /threw, but did not say "temperature is -1 K"/);
  assert.deepEqual(problems(executions).slice(0, 3), ['', '', '']);
  // The message is kept without the stack, which names files of this machine.
  const text = 'temperature is -1 K\n';
  assert.deepEqual(executions[1]?.outputs, [{ output_type: 'stream', name: 'stderr', text }]);
  const [silent] = problems(await run(raising('void 0;', 'boom')));
  assert.match(silent ?? '', /did not throw; expected an error that says "boom"/);
});

test('a notebook that takes too much memory or time is ended', {
  skip: process.platform === 'win32',
}, async () => {
  const hungry = notebookOf(
    'const held = Buffer.alloc(6e8, 1);\nawait new Promise(resolve => setTimeout(resolve, 9e3));\nvoid held;',
  );
  const [memory = ''] = problems(
    await execute(hungry, REPOSITORY.config, folder, () => {}, { ...LIMITS, memoryBytes: 5e8 }),
  );
  assert.match(memory, /the kernel took 0\.\d GB of memory; at most 0\.5 GB are allowed/);
  const slow = notebookOf('await new Promise(resolve => setTimeout(resolve, 9e3));');
  const [time = ''] = problems(
    await execute(slow, REPOSITORY.config, folder, () => {}, { ...LIMITS, notebookSeconds: 1 }),
  );
  assert.match(time, /the notebook ran longer than its limit of 1 s/);
});
