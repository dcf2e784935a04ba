/** The resident memory of another process. */
import { readFile } from 'node:fs/promises';
import { run } from '../run.js';

/** Bytes, or undefined where the system does not tell (Windows) or the process has ended. */
export async function residentBytes(pid: number): Promise<number | undefined> {
  const text =
    process.platform === 'linux'
      ? /VmRSS:\s*(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1]
      : process.platform === 'win32'
        ? undefined
        : (await run('ps', ['-o', 'rss=', '-p', String(pid)])).stdout.trim();
  return text ? Number(text) * 1024 : undefined;
}
