/** One tslab kernel: its process and its sockets. No Jupyter and no Python are involved. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Dealer, Subscriber } from 'zeromq';
import { messageOf, PlainError } from '../errors.js';
import { readEvents } from './channel.js';
import { type Connection, makeConnection } from './connection.js';
import { kernelEnvironment } from './environment.js';
import { residentBytes } from './memory.js';
import { endMarked, HAS_GROUPS, signalGroup } from './processes.cjs';
import {
  connectionFile,
  makeSocketFolder,
  removeSocketFolder,
  type SocketFolder,
  socketPrefix,
} from './socket-folder.cjs';
import { decode, encode, type Message } from './wire.js';
import type { Event } from './witness.cjs';

const BOOT_LIMIT_MS = 60_000;
const KNOCK_EVERY_MS = 300;
/** How long the last output of an ended kernel may take to arrive. */
const DRAIN_MS = 500;

/** What the checker needs of a kernel; the tests drive it with a stand-in. */
export interface KernelLike {
  /** Called for every message that the kernel sends, replies and outputs alike. */
  onMessage: (message: Message) => void;
  /** Called for what the kernel's witness tells. */
  onEvent: (event: Event) => void;
  /** Called for what reaches file descriptors 1 and 2, from the kernel or from its children. */
  onRaw: (descriptor: 1 | 2, text: string) => void;
  /** Resolves with a description when the kernel's process has ended. */
  readonly died: Promise<string>;
  /** Sends a request and returns its id, which the answers carry as their parent's. */
  send(type: string, content: object): string;
  /** Interrupts the cell that runs: synchronous loops and pending top-level awaits. */
  interrupt(): void;
  /** The resident memory of its process in bytes, where the system tells. */
  memory(): Promise<number | undefined>;
  /** Ends the kernel and the processes that it started, and removes its sockets. */
  close(): Promise<void>;
}

/** The arguments with which Node runs a tslab kernel that loses no output; tslab is the one that `root` resolves. */
export function kernelCommand(root: string, connection: string): string[] {
  let main: string;
  try {
    main = createRequire(path.join(root, 'package.json')).resolve('tslab/dist/main.js');
  } catch {
    throw new PlainError(`tslab is not installed in ${root}; run: npm install tslab`);
  }
  return [fileURLToPath(new URL('main.cjs', import.meta.url)), main, connection];
}

const open = new Set<Kernel>();
// A runner that ends leaves no kernel and no socket behind; if it is killed, the kernel's guard sees to that.
process.on('exit', () => {
  for (const kernel of open) kernel.end();
});

export class Kernel implements KernelLike {
  onMessage: (message: Message) => void = () => {};
  onEvent: (event: Event) => void = () => {};
  onRaw: (descriptor: 1 | 2, text: string) => void = () => {};
  readonly died: Promise<string>;
  readonly #shell = new Dealer({ linger: 0 });
  readonly #iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  readonly #session = randomUUID();
  readonly #process: ChildProcess;
  readonly #sockets: SocketFolder;
  readonly #key: string;
  /** In the environment of everything that the kernel starts. */
  readonly #mark: string;
  #ended = false;

  private constructor(
    child: ChildProcess,
    sockets: SocketFolder,
    { key, address }: Connection,
    mark: string,
  ) {
    this.#mark = mark;
    this.#process = child;
    this.#sockets = sockets;
    this.#key = key;
    for (const descriptor of [1, 2] as const) {
      const stream = child.stdio[descriptor] as Readable;
      stream.setEncoding('utf8').on('data', text => this.onRaw(descriptor, text));
      stream.on('error', () => {});
    }
    readEvents(child.stdio[3] as Readable, event => this.onEvent(event));
    this.died = new Promise(resolve => {
      child.on('error', error => resolve(`the kernel could not be started: ${error.message}`));
      // Not 'close': the kernel's children may hold its pipes open for as long as they like.
      child.on('exit', (status, signal) => {
        this.#endProcesses();
        resolve(`the kernel ended (${signal ?? `exit status ${status}`})`);
      });
    });
    this.#shell.connect(address('shell'));
    this.#iopub.connect(address('iopub'));
    this.#iopub.subscribe();
    for (const socket of [this.#shell, this.#iopub]) void this.#receive(socket);
    open.add(this);
  }

  /** Starts a kernel in the folder `cwd` of the repository `root`, and waits until it answers on both channels. */
  static async start(root: string, cwd: string): Promise<Kernel> {
    let sockets: SocketFolder;
    try {
      sockets = makeSocketFolder();
    } catch (error) {
      throw new PlainError(
        `no folder for the kernel's sockets could be made (see TMPDIR): ${messageOf(error)}`,
      );
    }
    let kernel: Kernel | undefined;
    try {
      const connection = await makeConnection(socketPrefix(sockets));
      const mark = randomUUID();
      const file = connectionFile(sockets);
      writeFileSync(file, JSON.stringify(connection.file), { mode: 0o600 });
      const child = spawn(process.execPath, kernelCommand(root, file), {
        cwd,
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
        env: kernelEnvironment({
          TSLAB_CHECK_RUNNER: JSON.stringify({ pid: process.pid, sockets }),
          TSLAB_CHECK_KERNEL: mark,
        }),
        // Ctrl-C in a terminal reaches the whole process group; the kernel is ended by the runner instead.
        detached: HAS_GROUPS,
      });
      kernel = new Kernel(child, sockets, connection, mark);
      await kernel.#ready();
      return kernel;
    } catch (error) {
      if (kernel) await kernel.close();
      else removeSocketFolder(sockets);
      throw error;
    }
  }

  send(type: string, content: object): string {
    const { id, frames } = encode(this.#key, this.#session, type, content);
    // A send fails only once the socket is closed, and then nobody waits for the answer.
    this.#shell.send(frames).catch(() => {});
    return id;
  }

  interrupt(): void {
    this.#process.kill('SIGINT');
  }

  async memory(): Promise<number | undefined> {
    return this.#process.pid === undefined ? undefined : residentBytes(this.#process.pid);
  }

  /** Ends its processes and removes its sockets at once, without waiting for the last of their output. */
  end(): void {
    if (!open.delete(this)) return;
    this.#shell.close();
    this.#iopub.close();
    this.#endProcesses();
    removeSocketFolder(this.#sockets);
  }

  async close(): Promise<void> {
    const streams = this.#process.stdio.slice(1).filter(stream => stream != null);
    const drained = Promise.all(
      streams.map(stream =>
        stream.closed ? undefined : new Promise(resolve => stream.once('close', resolve)),
      ),
    );
    this.end();
    let limit: NodeJS.Timeout | undefined;
    await Promise.race([
      Promise.all([drained, this.died]),
      new Promise(resolve => {
        limit = setTimeout(resolve, DRAIN_MS);
      }),
    ]);
    clearTimeout(limit);
    // A process that left the group may still hold the other ends.
    for (const stream of streams) stream.destroy();
  }

  /** Once only: afterwards the number may be another process's. */
  #endProcesses(): void {
    const { pid } = this.#process;
    if (pid !== undefined && !this.#ended) {
      signalGroup(pid, 'SIGKILL');
      endMarked(this.#mark);
    }
    this.#ended = true;
  }

  async #receive(socket: Dealer | Subscriber): Promise<void> {
    try {
      for await (const frames of socket) {
        if (!open.has(this)) return;
        this.onMessage(decode(this.#key, frames));
      }
    } catch (error) {
      // A socket that is closed while messages still come in says so here.
      if (open.has(this)) this.onRaw(2, `a message of the kernel could not be read: ${messageOf(error)}\n`);
    }
  }

  /** Knocks until a reply and a status were seen: only then is the subscription to outputs in place. */
  async #ready(): Promise<void> {
    const seen = new Set<string>();
    let said = '';
    this.onRaw = (_, text) => {
      said = (said + text).slice(-2_000);
    };
    const answered = new Promise<void>(resolve => {
      this.onMessage = ({ type }) => {
        if (seen.add(type).has('kernel_info_reply') && seen.has('status')) resolve();
      };
    });
    const knock = () => this.send('kernel_info_request', {});
    const knocking = setInterval(knock, KNOCK_EVERY_MS);
    let limit: NodeJS.Timeout | undefined;
    const late = new Promise<string>(resolve => {
      const why = `the kernel did not answer within ${BOOT_LIMIT_MS / 1000} s`;
      limit = setTimeout(resolve, BOOT_LIMIT_MS, why);
    });
    knock();
    const failure = await Promise.race([answered, this.died, late]);
    clearInterval(knocking);
    clearTimeout(limit);
    if (failure !== undefined) throw new PlainError(`${failure}\n${said}`.trim());
  }
}
