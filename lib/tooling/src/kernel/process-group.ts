/** A process that leads a group of its own, so that what it starts can be ended with it. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Whether Ctrl-C and `kill` know process groups here. */
export const HAS_GROUPS = process.platform !== 'win32';

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
 * group on purpose. Only Linux shows a process's environment.
 */
export function endMarked(mark: string): void {
  if (process.platform !== 'linux') return;
  for (const name of readdirSync('/proc')) {
    try {
      if (!/^\d+$/.test(name) || !readFileSync(`/proc/${name}/environ`, 'latin1').includes(mark)) continue;
      process.kill(Number(name), 'SIGKILL');
    } catch {
      // It has ended meanwhile, or belongs to somebody else.
    }
  }
}
