/**
 * What the notebook's own messages do not tell, told to the runner through file descriptor 3, one JSON text a line.
 * Each execution runs in an asynchronous context that carries its cell, so that whatever comes late is charged to
 * the cell that began it, and not to the one that runs by then.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { writeSync } from 'node:fs';
import { format, inspect } from 'node:util';
import type { Trace } from './trace.cjs';

/** What is told. `cell` is the number that the runner gave the cell; absent where it is not known. */
export type Event = { cell?: number } & (
  | { event: 'thrown'; text: string; printed: string }
  | { event: 'uncaught'; text: string }
  | { event: 'late'; what: string }
  | { event: 'silenced'; what: string }
  | { event: 'state'; resources: string[] }
  | { event: 'trace'; trace: Trace }
);

/** The key in a request's `user_expressions` under which the runner names the cell. */
const CELL = 'tslab-check';
const CHANNEL = 3;
const LONGEST_TEXT = 4_000;

type Write = (...args: unknown[]) => unknown;
interface Handler {
  handleExecuteImpl(
    request: { user_expressions?: Record<string, number> },
    stream: Write,
    display: Write,
  ): unknown;
  handleKernel(): unknown;
  handleShutdown(request: unknown): unknown;
  createWriteToIopub(...args: unknown[]): Write;
}
interface Console {
  log: Write;
  error: Write;
}

const cells = new AsyncLocalStorage<number>();

function tell(event: Event): void {
  const cell = event.cell ?? cells.getStore();
  try {
    writeSync(CHANNEL, `${JSON.stringify(cell === undefined ? event : { ...event, cell })}\n`);
  } catch {
    // The runner is gone, or a cell has closed the channel: the runner notices either.
  }
}

/** An error's first lines, without what it may throw when it is looked at. */
function words(value: unknown): string {
  try {
    return (value instanceof Error ? String(value.stack ?? value) : inspect(value)).slice(0, LONGEST_TEXT);
  } catch {
    return 'something that cannot be shown';
  }
}

/** What an error says, without the files that its stack names. */
function messageOf(value: unknown): string {
  try {
    return (value instanceof Error ? `${value.name}: ${value.message}` : inspect(value)).slice(
      0,
      LONGEST_TEXT,
    );
  } catch {
    return words(value);
  }
}

/** A value that stays what it is, and tells who tries to replace it, unless `accepts` the new one. */
function keep(
  owner: object,
  name: string,
  what: string,
  accepts: (value: unknown) => boolean = () => false,
): void {
  let current = (owner as Record<string, unknown>)[name];
  Object.defineProperty(owner, name, {
    enumerable: true,
    configurable: false,
    get: () => current,
    set: value => {
      if (accepts(value)) current = value;
      else if (value !== current) tell({ event: 'silenced', what });
    },
  });
}

/** Tells every error that reaches the process, whoever listens for it or takes the listeners' place. */
function witnessErrors(): void {
  type Emit = (this: unknown, name: string, ...args: unknown[]) => boolean;
  const emit = process.emit as Emit;
  // Packages put their own function here, which calls the one that it found: ours.
  let theirs = emit;
  let inside = false;
  const witness: Emit = function (name, ...args) {
    if (inside) return emit.call(this, name, ...args);
    if (name === 'uncaughtException' || name === 'unhandledRejection') {
      tell({ event: 'uncaught', text: words(args[0]) });
    }
    inside = true;
    try {
      return theirs.call(this, name, ...args);
    } finally {
      inside = false;
    }
  };
  const set = (value: Emit) => {
    theirs = value === witness ? emit : value;
  };
  Object.defineProperty(process, 'emit', { configurable: false, enumerable: true, get: () => witness, set });
  const capture = process.setUncaughtExceptionCaptureCallback;
  process.setUncaughtExceptionCaptureCallback = function (callback) {
    const told = (error: Error) => {
      tell({ event: 'uncaught', text: words(error) });
      callback?.(error);
    };
    return capture.call(this, callback && told);
  };
}

/** Nothing that reports errors can be replaced or taken away by a cell. */
function keepReports(handler: Handler): void {
  witnessErrors();
  const ours = new WeakSet<object>();
  const make = handler.createWriteToIopub;
  handler.createWriteToIopub = function (...args) {
    const write = make.apply(this, args);
    ours.add(write);
    return write;
  };
  for (const name of ['error', 'warn', 'trace', 'assert']) keep(console, name, `console.${name}`);
  keep(globalThis, 'console', 'console');
  const { stderr } = process;
  Object.defineProperty(process, 'stderr', { configurable: false, enumerable: true, get: () => stderr });
  keep(stderr, 'write', 'process.stderr.write', value => ours.has(value as object));
}

/** Watches a kernel that is about to start. */
export function watch(requireByTslab: NodeJS.Require, trace: () => Trace): void {
  const { JupyterHandlerImpl } = requireByTslab('./jupyter.js');
  const handler = JupyterHandlerImpl.prototype as Handler;
  keepReports(handler);

  const execute = handler.handleExecuteImpl;
  handler.handleExecuteImpl = function (request, stream, display) {
    const cell = request.user_expressions?.[CELL] as number;
    const charged =
      (write: Write, what: (first: unknown) => string): Write =>
      (...args) => {
        if ((cells.getStore() ?? cell) !== cell) tell({ event: 'late', what: what(args[0]) });
        return write(...args);
      };
    const streamed = charged(stream, name => `written to ${name}`);
    const displayed = charged(display, () => 'displayed');
    return cells.run(cell, () => execute.call(this, request, streamed, displayed));
  };

  const { handleKernel, handleShutdown } = handler;
  handler.handleKernel = function () {
    tell({ event: 'state', resources: process.getActiveResourcesInfo() });
    return handleKernel.call(this);
  };
  handler.handleShutdown = function (request) {
    tell({ event: 'trace', trace: trace() });
    return handleShutdown.call(this, request);
  };

  const executor = requireByTslab('./executor.js');
  const create = executor.createExecutor;
  executor.createExecutor = (root: string, converters: unknown, out: Console) => {
    const error: Write = (...args) => {
      const printed = format(...args);
      // One value is what the cell threw; several are a message of the compiler.
      tell({ event: 'thrown', text: args.length === 1 ? messageOf(args[0]) : printed, printed });
      return out.error(...args);
    };
    return create(root, converters, { ...out, error });
  };
}
