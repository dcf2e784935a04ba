/**
 * Loaded into each kernel before tslab: ends the kernel and removes its sockets when the runner that started it
 * is gone, even if it was killed and the kernel is inside an endless loop. It runs in a thread of its own.
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

const EVERY_MS = 500;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

if (isMainThread) {
  // The connection file, the kernel's last argument, lies in the folder of the sockets.
  const folder = path.dirname(process.argv.at(-1) as string);
  // Not process.ppid, which is another process already if the runner was killed before this line ran.
  const runner = Number(process.env.KTLN2_RUNNER);
  // A thread must not inherit the preloading of this file.
  const options = { workerData: { runner, folder }, execArgv: [] };
  new Worker(__filename, options).unref();
} else {
  const { runner, folder } = workerData as { runner: number; folder: string };
  setInterval(() => {
    if (isRunning(runner)) return;
    rmSync(folder, { recursive: true, force: true });
    process.kill(process.pid, 'SIGKILL');
  }, EVERY_MS);
}
