/** Processes: whether one runs, and the end of one that leads a group of its own, with all that it started. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether Ctrl-C and `kill` know process groups here. */
export const HAS_GROUPS = process.platform !== 'win32';

/** Whether a process of this number exists, whoever it belongs to. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Sends `signal` to the processes of the group that `pid` leads; on Windows ends `pid` and its descendants. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (!HAS_GROUPS) {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // They have ended already.
  }
}

/**
 * Ends the processes whose environment holds `mark`, a secret of ours that descendants inherit: those that left their
 * group on purpose, all `but` one. Only Linux shows a process's environment.
 */
export function endMarked(mark: string, but?: number): void {
  // Anything shorter could stand in anybody's environment.
  if (process.platform !== 'linux' || !UUID.test(mark)) return;
  for (const name of readdirSync('/proc')) {
    try {
      if (!/^\d+$/.test(name) || Number(name) === but) continue;
      if (!readFileSync(`/proc/${name}/environ`, 'latin1').includes(mark)) continue;
      process.kill(Number(name), 'SIGKILL');
    } catch {
      // It has ended meanwhile, or belongs to somebody else.
    }
  }
}
