/**
 * Ends a kernel, with the processes that it started, when the runner that started it is gone, even if the runner
 * was killed and the kernel is inside an endless loop: a thread of its own looks every half second.
 */
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { endMarked, isRunning, signalGroup } from './processes.cjs';
import { removeSocketFolder, type SocketFolder } from './socket-folder.cjs';

const EVERY_MS = 500;

interface Guarded {
  /** The runner's process. */
  runner: number;
  sockets: SocketFolder;
  /** In the environment of everything that the kernel starts, and of the kernel. */
  mark: string;
}

/** Watches from now on. */
export function guard(guarded: Guarded): void {
  new Worker(__filename, { workerData: { guarded }, execArgv: [], env: {} }).unref();
}

const { guarded } = (isMainThread ? {} : (workerData ?? {})) as { guarded?: Guarded };
if (guarded) {
  const { runner, sockets, mark } = guarded;
  setInterval(() => {
    if (isRunning(runner)) return;
    removeSocketFolder(sockets);
    // First what left the group on purpose: the kernel, and this thread with it, is not among them.
    endMarked(mark, process.pid);
    signalGroup(process.pid, 'SIGKILL');
  }, EVERY_MS);
}
