/** Every way in which a cell can fail: each must be noticed, and the guilty cell named. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, test } from 'node:test';
import { type Execution, execute } from '#tooling/check/execute';
import { codeCell, notebookOf, temporaryFolder } from './support.js';

const folder = temporaryFolder();
const run = (...cells: Parameters<typeof notebookOf>) => execute(notebookOf(...cells), folder);
const text = ({ problems }: Execution | undefined = {} as Execution) => problems.join('\n');

const FAULTS: { name: string; source: string; says: RegExp; metadata?: Record<string, unknown> }[] = [
  { name: 'a throw', source: "throw new Error('boom');", says: /threw or did not compile[\s\S]*boom/ },
  {
    name: 'a type error',
    source: "const wrong: number = 'text';",
    says: /threw or did not compile[\s\S]*not assignable/,
  },
  {
    name: 'an import that does not exist',
    source: "import { nothing } from 'ktln2';",
    says: /no exported member/,
  },
  {
    name: 'the tooling, which is not for notebooks',
    source: "import { run } from '@ktln2/tooling';",
    says: /Cannot find module/,
  },
  { name: 'standard error', source: "console.error('careful');", says: /standard error:\ncareful/ },
  {
    name: 'lost output',
    source: 'for (let i = 0; i < 20000; i++) console.log(i);',
    says: /lost output/,
  },
  {
    name: 'an unhandled rejection that comes late',
    source: "setTimeout(() => void Promise.reject(new Error('later')), 100);",
    says: /standard error:[\s\S]*later/,
  },
  {
    name: 'a throw from a timer',
    source: "setTimeout(() => { throw new Error('tick'); }, 100);",
    says: /standard error:[\s\S]*tick/,
  },
  { name: 'process.exit', source: 'process.exit(3);', says: /the kernel ended \(exit status 3\)/ },
  {
    name: 'a hang',
    source: 'while (true) {}',
    metadata: { ktln2: { limit: 1 } },
    says: /ran longer than its limit of 1 s/,
  },
];

describe('a fault is noticed, in the cell that has it', { concurrency: 2 }, () => {
  for (const { name, source, says, metadata = {} } of FAULTS) {
    test(name, async () => {
      const [before, guilty] = await run("console.log('fine');", codeCell(source, [], metadata));
      assert.equal(text(before), '');
      assert.match(text(guilty), says);
      assert.equal(guilty?.number, 2);
    });
  }
});

test('after a failed cell the later ones are reported as not run', async () => {
  const [first, second] = await run("throw new Error('boom');", 'console.log(1);');
  assert.match(text(first), /threw/);
  assert.equal(second?.ran, false);
  assert.match(text(second), /not run/);
});

test('outputs arrive whole and in order, and cells share their names', async () => {
  const [numbers, sum] = await run(
    'const xs = [1, 2, 3];\nfor (const x of xs) console.log("x =", x);',
    "import { tableBundle } from 'ktln2';\nconsole.log(xs.length, typeof tableBundle);",
  );
  assert.deepEqual(numbers?.outputs, [
    { output_type: 'stream', name: 'stdout', text: 'x = 1\nx = 2\nx = 3\n' },
  ]);
  assert.deepEqual(sum?.outputs, [{ output_type: 'stream', name: 'stdout', text: '3 function\n' }]);
  assert.equal(text(numbers) + text(sum), '');
});

test('a tag lets a cell write to standard error', async () => {
  const [cell] = await run(codeCell("console.error('careful');", [], { tags: ['allow-stderr'] }));
  assert.equal(text(cell), '');
});

test('no socket folder is left behind', async () => {
  const before = readdirSync(tmpdir()).filter(name => name.startsWith('ktln2-'));
  await run('console.log(1);');
  const left = readdirSync(tmpdir()).filter(name => name.startsWith('ktln2-') && !before.includes(name));
  assert.deepEqual(left, []);
});
