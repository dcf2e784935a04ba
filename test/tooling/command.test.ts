/** The check as a command, with kernels that are none: statuses, what is written, what is skipped, who goes on. */
import assert from 'node:assert/strict';
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { mock, test } from 'node:test';
import { checkCommand } from '#tooling/command';
import { UsageError } from '#tooling/errors';
import { formatNotebook, isCode } from '#tooling/notebook/notebook';
import { loadNotebook } from '#tooling/notebook/read';
import { type CheckOptions, DEFAULT_OPTIONS, parseCheck } from '#tooling/options';
import { DEFAULTS, type Repository } from '#tooling/repository';
import { evaluatingKernel, type FakeKernel, IMPATIENT } from './fake-kernel.js';
import { codeCell, notebookOf, saved, temporaryFolder } from './support.js';

const root = realpathSync(temporaryFolder());
const repository: Repository = {
  root,
  config: {
    ...DEFAULTS,
    metadata: 'ktln2',
    clean: true,
    cache: 'cache',
    depends: ['lock.json'],
    seeded: true,
  },
};
const stdout = (text: string) => ({ output_type: 'stream' as const, name: 'stdout', text });

/** Runs the command on notebooks, with kernels that `prepare` may change; returns what it gave and printed. */
async function check(
  paths: string[],
  options: Partial<CheckOptions> = {},
  prepare: (kernel: FakeKernel) => void = () => {},
  context = '',
) {
  const printed: unknown[] = [];
  const collect = (...texts: unknown[]) => void printed.push(...texts);
  const mocks = [mock.method(console, 'log', collect), mock.method(console, 'error', collect)];
  const start = async () => {
    const kernel = evaluatingKernel();
    prepare(kernel);
    return kernel;
  };
  try {
    const surroundings = { repository, context, execute: { start, patience: IMPATIENT } };
    const result = await checkCommand(paths, { ...DEFAULT_OPTIONS, ...options }, surroundings, root);
    return { ...result, printed: printed.join('\n') };
  } finally {
    for (const { mock: m } of mocks) m.restore();
  }
}

const outputsOf = (file: string) =>
  loadNotebook(file, repository)
    .notebook.cells.filter(isCode)
    .map(({ outputs }) => outputs);

test('status 0 when all match, 1 when a digit differs, and the cell is named', async () => {
  const good = saved(root, 'good', notebookOf(codeCell('console.log(1.25);', [stdout('1.25\n')])));
  const right = await check([good]);
  assert.equal(right.status, 0);
  assert.match(
    right.printed,
    /^ok {3}good\.ipynb {2}\d\.\d s {2}\(1 cell\)\nExemptions: none\n1 of 1 notebooks ok$/,
  );
  const bad = saved(root, 'bad', notebookOf('void 1;', codeCell('console.log(1);', [stdout('2\n')])));
  const { status, printed, reports } = await check([good, bad]);
  assert.equal(status, 1);
  assert.match(
    printed,
    /FAIL bad\.ipynb[\s\S]*cell 2: console\.log\(1\);\n {4}difference: [\s\S]*-2\n\s*\+1/,
  );
  assert.match(printed, /\n1 of 2 notebooks ok$/);
  assert.deepEqual(
    reports.map(({ file }) => file),
    ['good.ipynb', 'bad.ipynb'],
  );
});

test('words that make no sense are refused before anything runs', async () => {
  const refused = async (paths: string[], options: Partial<CheckOptions>, says: RegExp) => {
    let started = 0;
    await assert.rejects(
      check(paths, options, () => void started++),
      (error: Error) => error instanceof UsageError && says.test(error.message),
    );
    assert.equal(started, 0);
  };
  const notebook = saved(root, 'any', notebookOf('void 1;'));
  const empty = path.join(root, 'empty');
  mkdirSync(empty);
  writeFileSync(path.join(root, 'text.md'), '');
  await refused(['none.ipynb'], {}, /^none\.ipynb is not a notebook; expected \.ipynb files, or folders/);
  await refused(['text.md'], {}, /^text\.md is not a notebook/);
  await refused(['empty'], {}, /^empty holds no notebooks/);
  await refused([], {}, /^notebooks is not a notebook/);
  await refused([notebook], { junit: notebook }, /that is a notebook/);
  await refused([notebook], { json: 'same', junit: 'same' }, /name the same file/);
  await refused([notebook], { json: 'no/such/folder.json' }, /cannot be written: ENOENT/);
  assert.equal(readFileSync(notebook, 'utf8').includes('void 1'), true);
});

test('the command line is parsed, and what is not understood is named', () => {
  const words = (...args: string[]) => parseCheck(args, '1.0');
  assert.deepEqual(words('a.ipynb', '--jobs', '3', '--changed'), {
    paths: ['a.ipynb'],
    options: { ...DEFAULT_OPTIONS, jobs: 3, changed: true },
  });
  for (const [args, says] of [
    [['--fast'], /--fast/],
    [['--jobs', '0'], /--jobs is "0"; expected a number from 1 to 9999/],
    [['--repeat', '1e3'], /--repeat is "1e3"/],
    [['--passes', '10000'], /--passes/],
    [['--json', ''], /--json is empty/],
    [['--update', '--repeat', '2'], /--update goes with none/],
    [['--update', '--passes', '2'], /--update goes with none/],
    [['--update', '--changed'], /--update goes with none/],
  ] as const) {
    assert.throws(() => words(...args), says);
  }
  const printed = mock.method(console, 'log', () => {});
  try {
    assert.equal(words('--help'), null);
    assert.match(String(printed.mock.calls[0]?.arguments[0]), /^Usage: tslab-check/);
    assert.equal(words('--version'), null);
    assert.equal(printed.mock.calls[1]?.arguments[0], '1.0');
  } finally {
    printed.mock.restore();
  }
});

test('a folder stands for its notebooks and those below it, in reading order', async () => {
  const folder = path.join(root, 'many');
  for (const below of ['a', 'node_modules/x', '.ipynb_checkpoints']) {
    mkdirSync(path.join(folder, below), { recursive: true });
    saved(path.join(folder, below), 'inner', notebookOf('void 1;'));
  }
  for (const name of ['b', '.hidden', 'odd name ü']) saved(folder, name, notebookOf('void 1;'));
  const { reports, status } = await check(['many', 'many/b.ipynb']);
  assert.equal(status, 0);
  const names = ['.hidden', 'a/inner', 'b', 'odd name ü'].map(name => `many/${name}.ipynb`);
  assert.deepEqual(
    reports.map(({ file }) => file),
    names,
  );
});

test('what cannot be read is told in a sentence, the others are checked, and the reports are complete', async () => {
  const folder = path.join(root, 'broken');
  mkdirSync(path.join(folder, 'folder.ipynb'), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(path.join(folder, `${name}.ipynb`), text);
  const json = (cells: unknown) => JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
  const plain = { cell_type: 'code', id: 'a', metadata: {}, source: '', outputs: [], execution_count: null };
  write('brace', '{');
  write('empty', '');
  write('null-cell', json([null]));
  write('tags', json([{ ...plain, metadata: { tags: 'live' } }]));
  write('no-metadata', json([{ ...plain, metadata: undefined }]));
  write('outputs', json([{ ...plain, outputs: [null] }]));
  symlinkSync('nowhere.ipynb', path.join(folder, 'dangling.ipynb'));
  saved(folder, 'good', notebookOf(codeCell('console.log(1);', [stdout('1\n')])));
  const report = path.join(root, 'broken.json');
  const junit = path.join(root, 'broken.xml');
  const { status, reports } = await check(['broken'], { json: report, junit });
  assert.equal(status, 1);
  assert.equal(reports.length, 9);
  assert.deepEqual(JSON.parse(readFileSync(report, 'utf8')).notebooks, reports);
  assert.match(readFileSync(junit, 'utf8'), /<testsuite name="broken\/good\.ipynb"/);
  for (const { file, problems } of reports) {
    if (file === 'broken/good.ipynb') assert.deepEqual(problems, []);
    else {
      assert.equal(problems.length, 1, `${file}: ${JSON.stringify(problems)}`);
      assert.match(problems[0]?.text ?? '', /^[^\n]{10,300}$/, file);
    }
  }
});

test('a notebook that vanishes while it runs, or whose kernel does not start, does not keep the others', async () => {
  const [gone, good] = ['gone', 'stays'].map(name => saved(root, name, notebookOf('console.log(1);'))) as [
    string,
    string,
  ];
  const { reports, status } = await check([gone, good], { update: true, jobs: 1 }, () =>
    rmSync(gone, { force: true }),
  );
  assert.equal(status, 1);
  assert.match(
    JSON.stringify(reports[0]?.problems),
    /"update","text":"it is gone, so the new outputs were not stored"/,
  );
  assert.deepEqual(reports[1]?.problems, []);
  let calls = 0;
  const started = await check([good], {}, () => {
    calls += 1;
    throw new TypeError('the checker is wrong');
  });
  assert.equal(calls, 1);
  assert.match(
    started.printed,
    /FAIL stays\.ipynb[\s\S]*kernel: the checker itself failed: TypeError: the checker is wrong/,
  );
});

test('--update writes new outputs, settles, keeps the metadata, and leaves a failed notebook alone', async () => {
  const live = codeCell('console.log(process.pid);', [], { tags: ['live'], collapsed: true });
  const file = saved(root, 'fresh', notebookOf(codeCell('console.log(6 * 7);', [stdout('41\n')]), live));
  const first = await check([file], { update: true });
  assert.equal(first.status, 0);
  assert.match(first.printed, /^ok {3}fresh\.ipynb .* {2}written$/m);
  const once = readFileSync(file, 'utf8');
  assert.deepEqual(outputsOf(file)[0], [stdout('42\n')]);
  assert.deepEqual(JSON.parse(once).cells[1].metadata, { tags: ['live'] });
  const second = await check([file], { update: true });
  assert.doesNotMatch(second.printed, /written/);
  assert.equal(readFileSync(file, 'utf8'), once);

  const failing = notebookOf("console.log('new');", "throw new Error('boom');");
  const kept = saved(root, 'failing', failing);
  assert.equal((await check([kept], { update: true })).status, 1);
  assert.equal(readFileSync(kept, 'utf8'), formatNotebook(failing, { clean: true, metadata: 'ktln2' }));
});

test('--update never overwrites an edit that was made meanwhile, nor a link', async () => {
  const file = saved(root, 'edited', notebookOf("console.log('new');"));
  const edited = await check([file], { update: true }, () => appendFileSync(file, '\n'));
  assert.equal(edited.status, 1);
  assert.match(edited.printed, /update: it was changed meanwhile/);
  assert.ok(readFileSync(file, 'utf8').endsWith('\n\n'));
  const link = path.join(root, 'link.ipynb');
  symlinkSync(saved(root, 'linked', notebookOf("console.log('new');")), link);
  assert.equal((await check([link], { update: true })).status, 0);
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.deepEqual(outputsOf(link), [[stdout('new\n')]]);
});

test("--update rounds nobody's numbers", async () => {
  const file = path.join(root, 'exact.ipynb');
  const cell = (n: string) =>
    `{"cells":[{"cell_type":"code","id":"a","metadata":{"n":${n}},"source":"console.log(1);","outputs":[],"execution_count":null}],"metadata":{"text":"12345678901234567891"},"nbformat":4,"nbformat_minor":5}`;
  writeFileSync(file, cell('12345678901234567891'));
  const { printed } = await check([file], { update: true });
  assert.match(printed, /update: it holds the number 12345678901234567891, which would lose digits/);
  assert.equal(readFileSync(file, 'utf8'), cell('12345678901234567891'));
  writeFileSync(file, cell('1234567890123456800'));
  assert.match((await check([file], { update: true })).printed, / {2}written$/m);
});

test('--update clears what is stored with a cell that has nothing to run', async () => {
  const file = saved(root, 'blank', notebookOf(codeCell('  ', [stdout('left over\n')]), 'console.log(1);'));
  assert.equal((await check([file], { update: true })).status, 0);
  assert.deepEqual(outputsOf(file), [[], [stdout('1\n')]]);
});

/** A file long past, so that it cannot have been changed during a run. */
function old(name: string, text: string): string {
  const file = path.join(root, name);
  writeFileSync(file, text);
  return file;
}
const longEnough = () => new Promise(resolve => setTimeout(resolve, 15));

test('--changed skips what is known good, and runs it again after a change in anything that it depends on', async () => {
  const cell = codeCell('console.log(1);', [stdout('1.05\n')], { ktln2: { rtol: 0.1, why: 'test' } });
  const file = saved(root, 'known', notebookOf(cell));
  const used = old('used.js', 'one');
  old('lock.json', '{}');
  await longEnough();
  const uses = (kernel: FakeKernel) => {
    kernel.files = [
      used,
      path.join(root, 'absent.txt'),
      root,
      '/proc/self/stat',
      path.join(root, 'cache', 'x'),
    ];
  };
  const run = async (context = '') => (await check([file], { changed: true }, uses, context)).printed;
  assert.match(await run(), /^ok /m);
  const skipped = await run();
  assert.match(skipped, /^same known\.ipynb {2}\(known good, not run\)$/m);
  assert.match(skipped, /^Exemptions: 1\n {2}known\.ipynb, cell 1 \([\w-]+\): rtol 0\.1$/m);

  for (const [what, change] of [
    ['a file that it used', () => old('used.js', 'two')],
    ['the lockfile', () => old('lock.json', '{ }')],
    ['the notebook', () => appendFileSync(file, ' ')],
    ['a name in a folder that it listed', () => old('new.js', '')],
    ['a file that was not there', () => old('absent.txt', '')],
    ['a file that it used, gone', () => rmSync(used)],
  ] as const) {
    await longEnough();
    await run();
    assert.match(await run(), /^same /m, `before: ${what}`);
    change();
    assert.match(await run(), /^ok /m, what);
  }
  await longEnough();
  await run();
  assert.match(await run('another tensor tier'), /^ok /m);
});

test('--changed concludes nothing from a run that failed, was blind, or whose files may have changed in it', async () => {
  const cell = () => codeCell('console.log(1);', [stdout('1\n')]);
  const used = old('read.js', 'one');
  await longEnough();
  const runs = async (name: string, source = cell(), prepare: (kernel: FakeKernel) => void = () => {}) => {
    const file = saved(root, name, notebookOf(source));
    await check([file], { changed: true }, prepare);
    return (await check([file], { changed: true }, prepare)).printed;
  };
  assert.match(await runs('sees'), /^same /m);
  assert.match(await runs('fails', codeCell('console.log(1);', [stdout('2\n')])), /^FAIL /m);
  const blind = (kernel: FakeKernel) => {
    kernel.blind = true;
  };
  assert.match(await runs('blind', cell(), blind), /^ok /m);
  assert.match(await runs('imports', codeCell("void import('./x.mjs').catch(() => {});")), /^(ok|FAIL) /m);
  assert.match(await runs('environment', codeCell('void process.env;')), /^ok /m);
  const touched = await runs('touched', cell(), kernel => {
    kernel.files = [used];
    utimesSync(used, new Date(), new Date(Date.now() + 1_000));
  });
  assert.match(touched, /^ok /m);
  // A complaint that needs no run is told each time.
  assert.match(
    await runs('random', codeCell('void Math.random();')),
    /^FAIL [\s\S]*differs from run to run/m,
  );
});

test('what is known of a notebook is forgotten with it, and nothing else is removed', async () => {
  const known = path.join(root, 'cache', 'known');
  const gone = saved(root, 'forgotten', notebookOf('void 1;'));
  const stays = saved(root, 'remembered', notebookOf('void 1;'));
  await check([gone, stays]);
  const others = ['mine.json', `${'a'.repeat(64)}.json`];
  for (const name of others) writeFileSync(path.join(known, name), JSON.stringify({ name: 'gone.ipynb' }));
  const before = readdirSync(known).length;
  rmSync(gone);
  const { printed } = await check([stays], { changed: true });
  assert.match(printed, /^same /m);
  assert.ok(readdirSync(known).length < before);
  for (const name of others) assert.ok(readdirSync(known).includes(name), name);
});

test('an edit made while the notebook waits is not taken for what was checked', async () => {
  const file = saved(root, 'waits', notebookOf(codeCell('console.log(1);', [stdout('1\n')])));
  const before = readFileSync(file);
  await check([file], { changed: true }, () => appendFileSync(file, ' '));
  assert.match((await check([file], { changed: true })).printed, /^ok /m);
  writeFileSync(file, before);
  assert.match((await check([file], { changed: true })).printed, /^(ok|same) /m);
});

test('--repeat names the cells whose outputs moved, and by how much', async () => {
  const metadata = { ktln2: { rtol: 0.1, why: 'for this test' } };
  const moving = codeCell('console.log(process.pid / 1e4);', [stdout('0.1\n')], metadata);
  const live = codeCell('console.log(process.pid);', [stdout('1\n')], { tags: ['live'] });
  const file = saved(root, 'moving', notebookOf(codeCell('console.log(1);', [stdout('1\n')]), moving, live));
  const { status, printed } = await check([file], { repeat: 3 });
  assert.equal(status, 0);
  assert.match(printed, /3 runs, 0 failed\n {2}cell 2 \(cell-\d+\) moved in 2 of 3 runs:/);
  assert.doesNotMatch(printed, /cell [13] \([\w-]+\) moved/);
  const failing = saved(root, 'wrong', notebookOf(codeCell('console.log(1);', [stdout('2\n')])));
  assert.match((await check([failing], { repeat: 2 })).printed, /^FAIL [\s\S]*2 runs, 2 failed/m);
});

test('a long first line is cut where it is told', async () => {
  const file = saved(
    root,
    'long',
    notebookOf(codeCell(`console.log('${'y'.repeat(3_000)}'.length);`, [stdout('1\n')])),
  );
  const { printed, reports } = await check([file], { github: true });
  assert.equal(reports[0]?.cells[0]?.source.length, 120);
  assert.ok(printed.length < 1_000);
});

test('--passes runs the cells again in the same kernel', async () => {
  const source = 'globalThis.n = (globalThis.n ?? 0) + 1;\nconsole.log(globalThis.n);';
  const file = saved(root, 'twice', notebookOf(codeCell(source, [stdout('1\n')])));
  assert.equal((await check([file])).status, 0);
  const { status, printed } = await check([file], { passes: 2 });
  assert.equal(status, 1);
  assert.match(printed, /-1\n\s*\+2/);
});

test('--github annotates, and a report that cannot be written after all makes the command fail', async () => {
  const file = saved(root, 'annotated', notebookOf(codeCell('console.log(1);', [stdout('2\n')])));
  assert.match(
    (await check([file], { github: true })).printed,
    /^::error file=annotated\.ipynb,title=cell 1/m,
  );
  const good = saved(root, 'reported', notebookOf('void 1;'));
  const folder = path.join(root, 'vanishing');
  mkdirSync(folder);
  const json = path.join(folder, 'r.json');
  const { status, printed } = await check([good], { json }, () => rmSync(folder, { recursive: true }));
  assert.equal(status, 1);
  assert.match(printed, /the report .*r\.json could not be written: ENOENT/);
});
