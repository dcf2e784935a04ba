/** How long a session waits for what a kernel sends at once, and for what still runs after the last cell. */
import type { Limits } from './limits.js';
import { type Problem, problem } from './problem.js';

/** Times in milliseconds. */
export interface Patience {
  /** The kernel sends `idle` right after its reply; a cell without it has lost output. */
  idleMs: number;
  /** After a failure tslab answers whatever arrives within 200 ms with 'abort', without running it. */
  abortsMs: number;
  /** For an interrupted cell to end. */
  interruptMs: number;
  /** After the last cell, for what no timer announces. */
  settleMs: number;
  /** After the last cell, for child processes and threads, which end with the kernel. */
  childrenMs: number;
  /** Between two looks at what still runs after the last cell. */
  lookMs: number;
}

export const PATIENCE: Patience = {
  ...{ idleMs: 5_000, abortsMs: 300, interruptMs: 2_000, settleMs: 400, childrenMs: 10_000, lookMs: 100 },
};

/** Resources that can still run code of the notebook; a timer the notebook must end itself. */
const TIMERS = new Set(['Timeout', 'Immediate']);
const WORKING = new Set([...TIMERS, 'ProcessWrap', 'Worker', 'FSReqCallback', 'FSReqPromise']);

/** What is to be done about a kernel's resources so many milliseconds after the last cell. */
export function whatRemains(
  resources: string[],
  waited: number,
  { lateSeconds }: Limits,
  { childrenMs, settleMs }: Patience,
): Problem | 'wait' | 'done' {
  const working = resources.filter(name => WORKING.has(name));
  const timers = working.some(name => TIMERS.has(name));
  const patience = timers ? lateSeconds * 1_000 : working.length > 0 ? childrenMs : settleMs;
  if (waited < patience) return 'wait';
  if (!timers) return 'done';
  return problem(
    'timeout',
    `a timer still runs ${lateSeconds} s after the last cell; clear it in the notebook`,
  );
}
