/**
 * Kernels that are none: what the session and the command do can be tried in milliseconds, without a process.
 * What a real kernel does is tried in kernel.test.ts and faults.test.ts.
 */
import { createContext, type Context, runInContext } from 'node:vm';
import type { Patience } from '#tooling/check/patience';
import type { KernelLike } from '#tooling/kernel/kernel';
import type { Event } from '#tooling/kernel/channel';

/** A session with a fake kernel need not wait for slow machines. */
export const IMPATIENT: Patience = {
  ...{ idleMs: 40, abortsMs: 1, interruptMs: 20, settleMs: 2, childrenMs: 4, lookMs: 1 },
};

/** A kernel that does for each execution what `respond` makes it do. */
export class FakeKernel implements KernelLike {
  onMessage: KernelLike['onMessage'] = () => {};
  onEvent: (event: Event) => void = () => {};
  onRaw: (descriptor: 1 | 2, text: string) => void = () => {};
  readonly died: Promise<string>;
  die: (why: string) => void = () => {};
  closed = false;
  interrupted = 0;
  bytes: number | undefined = 1e6;
  /** What still runs when the kernel is asked: after the last cell. */
  resources: string[] = [];
  /** Whether it answers when it is asked for anything but an execution. */
  answers = true;
  files: string[] = [];
  blind = false;
  #sent = 0;

  constructor(
    private readonly respond: (
      kernel: FakeKernel,
      id: string,
      code: string,
      cell: number,
    ) => void | Promise<void>,
  ) {
    this.died = new Promise(resolve => {
      this.die = resolve;
    });
  }

  send(type: string, content: object): string {
    this.#sent += 1;
    const id = `request-${this.#sent}`;
    setImmediate(() => {
      if (type === 'execute_request') {
        const { code, user_expressions: named } = content as {
          code: string;
          user_expressions: { 'tslab-check': number };
        };
        void this.respond(this, id, code, named['tslab-check']);
      } else if (this.answers && type === 'kernel_info_request') {
        this.onEvent({ event: 'state', resources: this.resources });
      } else if (this.answers && type === 'shutdown_request') {
        this.onEvent({ event: 'trace', trace: { files: this.files, blind: this.blind } });
      }
    });
    return id;
  }

  /** Sends a message that answers the request `id`. */
  message(id: string, type: string, content: Record<string, unknown>): void {
    this.onMessage({ type, id: 'm', parentId: id, content });
  }

  print(id: string, text: string, name = 'stdout'): void {
    this.message(id, 'stream', { name, text });
  }

  /** Ends an execution as tslab does: the reply, and `idle`. */
  done(id: string, status = 'ok'): void {
    this.message(id, 'execute_reply', { status });
    this.message(id, 'status', { execution_state: 'idle' });
  }

  interrupt(): void {
    this.interrupted += 1;
  }

  async memory(): Promise<number | undefined> {
    return this.bytes;
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

/** A kernel that really runs cells, if they are plain JavaScript and use nothing but the console and `display`. */
export function evaluatingKernel(): FakeKernel {
  let context: Context | undefined;
  return new FakeKernel(async (kernel, id, code, cell) => {
    const write = (name: string) => (value: unknown) => kernel.print(id, `${String(value)}\n`, name);
    const console = { log: write('stdout'), error: write('stderr') };
    const display = (data: unknown, metadata = {}) => kernel.message(id, 'display_data', { data, metadata });
    context = Object.assign(context ?? createContext({ setTimeout, process: { pid: kernelCount++ } }), {
      ...{ console, display },
    });
    let status = 'ok';
    try {
      await runInContext(`(async () => {${code}\n})()`, context);
    } catch (error) {
      status = 'error';
      const printed = String(error);
      kernel.onEvent({ event: 'thrown', cell, text: printed, printed });
      kernel.print(id, `${printed}\n`, 'stderr');
    }
    kernel.done(id, status);
  });
}

/** Stands in for a process's number: differs from kernel to kernel. */
let kernelCount = 1_000;
