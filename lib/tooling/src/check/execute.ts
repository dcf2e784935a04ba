/** Runs a notebook's cells, one after another, in a kernel of its own, and keeps all that they put out. */
import { PlainError } from '../errors.js';
import { Kernel } from '../kernel/kernel.js';
import { isCode, type Notebook } from '../notebook/notebook.js';
import { rulesOf } from '../notebook/rules.js';
import type { Config } from '../repository.js';
import { LIMITS, type Limits } from './limits.js';
import { type Execution, Session, stderrOf } from './session.js';

/** How long a rejected promise or a timer may take to report after the last cell. */
const SETTLE_MS = 400;
const LOOK_AT_MEMORY_EVERY_MS = 500;

/** Called before each cell with the number of cells that are done and of all cells. */
export type Progress = (done: number, of: number) => void;

/** Watches the kernel's memory and the notebook's time; returns what stops watching. */
function watch(kernel: Kernel, session: Session, limits: Limits): () => void {
  const looking = setInterval(async () => {
    const bytes = await kernel.memory();
    if (bytes !== undefined && bytes > limits.memoryBytes) {
      const gigabytes = (bytes / 1e9).toFixed(1);
      session.end(
        `the kernel took ${gigabytes} GB of memory; at most ${limits.memoryBytes / 1e9} GB are allowed`,
      );
    }
  }, LOOK_AT_MEMORY_EVERY_MS);
  const why = `the notebook ran longer than its limit of ${limits.notebookSeconds} s`;
  const timer = setTimeout(() => session.end(why), limits.notebookSeconds * 1_000);
  return () => {
    clearInterval(looking);
    clearTimeout(timer);
  };
}

/** What a finished cell wrote to standard error, held against it; late outputs are in it by now. */
function judge({ rules, outputs, problems }: Execution): void {
  const stderr = stderrOf(outputs);
  const allowed = rules.allowStderr || rules.raises !== undefined;
  if (stderr && (problems.length > 0 || !allowed)) problems.push(`standard error:\n${stderr.trimEnd()}`);
}

/** Executes every code cell of a notebook in the folder `cwd`; after a failed cell, the later ones do not run. */
export async function execute(
  notebook: Notebook,
  config: Config,
  cwd: string,
  onProgress: Progress = () => {},
  limits: Limits = LIMITS,
): Promise<Execution[]> {
  const executions = notebook.cells.flatMap((cell, i): Execution[] =>
    isCode(cell) && cell.source.trim()
      ? [
          {
            cell,
            rules: rulesOf(cell, config).rules,
            number: i + 1,
            outputs: [],
            problems: [],
            ran: false,
            ms: 0,
          },
        ]
      : [],
  );
  const kernel = await Kernel.start(cwd).catch(error => {
    throw new PlainError(`no kernel: ${(error as Error).message}`);
  });
  const session = new Session(kernel, limits);
  const stopWatching = watch(kernel, session, limits);
  try {
    for (const [i, execution] of executions.entries()) {
      onProgress(i, executions.length);
      await session.run(execution);
      if (execution.problems.length > 0) break;
    }
    await session.settle(SETTLE_MS);
  } finally {
    stopWatching();
    kernel.close();
  }
  for (const execution of executions) {
    if (execution.ran) judge(execution);
    else execution.problems.push('not run, because an earlier cell failed');
  }
  return executions;
}
