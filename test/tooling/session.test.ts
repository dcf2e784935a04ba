/** What a session makes of a kernel's messages, events and silence, tried with a kernel that is none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ExecuteOptions, execute } from '#tooling/check/execute';
import type { Execution } from '#tooling/check/execution';
import { LIMITS } from '#tooling/check/limits';
import { REPOSITORY } from '#tooling/ktln2/paths';
import { FakeKernel, IMPATIENT } from './fake-kernel.js';
import { codeCell, notebookOf } from './support.js';

type Respond = ConstructorParameters<typeof FakeKernel>[0];
type Cells = Parameters<typeof notebookOf>;

const told = ({ problems }: Execution): string[] => problems.map(({ kind, text }) => `${kind}: ${text}`);

/** Runs cells in a kernel that responds as told; returns the kernel, the executions, and what is wrong with each. */
async function run(
  respond: Respond,
  cells: Cells,
  options: ExecuteOptions = {},
  prepare = (_: FakeKernel) => {},
) {
  const kernel = new FakeKernel(respond);
  prepare(kernel);
  const all = { patience: IMPATIENT, ...options };
  const { executions, trace } = await execute(notebookOf(...cells), REPOSITORY.config, kernel, all);
  return { kernel, executions, trace, problems: executions.map(told) };
}

const tagged = (source: string, ...tags: string[]) => codeCell(source, [], { tags });
const raising = (source: string, raises: string, ...tags: string[]) =>
  codeCell(source, [], { tags, ktln2: { raises } });
const ok: Respond = (kernel, id) => kernel.done(id);

test('outputs are sorted by the request that they answer, and streams are joined where they go on', async () => {
  const ids: string[] = [];
  const { executions, problems, kernel } = await run(
    (k, id, code) => {
      ids.push(id);
      k.print(id, code);
      k.print(id, '!\n');
      k.print(id, 'e', 'stderr');
      k.message(id, 'display_data', { data: { 'text/plain': 'd' }, metadata: { m: 1 }, transient: {} });
      k.print(id, 'x');
      // Late, but of the first cell.
      if (ids.length === 2) k.message(ids[0] as string, 'display_data', { data: {} });
      k.message('of somebody else', 'stream', { name: 'stdout', text: 'not ours' });
      k.message(id, 'execute_input', {});
      k.done(id);
    },
    [tagged('one', 'allow-stderr'), '  ', tagged('two', 'allow-stderr')],
  );
  assert.deepEqual(problems, [[], []]);
  assert.deepEqual(
    executions.map(({ number }) => number),
    [1, 3],
  );
  const display = { output_type: 'display_data', data: { 'text/plain': 'd' }, metadata: { m: 1 } };
  const stream = (name: string, text: string) => ({ output_type: 'stream', name, text });
  const each = (code: string) => [
    stream('stdout', `${code}!\n`),
    stream('stderr', 'e'),
    display,
    stream('stdout', 'x'),
  ];
  assert.deepEqual(executions[0]?.outputs, [
    ...each('one'),
    { output_type: 'display_data', data: {}, metadata: {} },
  ]);
  assert.deepEqual(executions[1]?.outputs, each('two'));
  assert.ok(kernel.closed);
});

test('a cell that fails or is aborted stops the notebook', async () => {
  const failing = await run((k, id, code) => k.done(id, code), ['ok', 'error', 'ok']);
  assert.deepEqual(failing.problems, [
    [],
    ['throw: threw or did not compile'],
    ['not run: not run, because an earlier cell failed'],
  ]);
  assert.deepEqual(
    failing.executions.map(({ ran }) => ran),
    [true, true, false],
  );
  assert.equal(failing.executions[2]?.ms, 0);
  const aborted = await run((k, id) => k.done(id, 'abort'), ['x']);
  assert.deepEqual(aborted.problems, [['throw: was aborted by the kernel']]);
});

test('a cell beyond its limit is interrupted, and not waited for again', async () => {
  const slow = codeCell('x', [], { ktln2: { limit: 0.02 } });
  const { kernel, problems } = await run(
    () => {},
    [slow],
    {},
    k => {
      k.answers = false;
    },
  );
  assert.deepEqual(problems, [['timeout: ran longer than its limit of 0.02 s']]);
  assert.equal(kernel.interrupted, 1);
  const usual = await run(() => {}, ['x'], { limits: { ...LIMITS, cellSeconds: 0.01 } });
  assert.deepEqual(usual.problems, [['timeout: ran longer than its limit of 0.01 s']]);
});

test('a kernel that is not idle again has lost output; one that still sends is waited for', async () => {
  const lost = await run((k, id) => k.message(id, 'execute_reply', { status: 'ok' }), ['x']);
  assert.deepEqual(lost.problems, [
    ['lost output: the kernel never said that it was idle again; print one joined text'],
  ]);
  const busy = await run((k, id) => k.message(id, 'status', { execution_state: 'busy' }), ['x'], {
    limits: { ...LIMITS, cellSeconds: 0.01 },
  });
  assert.match(busy.problems[0]?.[0] ?? '', /^timeout/);
  const sending = await run(
    async (k, id) => {
      k.message(id, 'execute_reply', { status: 'ok' });
      for (let i = 0; i < 6; i++) {
        await new Promise(resolve => setTimeout(resolve, IMPATIENT.idleMs / 2));
        k.print(id, 'x');
      }
      k.message(id, 'status', { execution_state: 'idle' });
    },
    ['x'],
  );
  assert.deepEqual(sending.problems, [[]]);
});

test('too many characters, messages or raw bytes end the cell', async () => {
  const limits = { ...LIMITS, outputCharacters: 10, messages: 5 };
  const characters = await run((k, id) => k.print(id, 'x'.repeat(11)), ['x'], { limits });
  assert.deepEqual(characters.problems, [
    ['too much output: put out more than 10 characters; print less, or write a file'],
  ]);
  const display = await run((k, id) => k.message(id, 'display_data', { data: { t: 'x' } }), ['x'], {
    limits,
  });
  assert.match(display.problems[0]?.[0] ?? '', /more than 10 characters/);
  const many: Respond = (k, id) => {
    for (let i = 0; i < 6; i++) k.print(id, '');
  };
  assert.match((await run(many, ['x'], { limits })).problems[0]?.[0] ?? '', /more than 5 messages/);
  const few: Respond = (k, id) => {
    k.print(id, 'x'.repeat(10));
    k.print(id, '');
    k.done(id);
  };
  assert.deepEqual((await run(few, ['x'], { limits })).problems, [[]]);
  const raw = await run(
    k => {
      k.onRaw(1, 'x'.repeat(10));
      k.onRaw(1, 'y');
    },
    [tagged('x', 'allow-raw')],
    { limits },
  );
  assert.match(raw.problems[0]?.[0] ?? '', /more than 10 characters to file descriptor 1/);
});

test('a message that no stored notebook can show is a problem', async () => {
  const { problems } = await run(
    (k, id) => {
      k.message(id, 'update_display_data', {});
      k.done(id);
    },
    ['x'],
  );
  assert.deepEqual(problems, [
    ['stored: sent a message that a stored notebook cannot show: update_display_data'],
  ]);
});

test('the end of the kernel is charged once: to the cell that runs, or to the last', async () => {
  const during = await run(k => k.die('the kernel ended (SIGKILL)'), ['x', 'y']);
  assert.deepEqual(during.problems, [
    ['kernel: the kernel ended (SIGKILL)'],
    ['not run: not run, because an earlier cell failed'],
  ]);
  assert.equal(during.trace, undefined);
  const after = await run(
    (k, id) => {
      k.done(id);
      setTimeout(() => k.die('the kernel ended (exit status 3)'), 15);
    },
    [tagged('x', 'live', 'allow-stderr', 'allow-raw')],
    { patience: { ...IMPATIENT, settleMs: 60 } },
  );
  assert.deepEqual(after.problems, [['kernel: after the last cell the kernel ended (exit status 3)']]);
  const between = await run(
    (k, id) => {
      k.message(id, 'execute_reply', { status: 'ok' });
      k.die('gone');
    },
    ['x'],
  );
  assert.deepEqual(between.problems, [['kernel: gone']]);
});

test('after the last cell timers must end; child processes end with the kernel', async () => {
  const limits = { ...LIMITS, lateSeconds: 0.03 };
  const endless = await run(ok, ['x', 'y'], { limits }, k => {
    k.resources = ['TCPSocketWrap', 'Timeout'];
  });
  assert.deepEqual(endless.problems, [
    [],
    ['timeout: a timer still runs 0.03 s after the last cell; clear it in the notebook'],
  ]);
  const ending = await run(ok, ['x'], { limits: { ...LIMITS, lateSeconds: 5 } }, k => {
    k.resources = ['Immediate'];
    setTimeout(() => {
      k.resources = [];
    }, 30);
  });
  assert.deepEqual(ending.problems, [[]]);
  const child = await run(ok, ['x'], {}, k => {
    k.resources = ['ProcessWrap', 'TTYWrap'];
  });
  assert.deepEqual(child.problems, [[]]);
  const silent = await run(ok, ['x'], {}, k => {
    k.answers = false;
  });
  assert.match(silent.problems[0]?.join() ?? '', /^timeout: the kernel did not answer after the last cell/);
  assert.equal(silent.trace, undefined);
});

test('the files of a notebook are told when the kernel ends', async () => {
  const { trace } = await run(ok, ['x'], {}, k => {
    k.files = ['/a.js'];
    k.blind = true;
  });
  assert.deepEqual(trace, { files: ['/a.js'], blind: true });
});

test('what comes late is charged to the cell that began it, whatever runs by then and is allowed', async () => {
  const { problems } = await run(
    (k, id, code) => {
      if (code === 'second') {
        k.onEvent({ event: 'uncaught', cell: 1, text: 'Error: lost' });
        k.onEvent({ event: 'late', cell: 1, what: 'written to stdout' });
        k.onEvent({ event: 'silenced', what: 'console.error' });
        k.onEvent({ event: 'uncaught', cell: 77, text: 'nobody' });
      }
      k.done(id);
    },
    ['first', tagged('second', 'live', 'allow-stderr', 'allow-raw')],
  );
  assert.deepEqual(problems, [
    [
      'uncaught: nothing caught, in a promise, a timer or a callback:\nError: lost',
      'late: written to stdout after the cell had ended, while another ran; await it',
    ],
    [
      'silenced: replaced console.error, which reports errors; leave it as it is',
      'uncaught: nothing caught, in a promise, a timer or a callback:\nnobody',
    ],
  ]);
});

test('of very many errors only some are kept', async () => {
  const { executions } = await run(
    (k, id) => {
      for (let i = 0; i < 2_000; i++) k.onEvent({ event: 'uncaught', text: String(i) });
      k.done(id);
    },
    ['x'],
  );
  assert.equal(executions[0]?.problems.length, 1_000);
});

test('standard error fails a cell, unless its tag allows it and nothing else is wrong', async () => {
  const careful: Respond = (k, id, code) => {
    k.print(id, 'careful\n\n', 'stderr');
    if (code === 'bad') k.onEvent({ event: 'uncaught', text: 'e' });
    k.done(id);
  };
  assert.deepEqual((await run(careful, ['x'])).problems, [['standard error: careful']]);
  assert.deepEqual((await run(careful, [tagged('x', 'allow-stderr')])).problems, [[]]);
  const bad = await run(careful, [tagged('bad', 'allow-stderr')]);
  assert.deepEqual(
    bad.executions[0]?.problems.map(({ kind }) => kind),
    ['uncaught', 'standard error'],
  );
});

test('raw output fails a cell, unless its tags allow it', async () => {
  const raw: Respond = async (k, id, code) => {
    k.onRaw(code === 'one' ? 1 : 2, `${'z'.repeat(code === 'long' ? 3_000 : 1)}\n`);
    k.done(id);
  };
  const said = async (...cells: Cells) => (await run(raw, cells)).problems.flat().join();
  assert.match(await said('one'), /^raw output: wrote to file descriptor 1, where no reader.*\nz$/);
  assert.match(await said('two'), /^raw output: wrote to file descriptor 2/);
  assert.match(await said('long'), /\nz{2000}\.\.\.$/);
  assert.equal(await said(tagged('one', 'allow-raw'), tagged('two', 'allow-raw')), '');
  assert.equal(await said(tagged('two', 'allow-stderr')), '');
  assert.match(await said(tagged('one', 'allow-stderr')), /^raw output/);
});

test('an expected error must be what was thrown, and nothing else may be written beside it', async () => {
  const throwing: Respond = (k, id, code) => {
    const [thrown = '', printed] = code.split('|');
    if (printed) k.print(id, `${printed}\n`, 'stderr');
    k.print(id, `${thrown}\n    at cell:1\n`, 'stderr');
    k.onEvent({ event: 'thrown', text: thrown, printed: `${thrown}\n    at cell:1` });
    k.print(id, 'out\n');
    k.done(id, 'error');
  };
  const good = await run(throwing, [raising('RangeError: T is -1 K', 'T is -1 K'), raising('Error: b', 'b')]);
  assert.deepEqual(good.problems, [[], []]);
  // The message is stored without the stack, which names files of this machine.
  const stream = (name: string, text: string) => ({ output_type: 'stream', name, text });
  assert.deepEqual(good.executions[0]?.outputs, [stream('stdout', 'out\n'), stream('stderr', 'T is -1 K\n')]);

  const other = await run(throwing, [raising('Error: another', 'T is -1 K')]);
  assert.deepEqual(other.problems, [['throw: threw, but did not say "T is -1 K":\nError: another']]);
  const printed = await run(throwing, [raising('Error: another|T is -1 K', 'T is -1 K')]);
  assert.match(printed.problems.flat().join(), /^throw: threw, but did not say/);
  const beside = await run(throwing, [raising('Error: b|careful', 'b')]);
  assert.deepEqual(beside.problems, [['standard error: careful']]);
  assert.deepEqual((await run(throwing, [raising('Error: b|careful', 'b', 'allow-stderr')])).problems, [[]]);

  const untold = await run((k, id) => k.done(id, 'error'), [raising('x', 'b')]);
  assert.deepEqual(untold.problems, [['throw: threw, but did not say "b":']]);
  const silent = await run(ok, [raising('x', 'b')]);
  assert.deepEqual(silent.problems, [['throw: did not throw; expected an error that says "b"']]);
  const leaving = await run(
    (k, id, code, cell) => {
      k.onEvent({ event: 'uncaught', text: 'other' });
      throwing(k, id, code, cell);
    },
    [raising('Error: b', 'b')],
  );
  assert.match(leaving.problems.flat().join(), /^uncaught: /);
});

test('too much memory or time ends the notebook', async () => {
  const memory = await run(
    () => {},
    ['x', 'y'],
    { limits: { ...LIMITS, memoryBytes: 5e8 } },
    k => {
      k.bytes = 6e8;
    },
  );
  assert.match(
    memory.problems[0]?.join() ?? '',
    /^memory: the kernel took 0\.6 GB of memory; at most 0\.5 GB are allowed$/,
  );
  const time = await run(() => {}, ['x'], { limits: { ...LIMITS, notebookSeconds: 0.01 } });
  assert.deepEqual(time.problems, [['timeout: the notebook ran longer than its limit of 0.01 s']]);
});

test('cells run as often as asked in the same kernel, and the last pass counts', async () => {
  let count = 0;
  const progress: string[] = [];
  const { executions } = await run(
    (k, id) => {
      count += 1;
      k.print(id, String(count));
      k.done(id);
    },
    ['x', 'y'],
    { passes: 2, onProgress: (done, of) => void progress.push(`${done}/${of}`) },
  );
  assert.deepEqual(
    executions.map(({ outputs }) => outputs.map(o => o.output_type === 'stream' && o.text)),
    [['3'], ['4']],
  );
  assert.deepEqual(progress, ['0/2', '1/2', '0/2', '1/2']);
  let runs = 0;
  const failing = await run((k, id) => k.done(id, ++runs === 1 ? 'error' : 'ok'), ['x'], { passes: 2 });
  assert.match(failing.problems[0]?.join() ?? '', /^throw/);
  assert.equal(runs, 1);
});
