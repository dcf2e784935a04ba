/**
 * The fault suite: every fault is noticed and its cell named; every clean twin passes. What a kernel survives is tried
 * in one kernel, cell after cell; what ends it in a kernel of its own; what is wrong with stored outputs in none.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { checkNotebook } from '#tooling/check/check';
import { executionsOf } from '#tooling/check/execute';
import { type Execution, judge, pending } from '#tooling/check/execution';
import { LIMITS } from '#tooling/check/limits';
import { pool } from '#tooling/check/pool';
import type { Problem } from '#tooling/check/problem';
import { reportOn } from '#tooling/check/report';
import { PATIENCE } from '#tooling/check/patience';
import { Session } from '#tooling/check/session';
import { storedComplaints } from '#tooling/check/static';
import { Kernel } from '#tooling/kernel/kernel';
import { at, REPOSITORY } from '#tooling/ktln2/paths';
import { type CodeCell, isCode, type Loaded, type Notebook } from '#tooling/notebook/notebook';
import { rulesOf } from '#tooling/notebook/rules';
import { FAULTS, type Fault } from './faults.js';
import { temporaryFolder } from './support.js';

const folder = temporaryFolder();
const limits = { ...LIMITS, lateSeconds: 2 };
const patience = { ...PATIENCE, idleMs: 1_500 };
const told = (problems: Problem[]) => problems.map(({ kind, text }) => `${kind}: ${text}`).join('\n');

/** Runs code cells in one kernel, whatever becomes of each. */
async function inOneKernel(cells: CodeCell[]): Promise<Execution[]> {
  const executions = cells.map((cell, i) => pending(cell, rulesOf(cell, REPOSITORY.config).rules, i + 1));
  const kernel = await Kernel.start(at(), folder);
  const session = new Session(kernel, limits);
  try {
    for (const execution of executions) {
      await session.run(execution);
      // For 200 ms after a failure tslab runs nothing; a notebook stops there.
      if (execution.problems.length > 0) await new Promise(resolve => setTimeout(resolve, 300));
    }
    await session.settle();
  } finally {
    await kernel.close();
  }
  for (const execution of executions) judge(execution);
  return executions;
}

/** The cells of a notebook from the one that has the fault. */
const fromFault = ({ cell }: Fault, { cells }: Notebook): CodeCell[] => cells.slice(cell - 1).filter(isCode);

/** Runs those cells of many faults, one notebook after the other; returns what is wrong with each first cell. */
async function firstCells(which: 'faulty' | 'clean', faults: Fault[]): Promise<string[]> {
  const groups = faults.map(fault => fromFault(fault, fault[which]));
  const executions = await inOneKernel(groups.flat());
  let start = 0;
  return groups.map(group => {
    const first = executions[start] as Execution;
    start += group.length;
    return told(first.problems);
  });
}

const running = FAULTS.filter(({ stored, fatal }) => !stored && !fatal);
const fatal = FAULTS.filter(fault => fault.fatal);
const stored = FAULTS.filter(fault => fault.stored);

test('every fault that a kernel survives is noticed, in the cell that has it', async () => {
  const said = await firstCells('faulty', running);
  for (const [i, { name, says }] of running.entries()) assert.match(said[i] ?? '', says, name);
});

test('every clean twin of a fault in what a cell does passes', async () => {
  const faults = [...running, ...fatal];
  const said = await firstCells('clean', faults);
  for (const [i, { name }] of faults.entries()) assert.equal(said[i], '', name);
});

test('every fault that ends or blocks the kernel is noticed, in the cell that has it', async () => {
  await pool(fatal, 3, async ({ name, faulty, cell, says }) => {
    // A limit that suits the twins, which are compiled first, is long here.
    const notebook = structuredClone(faulty);
    const own = notebook.cells[cell - 1]?.metadata.ktln2 as { limit?: number } | undefined;
    if (own?.limit !== undefined) own.limit = 2;
    const loaded: Loaded = {
      file: path.join(folder, 'x.ipynb'),
      name: 'x.ipynb',
      bytes: Buffer.from(''),
      notebook,
    };
    const { report } = await checkNotebook(loaded, REPOSITORY, { limits, patience });
    const wrong = report.cells.filter(({ ran, problems }) => ran && problems.length > 0);
    assert.deepEqual(
      wrong.map(({ number }) => number),
      [cell],
      name,
    );
    assert.match(told(wrong[0]?.problems ?? []), new RegExp(says.source.replaceAll('8 s', '2 s')), name);
  });
});

/** What is said of a notebook whose run gives what is stored in its clean twin: by cell, 0 for the whole. */
async function judged({ clean, gives }: Fault, notebook: Notebook): Promise<Map<number, string>> {
  const outputs = new Map(clean.cells.filter(isCode).map(({ source, outputs: all }) => [source, all]));
  outputs.set(clean.cells[0]?.source ?? '', gives);
  const executions = executionsOf(notebook, REPOSITORY.config).map(execution => ({
    ...execution,
    ran: true,
    outputs: structuredClone(outputs.get(execution.cell.source) ?? []),
  }));
  const { cells } = await reportOn('x', 0, executions, true);
  const loaded = { file: path.join(folder, 'x.ipynb'), name: 'x', bytes: Buffer.from(''), notebook };
  const complaints = storedComplaints(loaded, REPOSITORY).map(text => `stored: ${text}`);
  const wrong = cells.map(({ number, problems }) => [number, told(problems)] as const);
  return new Map([...wrong, [0, complaints.join('\n')] as const].filter(([, text]) => text));
}

test('every fault in what is stored is noticed, and every clean twin passes', async () => {
  for (const fault of stored) {
    const { name, faulty, clean, cell, says } = fault;
    assert.deepEqual([...(await judged(fault, clean))], [], `${name}, clean`);
    const wrong = await judged(fault, faulty);
    assert.deepEqual([...wrong.keys()], [cell], name);
    assert.match(wrong.get(cell) ?? '', says, name);
  }
});
