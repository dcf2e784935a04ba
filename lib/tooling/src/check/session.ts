/** A kernel that runs the cells of one notebook, and what it sends sorted by the cell that it belongs to. */
import type { KernelLike } from '../kernel/kernel.js';
import type { Trace } from '../kernel/trace.cjs';
import type { Message } from '../kernel/wire.js';
import type { Event } from '../kernel/witness.cjs';
import type { Bundle } from '../notebook/notebook.js';
import { append } from '../notebook/streams.js';
import type { Execution } from './execution.js';
import type { Limits } from './limits.js';
import { PATIENCE, type Patience, whatRemains } from './patience.js';
import { type Kind, type Problem, problem } from './problem.js';
import { problemOf } from './witnessed.js';

/** How many problems of a cell are kept; fewer are told. */
const MOST_PROBLEMS = 1_000;
const LOST_OUTPUT = 'the kernel never said that it was idle again; print one joined text';

interface Pending {
  execution: Execution;
  reply?: Bundle;
  idle: boolean;
  characters: number;
  messages: number;
  wake: () => void;
}

const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

export class Session {
  readonly #kernel: KernelLike;
  readonly #limits: Limits;
  readonly #patience: Patience;
  /** Kept for the notebook's whole life: an unhandled rejection reports after its cell has ended. */
  readonly #cells = new Map<string, Pending>();
  /** The latest execution of each cell, by its number. */
  readonly #executions = new Map<number, Execution>();
  #current: Pending | undefined;
  /** Why the kernel ended, or has to, and whether a cell was told. */
  #end: Problem | undefined;
  #endTold = false;
  /** Called with the kernel's next event of a kind. */
  readonly #waiting = new Map<string, (event: Event) => void>();

  constructor(kernel: KernelLike, limits: Limits, patience: Patience = PATIENCE) {
    this.#kernel = kernel;
    this.#limits = limits;
    this.#patience = patience;
    kernel.onMessage = message => this.#receive(message);
    kernel.onEvent = event => this.#witness(event);
    kernel.onRaw = (descriptor, text) => this.#raw(descriptor, text);
    void kernel.died.then(why => this.end('kernel', why));
  }

  /** Gives up the cell that runs, for the reason told. */
  end(kind: Kind, why: string): void {
    this.#end ??= problem(kind, why);
    this.#current?.wake();
  }

  /** Runs one cell to its end, or to its limit. */
  async run(execution: Execution): Promise<void> {
    const { rules, problems } = execution;
    const started = performance.now();
    const pending = this.#send(execution);
    const limit = Math.min(rules.limit ?? this.#limits.cellSeconds, this.#limits.notebookSeconds);
    const replied = await this.#until(pending, () => pending.reply !== undefined, limit * 1_000);
    if (this.#end === undefined && !replied) {
      problems.push(problem('timeout', `ran longer than its limit of ${limit} s`));
      this.#kernel.interrupt();
      await this.#until(pending, () => pending.reply !== undefined, this.#patience.interruptMs);
    } else if (this.#end !== undefined) this.#tellEnd(execution);
    else if (rules.raises !== undefined) await this.#expectError(pending, rules.raises);
    else if (pending.reply?.status !== 'ok') {
      const text =
        pending.reply?.status === 'error' ? 'threw or did not compile' : 'was aborted by the kernel';
      problems.push(problem('throw', text));
    }
    const failed = problems.some(({ kind }) => kind === 'timeout' || kind === 'kernel' || kind === 'throw');
    if (!failed && !(await this.#becomesIdle(pending))) {
      if (this.#end === undefined) problems.push(problem('lost output', LOST_OUTPUT));
      else this.#tellEnd(execution);
    }
    // What the pipes hold by now belongs to this cell: let it be read before the next cell begins.
    for (let turn = 0; turn < 2; turn++) await new Promise(resolve => setImmediate(resolve));
    execution.ms = performance.now() - started;
  }

  /** Waits for `idle`, for as long as messages keep coming: the kernel may have very many to send. */
  async #becomesIdle(pending: Pending): Promise<boolean> {
    for (;;) {
      const seen = pending.messages;
      if (await this.#until(pending, () => pending.idle, this.#patience.idleMs)) return true;
      if (this.#end !== undefined || pending.messages === seen) return false;
    }
  }

  #send(execution: Execution): Pending {
    const id = this.#kernel.send('execute_request', {
      code: execution.cell.source,
      silent: false,
      store_history: true,
      // Not evaluated by tslab, and so free to tell the kernel's witness which cell it is.
      user_expressions: { 'tslab-check': execution.number },
      allow_stdin: false,
      stop_on_error: true,
    });
    const pending: Pending = { execution, idle: false, characters: 0, messages: 0, wake: () => {} };
    this.#cells.set(id, pending);
    this.#executions.set(execution.number, execution);
    this.#current = pending;
    execution.ran = true;
    return pending;
  }

  /**
   * Waits, after the last cell, until nothing of the notebook runs any more: a late error, an exit of the process,
   * a timer that never ends fail the cell that began them, or the last one.
   */
  async settle(): Promise<void> {
    const last = this.#current?.execution;
    // A kernel that was too slow for its cell is not waited for a second time.
    if (!last || last.problems.some(({ kind }) => kind === 'timeout' && !this.#end)) return;
    const started = performance.now();
    for (;;) {
      await sleep(this.#patience.lookMs);
      const state = this.#end ? undefined : await this.#ask('state', 'kernel_info_request');
      if (this.#end) {
        this.#tellEnd(last, 'after the last cell ');
        return;
      }
      if (state === undefined) {
        const why =
          'the kernel did not answer after the last cell: something keeps it busy; end it in the notebook';
        last.problems.push(problem('timeout', why));
        return;
      }
      const resources = state.event === 'state' ? state.resources : [];
      const still = whatRemains(resources, performance.now() - started, this.#limits, this.#patience);
      if (still === 'wait') continue;
      if (still !== 'done') last.problems.push(still);
      return;
    }
  }

  /** The files that the notebook depends on, told by a kernel that ends thereby. */
  async trace(): Promise<Trace | undefined> {
    const event = this.#end ? undefined : await this.#ask('trace', 'shutdown_request');
    return event?.event === 'trace' ? event.trace : undefined;
  }

  /** Charges the end of the kernel to a cell, once. */
  #tellEnd({ problems }: Execution, when = ''): void {
    if (this.#end && !this.#endTold) problems.push(problem(this.#end.kind, when + this.#end.text));
    this.#endTold = true;
  }

  /** Sends a request to which the kernel's witness answers with an event; undefined if it does not. */
  async #ask(kind: Event['event'], request: string): Promise<Event | undefined> {
    let limit: NodeJS.Timeout | undefined;
    const answer = new Promise<Event | undefined>(resolve => {
      this.#waiting.set(kind, resolve);
      limit = setTimeout(resolve, this.#patience.idleMs, undefined);
    });
    this.#kernel.send(request, {});
    const event = await Promise.race([answer, this.#kernel.died.then(() => undefined)]);
    clearTimeout(limit);
    return event;
  }

  #witness(event: Event): void {
    this.#waiting.get(event.event)?.(event);
    const execution = this.#executions.get(event.cell ?? 0) ?? this.#current?.execution;
    if (!execution) return;
    if (event.event === 'thrown') {
      const printed = `${execution.thrown?.printed ?? ''}${event.printed}\n`;
      execution.thrown = { text: `${execution.thrown?.text ?? ''}${event.text}\n`, printed };
    }
    const found = problemOf(event);
    if (found && execution.problems.length < MOST_PROBLEMS) execution.problems.push(found);
  }

  #raw(descriptor: 1 | 2, text: string): void {
    const execution = this.#current?.execution;
    if (!execution) return;
    const most = this.#limits.outputCharacters;
    if (execution.raw[descriptor].length + text.length <= most) execution.raw[descriptor] += text;
    else this.end('too much output', `wrote more than ${most} characters to file descriptor ${descriptor}`);
  }

  #receive({ type, parentId, content }: Message): void {
    const idle = type === 'status' && content.execution_state === 'idle';
    const pending = parentId === undefined ? undefined : this.#cells.get(parentId);
    if (!pending || this.#end?.kind === 'too much output') return;
    const { outputs, problems } = pending.execution;
    switch (type) {
      case 'stream':
        append(outputs, { output_type: 'stream', name: String(content.name), text: String(content.text) });
        break;
      case 'display_data':
        outputs.push({
          output_type: 'display_data',
          data: (content.data ?? {}) as Bundle,
          metadata: (content.metadata ?? {}) as Bundle,
        });
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
        problems.push(problem('stored', `sent a message that a stored notebook cannot show: ${type}`));
    }
    pending.characters +=
      type === 'stream'
        ? String(content.text).length
        : type === 'display_data'
          ? JSON.stringify(content).length
          : 0;
    pending.messages += 1;
    const { outputCharacters: most, messages } = this.#limits;
    if (pending.characters > most) {
      this.end('too much output', `put out more than ${most} characters; print less, or write a file`);
    } else if (pending.messages > messages) {
      this.end(
        'too much output',
        `put out more than ${messages} messages; join the texts and print them at once`,
      );
    }
    pending.wake();
  }

  /** A cell with the rule `raises` must have failed; what it threw is judged when all is known. */
  async #expectError({ execution, reply }: Pending, expected: string): Promise<void> {
    if (reply?.status !== 'error') {
      execution.problems.push(problem('throw', `did not throw; expected an error that says "${expected}"`));
    }
    await sleep(this.#patience.abortsMs);
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
