/** A kernel that runs the cells of one notebook, and what it sends sorted by the cell that it belongs to. */
import type { Kernel } from '../kernel/kernel.js';
import type { Message } from '../kernel/wire.js';
import type { Bundle, CodeCell, Output } from '../notebook/notebook.js';
import type { Rules } from '../notebook/rules.js';
import type { Limits } from './limits.js';

/** The kernel sends `idle` right after its reply; a cell without it has lost output. */
const IDLE_WITHIN_MS = 5_000;
/** After a failure tslab answers whatever arrives within 200 ms with 'abort', without running it. */
const ABORTS_FOR_MS = 300;
const INTERRUPT_GRACE_MS = 2_000;
const LOST_OUTPUT = 'lost output: the kernel never said that it was idle again (print one joined text)';

/** What became of one code cell. */
export interface Execution {
  cell: CodeCell;
  rules: Rules;
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
  characters: number;
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

/** What a cell wrote to standard error. */
export const stderrOf = (outputs: Output[]): string =>
  outputs.flatMap(o => (o.output_type === 'stream' && o.name === 'stderr' ? [o.text] : [])).join('');

export class Session {
  readonly #kernel: Kernel;
  readonly #limits: Limits;
  /** Kept for the notebook's whole life: an unhandled rejection reports after its cell has ended. */
  readonly #cells = new Map<string, Pending>();
  #current: Pending | undefined;
  /** Why the kernel ended, or has to. */
  #end: string | undefined;
  /** The request that ends the wait for late outputs, and what is called when the kernel is done with it. */
  #last: { id: string; done: () => void } | undefined;

  constructor(kernel: Kernel, limits: Limits) {
    this.#kernel = kernel;
    this.#limits = limits;
    kernel.onMessage = message => this.#receive(message);
    void kernel.died.then(why => this.end(why));
  }

  /** Gives up the cell that runs, for the reason told. */
  end(why: string): void {
    this.#end ??= why;
    this.#current?.wake();
  }

  /** Runs one cell to its end, or to its limit. */
  async run(execution: Execution): Promise<void> {
    const { rules, problems } = execution;
    const started = performance.now();
    const pending = this.#send(execution);
    const limit = rules.limit ?? this.#limits.cellSeconds;
    const replied = await this.#until(pending, () => pending.reply !== undefined, limit * 1_000);
    if (this.#end === undefined && !replied) {
      problems.push(`ran longer than its limit of ${limit} s`);
      this.#kernel.interrupt();
      await this.#until(pending, () => pending.reply !== undefined, INTERRUPT_GRACE_MS);
    } else if (this.#end !== undefined) problems.push(this.#end);
    else if (rules.raises !== undefined) await this.#expectError(pending, rules.raises);
    else if (pending.reply?.status !== 'ok') {
      problems.push(pending.reply?.status === 'error' ? 'threw or did not compile' : 'was aborted');
    }
    if (problems.length === 0 && !(await this.#until(pending, () => pending.idle, IDLE_WITHIN_MS))) {
      problems.push(this.#end ?? LOST_OUTPUT);
    }
    execution.ms = performance.now() - started;
  }

  #send(execution: Execution): Pending {
    const id = this.#kernel.send('execute_request', {
      code: execution.cell.source,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    });
    const pending: Pending = { execution, idle: false, characters: 0, wake: () => {} };
    this.#cells.set(id, pending);
    this.#current = pending;
    execution.ran = true;
    return pending;
  }

  /**
   * Waits for outputs that come late: `ms`, and then until the kernel is done with a request sent after that. By
   * then it has run every timer that was due, however slow the machine.
   */
  async settle(ms: number): Promise<void> {
    await sleep(ms);
    const done = new Promise<void>(resolve => {
      this.#last = { id: this.#kernel.send('kernel_info_request', {}), done: resolve };
    });
    await Promise.race([done, this.#kernel.died, sleep(IDLE_WITHIN_MS)]);
  }

  #receive({ type, parentId, content }: Message): void {
    const idle = type === 'status' && content.execution_state === 'idle';
    if (idle && parentId === this.#last?.id) this.#last?.done();
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
        pending.idle ||= idle;
        break;
      case 'execute_input':
        break;
      default:
        problems.push(`sent a message that a stored notebook cannot show: ${type}`);
    }
    pending.characters += type === 'stream' || type === 'display_data' ? JSON.stringify(content).length : 0;
    const most = this.#limits.outputCharacters;
    if (pending.characters > most) this.end(`put out more than ${most} characters`);
    pending.wake();
  }

  /** The error that a cell is there to show: it must come, and say what is expected of it. */
  async #expectError({ execution, reply }: Pending, expected: string): Promise<void> {
    const { outputs, problems } = execution;
    if (reply?.status !== 'error') problems.push(`did not throw; expected an error that says "${expected}"`);
    else if (!stderrOf(outputs).includes(expected)) problems.push(`threw, but did not say "${expected}"`);
    else {
      // Its stack trace carries paths of this machine: the message is stored, nothing else.
      const kept = outputs.filter(o => o.output_type !== 'stream' || o.name !== 'stderr');
      outputs.splice(0, Infinity, ...kept, { output_type: 'stream', name: 'stderr', text: `${expected}\n` });
    }
    await sleep(ABORTS_FOR_MS);
  }

  /** Waits until `done()`, looked at after every message; false if that takes longer than `ms` or the kernel ends. */
  #until(pending: Pending, done: () => boolean, ms: number): Promise<boolean> {
    return new Promise(resolve => {
      const finish = (result: boolean) => {
        clearTimeout(timer);
        pending.wake = () => {};
        resolve(result);
      };
      const timer = setTimeout(finish, ms, false);
      pending.wake = () => (done() ? finish(true) : this.#end !== undefined && finish(false));
      pending.wake();
    });
  }
}
