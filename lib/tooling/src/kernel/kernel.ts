/** One tslab kernel: its process and its sockets. No Jupyter and no Python are involved. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Dealer, Subscriber } from 'zeromq';
import { at } from '../ktln2/paths.js';
import { type Connection, makeConnection } from './connection.js';
import { residentBytes } from './memory.js';
import { decode, encode, type Message } from './wire.js';

const BOOT_LIMIT_MS = 60_000;
const KNOCK_EVERY_MS = 300;
/** How many characters of the kernel's own output are kept, to be shown when it dies. */
const LOG_KEPT = 4_000;

const compiled = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const GUARD = compiled('guard.cjs');

/** The arguments with which Node runs a tslab kernel that loses no output. */
export const kernelCommand = (connectionFile: string): string[] => [
  ...['--require', compiled('ordered-output.cjs')],
  ...[at('node_modules', 'tslab', 'bin', 'tslab'), 'kernel', '--config-path', connectionFile],
];

const open = new Set<Kernel>();
// A runner that ends leaves no kernel and no socket behind; if it is killed, the kernel's guard sees to that.
process.on('exit', () => {
  for (const kernel of open) kernel.close();
});

export class Kernel {
  /** Called for every message that the kernel sends, replies and outputs alike. */
  onMessage: (message: Message) => void = () => {};
  /** Resolves with a description when the kernel's process has ended. */
  readonly died: Promise<string>;
  readonly #shell = new Dealer({ linger: 0 });
  readonly #iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  readonly #session = randomUUID();
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #key: string;
  #log = '';

  private constructor(child: ChildProcess, folder: string, { key, address }: Connection) {
    this.#process = child;
    this.#folder = folder;
    this.#key = key;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', text => {
        this.#log = (this.#log + text).slice(-LOG_KEPT);
      });
    }
    this.died = new Promise(resolve => {
      child.on('error', error => resolve(`the kernel could not be started: ${error.message}`));
      child.on('close', (status, signal) => {
        resolve(`the kernel ended (${signal ?? `exit status ${status}`})\n${this.#log}`.trim());
      });
    });
    this.#shell.connect(address('shell'));
    this.#iopub.connect(address('iopub'));
    this.#iopub.subscribe();
    for (const socket of [this.#shell, this.#iopub]) void this.#receive(socket);
    open.add(this);
  }

  /** Starts a kernel in the folder `cwd` and waits until it answers on both channels. */
  static async start(cwd: string): Promise<Kernel> {
    const folder = mkdtempSync(path.join(tmpdir(), 'ktln2-'));
    const connection = await makeConnection(folder);
    const file = path.join(folder, 'connection.json');
    writeFileSync(file, JSON.stringify(connection.file), { mode: 0o600 });
    const child = spawn(process.execPath, ['--require', GUARD, ...kernelCommand(file)], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', KTLN2_RUNNER: String(process.pid) },
      // Ctrl-C in a terminal reaches the whole process group; the kernel is ended by the runner instead.
      detached: process.platform !== 'win32',
    });
    const kernel = new Kernel(child, folder, connection);
    try {
      await kernel.#ready();
      return kernel;
    } catch (error) {
      kernel.close();
      throw error;
    }
  }

  /** Sends a request and returns its id, which the answers carry as their parent's. */
  send(type: string, content: object): string {
    const { id, frames } = encode(this.#key, this.#session, type, content);
    // A send fails only once the socket is closed, and then nobody waits for the answer.
    this.#shell.send(frames).catch(() => {});
    return id;
  }

  /** Interrupts the cell that runs: synchronous loops and pending top-level awaits. */
  interrupt(): void {
    this.#process.kill('SIGINT');
  }

  /** The resident memory of its process in bytes, where the system tells. */
  async memory(): Promise<number | undefined> {
    return this.#process.pid === undefined ? undefined : residentBytes(this.#process.pid);
  }

  /** Ends the kernel at once and removes its sockets. */
  close(): void {
    if (!open.delete(this)) return;
    this.#shell.close();
    this.#iopub.close();
    this.#process.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #receive(socket: Dealer | Subscriber): Promise<void> {
    for await (const frames of socket) this.onMessage(decode(this.#key, frames));
  }

  /** Knocks until a reply and a status were seen: only then is the subscription to outputs in place. */
  async #ready(): Promise<void> {
    const seen = new Set<string>();
    const answered = new Promise<void>(resolve => {
      this.onMessage = ({ type }) => {
        if (seen.add(type).has('kernel_info_reply') && seen.has('status')) resolve();
      };
    });
    const knock = () => this.send('kernel_info_request', {});
    const knocking = setInterval(knock, KNOCK_EVERY_MS);
    let limit: NodeJS.Timeout | undefined;
    const late = new Promise<string>(resolve => {
      limit = setTimeout(
        resolve,
        BOOT_LIMIT_MS,
        `the kernel did not answer within ${BOOT_LIMIT_MS / 1000} s`,
      );
    });
    knock();
    const failure = await Promise.race([answered, this.died, late]);
    clearInterval(knocking);
    clearTimeout(limit);
    if (failure !== undefined) throw new Error(failure);
  }
}
