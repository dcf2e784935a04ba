/** Runs a notebook's cells, one after another, in a kernel of its own, and keeps all that they put out. */
import { PlainError } from '../errors.js';
import { Kernel } from '../kernel/kernel.js';
import type { Message } from '../kernel/wire.js';
import { type Bundle, type CodeCell, isCode, type Notebook, type Output } from '../notebook/notebook.js';
import { rulesOf } from '../notebook/rules.js';

/** The kernel sends `idle` right after its reply; a cell without it has lost output (see README). */
const IDLE_WITHIN_MS = 5_000;
/** How long a rejected promise or a timer may take to report after the last cell. */
const SETTLE_MS = 400;
const INTERRUPT_GRACE_MS = 2_000;
const OUTPUT_LIMIT = 5_000_000;

/** What became of one code cell. */
export interface Execution {
  cell: CodeCell;
  /** 1-based number among all cells of the notebook. */
  number: number;
  outputs: Output[];
  /** Why the cell failed; empty if it did not. */
  problems: string[];
  /** False if an earlier cell's failure kept it from running. */
  ran: boolean;
  ms: number;
}

interface Pending {
  execution: Execution;
  reply?: Bundle;
  idle: boolean;
  wake: () => void;
}

const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

/** Adds an output, joining it to the stream that it continues. */
function append(outputs: Output[], output: Output): void {
  const last = outputs.at(-1);
  if (output.output_type === 'stream' && last?.output_type === 'stream' && last.name === output.name) {
    last.text += output.text;
  } else outputs.push(output);
}

class Session {
  readonly #kernel: Kernel;
  /** Kept for the notebook's whole life: an unhandled rejection reports after its cell has ended. */
  readonly #cells = new Map<string, Pending>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.onMessage = message => this.#receive(message);
  }

  #receive({ type, parentId, content }: Message): void {
    const pending = parentId === undefined ? undefined : this.#cells.get(parentId);
    if (!pending) return;
    const { outputs, problems } = pending.execution;
    switch (type) {
      case 'stream':
        append(outputs, { output_type: 'stream', name: String(content.name), text: String(content.text) });
        break;
      case 'display_data':
        outputs.push({ output_type: 'display_data', data: content.data as Bundle, metadata: {} });
        break;
      case 'execute_reply':
        pending.reply = content;
        break;
      case 'status':
        pending.idle ||= content.execution_state === 'idle';
        break;
      case 'execute_input':
        break;
      default:
        problems.push(`sent a message that a stored notebook cannot show: ${type}`);
    }
    pending.wake();
  }

  /** Runs one cell to its end, or to its limit. */
  async run(execution: Execution): Promise<void> {
    const { rules } = rulesOf(execution.cell);
    const { problems } = execution;
    const started = performance.now();
    const id = this.#kernel.send('execute_request', {
      code: execution.cell.source,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    });
    const pending: Pending = { execution, idle: false, wake: () => {} };
    this.#cells.set(id, pending);
    execution.ran = true;
    let death: string | undefined;
    void this.#kernel.died.then(why => {
      death = why;
      pending.wake();
    });
    const until = (done: () => boolean, ms: number) =>
      this.#until(pending, () => done() || death !== undefined, ms);

    if (!(await until(() => pending.reply !== undefined, rules.limit * 1_000))) {
      problems.push(`ran longer than its limit of ${rules.limit} s`);
      this.#kernel.interrupt();
      await until(() => pending.reply !== undefined, INTERRUPT_GRACE_MS);
    } else if (death !== undefined) {
      problems.push(death);
    } else if (pending.reply?.status !== 'ok') {
      problems.push(pending.reply?.status === 'error' ? 'threw or did not compile' : 'was aborted');
    }
    if (problems.length === 0 && !(await until(() => pending.idle, IDLE_WITHIN_MS))) {
      problems.push('lost output: the kernel never said that it was idle again (print one joined text)');
    }
    execution.ms = performance.now() - started;
  }

  /** Waits until `done()`, looked at after every message; false if that takes longer than `ms`. */
  #until(pending: Pending, done: () => boolean, ms: number): Promise<boolean> {
    return new Promise(resolve => {
      const finish = (result: boolean) => {
        clearTimeout(timer);
        pending.wake = () => {};
        resolve(result);
      };
      const timer = setTimeout(finish, ms, false);
      pending.wake = () => done() && finish(true);
      pending.wake();
    });
  }
}

/** What a finished cell's outputs say against it; late outputs are in them by now. */
function judge({ cell, outputs, problems }: Execution): void {
  const stderr = outputs
    .flatMap(o => (o.output_type === 'stream' && o.name === 'stderr' ? [o.text] : []))
    .join('');
  if (stderr && (problems.length > 0 || !rulesOf(cell).rules.allowStderr)) {
    problems.push(`standard error:\n${stderr.trimEnd()}`);
  }
  const size = JSON.stringify(outputs).length;
  if (size > OUTPUT_LIMIT) problems.push(`put out ${size} characters; at most ${OUTPUT_LIMIT} are allowed`);
}

/** Executes every code cell of a notebook in the folder `cwd`; after a failed cell, the later ones do not run. */
export async function execute(
  notebook: Notebook,
  cwd: string,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<Execution[]> {
  const executions = notebook.cells.flatMap((cell, i): Execution[] =>
    isCode(cell) && cell.source.trim()
      ? [{ cell, number: i + 1, outputs: [], problems: [], ran: false, ms: 0 }]
      : [],
  );
  const kernel = await Kernel.start(cwd).catch(error => {
    throw new PlainError(`no kernel: ${(error as Error).message}`);
  });
  try {
    const session = new Session(kernel);
    for (const [i, execution] of executions.entries()) {
      onProgress(i, executions.length);
      await session.run(execution);
      if (execution.problems.length > 0) break;
    }
    await Promise.race([sleep(SETTLE_MS), kernel.died]);
  } finally {
    kernel.close();
  }
  for (const execution of executions) {
    if (execution.ran) judge(execution);
    else execution.problems.push('not run, because an earlier cell failed');
  }
  return executions;
}
