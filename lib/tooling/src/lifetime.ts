/** How the checker ends: by itself, on a signal, or when the npm that started it is gone. */

const SIGNALS = [
  ['SIGINT', 2],
  ['SIGTERM', 15],
  ['SIGHUP', 1],
] as const;
const LOOK_EVERY_MS = 500;

let onEnd: ((status: number) => void) | undefined;

/** Calls `end`, and nobody who was named here before, with an exit status when the process is asked to end. */
export function whenAskedToEnd(end: (status: number) => void): void {
  const first = onEnd === undefined;
  onEnd = end;
  if (!first) return;
  for (const [signal, number] of SIGNALS) process.on(signal, () => onEnd?.(128 + number));
  if (process.env.npm_lifecycle_event === undefined) return;
  // npm passes a signal on to the shell between it and us, which dies of it and leaves us behind.
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    onEnd?.(128 + 15);
  }, LOOK_EVERY_MS).unref();
}

/**
 * Lets a reader of our output leave: the work goes on to its end, reports are written, the status tells. Output that
 * a full disk swallowed, though, is no success.
 */
export function surviveClosedOutput(): void {
  let lost = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', error => {
      lost ||= (error as NodeJS.ErrnoException).code !== 'EPIPE';
    });
  }
  // Node tells of it late, when the status is set already.
  process.on('exit', status => {
    if (lost && status === 0) process.exitCode = 1;
  });
}
