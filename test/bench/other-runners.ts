/**
 * The common notebook runners, each called the way its documentation says, on one notebook in a process of its
 * own: then a limit can be held, and whatever is left behind is known to be this notebook's.
 *
 * All get a time limit for a cell, which none of them has by default. Of the three, only nbval compares outputs.
 */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a runner makes of a notebook. */
export type Verdict = 'passes' | 'fails' | 'hangs';

export interface Runner {
  name: string;
  /** The arguments for the Python interpreter. */
  args(file: string): string[];
}

const CELL_SECONDS = 15;
const NOTEBOOK_SECONDS = 90;

const pytest = (...flags: string[]) => ['-m', 'pytest', '-p', 'no:cacheprovider', ...flags];

export const OTHER_RUNNERS: Runner[] = [
  {
    name: 'nbclient', // What `jupyter execute` calls.
    args: file => ['-c', 'from nbclient.cli import main; main()', `--timeout=${CELL_SECONDS}`, file],
  },
  {
    name: 'nbmake',
    args: file => [...pytest('--nbmake', `--nbmake-timeout=${CELL_SECONDS}`), file],
  },
  {
    name: 'nbval',
    args: file => [...pytest('--nbval', `--nbval-cell-timeout=${CELL_SECONDS}`), file],
  },
];

/** The processes that run now, with their command lines. There is no plain way to list them on Windows. */
function processes(): { pid: number; command: string }[] {
  if (process.platform === 'linux') {
    return readdirSync('/proc').flatMap(name => {
      try {
        return /^\d+$/.test(name)
          ? [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }]
          : [];
      } catch {
        return []; // It has ended meanwhile.
      }
    });
  }
  const { stdout } = spawnSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' });
  const lines = stdout?.trim().split('\n') ?? [];
  return lines.map(line => ({ pid: Number.parseInt(line, 10), command: line }));
}

/** Ends the processes whose command line names `folder`, which is ours alone; returns how many there were. */
export function endProcessesOf(folder: string): number {
  const left = processes().filter(({ pid, command }) => command.includes(folder) && pid !== process.pid);
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
  return left.length;
}

/**
 * Lets a runner run a notebook. What it prints goes to the file `log`; Jupyter's files go beside the notebook,
 * so that kernels which the runner leaves behind are found by the path of their connection file.
 */
export async function verdictOf(
  { args }: Runner,
  python: string,
  file: string,
  log: string,
): Promise<{ verdict: Verdict; leftBehind: number }> {
  const runtime = `${file}.runtime`;
  mkdirSync(runtime, { recursive: true });
  const env = {
    ...process.env,
    JUPYTER_PREFER_ENV_PATH: '1',
    TMPDIR: runtime,
    JUPYTER_RUNTIME_DIR: runtime,
    JUPYTER_CONFIG_DIR: runtime,
    PYTEST_ADDOPTS: '',
  };
  // A file and not a pipe: a kernel that is left behind would hold the pipe open.
  const out = openSync(log, 'w');
  const child = spawn(python, args(file), {
    cwd: path.dirname(file),
    env,
    stdio: ['ignore', out, out],
    timeout: NOTEBOOK_SECONDS * 1_000,
    killSignal: 'SIGKILL',
  });
  const verdict = await new Promise<Verdict>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', status => resolve(status === null ? 'hangs' : status === 0 ? 'passes' : 'fails'));
  });
  closeSync(out);
  return { verdict, leftBehind: endProcessesOf(runtime) };
}
