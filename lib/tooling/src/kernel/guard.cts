/**
 * Ends a kernel, with the processes that it started, when the runner that started it is gone, even if the runner
 * was killed and the kernel is inside an endless loop: a thread of its own looks every half second.
 */
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { removeSocketFolder, type SocketFolder } from './socket-folder.cjs';

const EVERY_MS = 500;

interface Guarded {
  /** The runner's process. */
  runner: number;
  sockets: SocketFolder;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Watches from now on. */
export function guard(guarded: Guarded): void {
  new Worker(__filename, { workerData: { guarded }, execArgv: [], env: {} }).unref();
}

const { guarded } = (isMainThread ? {} : (workerData ?? {})) as { guarded?: Guarded };
if (guarded) {
  const { runner, sockets } = guarded;
  setInterval(() => {
    if (isRunning(runner)) return;
    removeSocketFolder(sockets);
    // The runner makes the kernel lead a process group of its own, where the system has them.
    process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
  }, EVERY_MS);
}
