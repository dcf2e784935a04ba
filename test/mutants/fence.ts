/**
 * Loaded before the tests into each of their processes (but not into kernels): a mutant of what ends a kernel's
 * processes may ask for the end of any process of the user's. Only those are ended that the tests have started,
 * which Linux shows in their environment; elsewhere the checker looks for no processes but its own group's.
 */
import { readdirSync, readFileSync } from 'node:fs';

/** The variable that holds a secret in everything that the tests start. */
export const MARK = 'KTLN2_MUTANT';

/** The group of a process, by /proc; undefined if it has ended. */
function groupOf(pid: string): number | undefined {
  try {
    // The name, in parentheses, may hold spaces; the state, the parent and the group follow.
    return Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[2]);
  } catch {
    return undefined;
  }
}

function isMarked(pid: string, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`${MARK}=${mark}`);
  } catch {
    return false;
  }
}

function mayEnd(pid: number, mark: string): boolean {
  if (process.platform !== 'linux') return Math.abs(pid) > 1;
  if (pid > 0) return isMarked(String(pid), mark);
  const members = readdirSync('/proc').filter(name => /^\d+$/.test(name) && groupOf(name) === -pid);
  // What has ended and is not yet collected shows no environment.
  return members.length > 0 && pid < -1 && members.some(name => isMarked(name, mark));
}

const mark = process.env[MARK];
if (mark !== undefined) {
  const kill = process.kill.bind(process);
  process.kill = (pid, signal) => {
    if (signal === 0 || mayEnd(pid, mark)) return kill(pid, signal);
    throw Object.assign(new Error('kill ESRCH: not a process of the tests'), { code: 'ESRCH' });
  };
}
