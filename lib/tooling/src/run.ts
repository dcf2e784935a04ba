/** Runs other programs to their end. */
import { spawn } from 'node:child_process';
import { PlainError } from './errors.js';

/** How a program ended. `status` is null when it could not be started or was ended by a signal. */
export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Milliseconds after which the program is killed. */
  timeout?: number;
  /** Whether its output goes straight to the terminal instead of being collected. */
  inherit?: boolean;
}

/** Runs `command` and collects what it prints; never throws. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<Ended> {
  const { env = process.env, cwd = process.cwd(), timeout, inherit = false } = options;
  return new Promise(resolve => {
    const stdio = inherit ? ('inherit' as const) : (['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe']);
    const child = spawn(command, args, {
      env,
      cwd,
      stdio,
      ...(timeout === undefined ? {} : { timeout, killSignal: 'SIGKILL' }),
    });
    const ended: Ended = { status: null, stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', text => {
      ended.stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', text => {
      ended.stderr += text;
    });
    child.on('error', error => resolve({ ...ended, stderr: error.message }));
    child.on('close', status => resolve({ ...ended, status }));
  });
}

/** Runs `command` and throws a `PlainError` that begins with `complaint` unless it exits with 0. */
export async function mustRun(
  command: string,
  args: string[],
  complaint: string,
  options: RunOptions = {},
): Promise<Ended> {
  const ended = await run(command, args, options);
  if (ended.status === 0) return ended;
  const output = (ended.stderr + ended.stdout).trim();
  throw new PlainError(output ? `${output}\n${complaint}` : complaint);
}

/** Says what begins, and afterwards how long it took. */
export async function timed<T>(label: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  process.stderr.write(`${label} ...\n`);
  const result = await work();
  process.stderr.write(`${label}: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return result;
}
