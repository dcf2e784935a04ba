/** Runs a notebook's cells, one after another, in a kernel of its own, and keeps all that they put out. */
import type { KernelLike } from '../kernel/kernel.js';
import type { Trace } from '../kernel/trace.cjs';
import { isCode, type Notebook } from '../notebook/notebook.js';
import { rulesOf } from '../notebook/rules.js';
import type { Config } from '../repository.js';
import { type Execution, judge, pending } from './execution.js';
import { LIMITS, type Limits } from './limits.js';
import { problem } from './problem.js';
import { PATIENCE, type Patience } from './patience.js';
import { Session } from './session.js';

const LOOK_AT_MEMORY_EVERY_MS = 500;

/** Called before each cell with the number of cells that are done and of all cells. */
export type Progress = (done: number, of: number) => void;

/** A run's results. */
export interface Run {
  executions: Execution[];
  /** The files that the notebook depends on; absent if the kernel did not come to its end. */
  trace: Trace | undefined;
}

/** Starts a kernel for notebooks of the folder `cwd` in the repository `root`. */
export type StartKernel = (root: string, cwd: string) => Promise<KernelLike>;

export interface ExecuteOptions {
  start?: StartKernel;
  onProgress?: Progress;
  limits?: Limits;
  patience?: Patience;
  /** How often the cells run, one pass after the other in the same kernel; the last pass is what counts. */
  passes?: number;
}

/** Watches the kernel's memory and the notebook's time; returns what stops watching. */
function watch(kernel: KernelLike, session: Session, limits: Limits): () => void {
  const looking = setInterval(async () => {
    const bytes = await kernel.memory();
    if (bytes !== undefined && bytes > limits.memoryBytes) {
      const gigabytes = (bytes / 1e9).toFixed(1);
      const most = `at most ${limits.memoryBytes / 1e9} GB are allowed`;
      session.end('memory', `the kernel took ${gigabytes} GB of memory; ${most}`);
    }
  }, LOOK_AT_MEMORY_EVERY_MS);
  const why = `the notebook ran longer than its limit of ${limits.notebookSeconds} s`;
  const timer = setTimeout(() => session.end('timeout', why), limits.notebookSeconds * 1_000);
  return () => {
    clearInterval(looking);
    clearTimeout(timer);
  };
}

/** The code cells of a notebook that have something to run. */
export const executionsOf = (notebook: Notebook, config: Config): Execution[] =>
  notebook.cells.flatMap((cell, i) =>
    isCode(cell) && cell.source.trim() ? [pending(cell, rulesOf(cell, config).rules, i + 1)] : [],
  );

/** Executes every code cell of a notebook in a kernel, which is ended; after a failed cell, the later ones do not run. */
export async function execute(
  notebook: Notebook,
  config: Config,
  kernel: KernelLike,
  { onProgress = () => {}, limits = LIMITS, patience = PATIENCE, passes = 1 }: ExecuteOptions = {},
): Promise<Run> {
  let executions = executionsOf(notebook, config);
  const session = new Session(kernel, limits, patience);
  const stopWatching = watch(kernel, session, limits);
  let trace: Trace | undefined;
  try {
    for (let pass = 1; pass <= passes; pass++) {
      if (pass > 1) executions = executionsOf(notebook, config);
      for (const [i, execution] of executions.entries()) {
        onProgress(i, executions.length);
        await session.run(execution);
        if (execution.problems.length > 0) break;
      }
      if (executions.some(({ problems }) => problems.length > 0)) break;
    }
    await session.settle();
    trace = await session.trace();
  } finally {
    stopWatching();
    await kernel.close();
  }
  for (const execution of executions) {
    if (execution.ran) judge(execution);
    else execution.problems.push(problem('not run', 'not run, because an earlier cell failed'));
  }
  return { executions, trace };
}
