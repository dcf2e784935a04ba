/** Files that reports are written to: tried before the run, and never anything but an earlier report. */
import { closeSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf, PlainError, UsageError } from './errors.js';
import { writeAtomically } from './write-atomically.js';

/** How an earlier report begins, by which it is known. */
export const BEGINNINGS = {
  junit: '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites',
  json: '{\n  "tool": "tslab-check"',
} as const;

export type ReportKind = keyof typeof BEGINNINGS;

/** The first characters of a file. */
function beginning(file: string, length: number): string {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.toString('utf8', 0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}

/** Whether something is written to rather than replaced: a terminal, /dev/null. */
const isStream = (file: string): boolean => {
  const state = statSync(file, { throwIfNoEntry: false });
  return state?.isCharacterDevice() === true;
};

/** Refuses a target that holds anything but a report of this kind; a stream holds nothing. */
function refuseOthers(kind: ReportKind, file: string): void {
  const state = statSync(file, { throwIfNoEntry: false });
  if (!state || isStream(file)) return;
  // Whoever opens a pipe that nobody reads waits for ever, and hears no signal.
  if (!state.isFile()) throw new UsageError(`--${kind} ${file}: that is no file; name one`);
  if (state.size > 0 && beginning(file, BEGINNINGS[kind].length) !== BEGINNINGS[kind]) {
    const why = 'the file holds something else than a report; name another, or remove it';
    throw new UsageError(`--${kind} ${file}: ${why}`);
  }
}

/**
 * Makes sure that a report can be written, and leaves nothing.
 *
 * @throws UsageError if the target holds anything but a report of this kind, or cannot be written
 */
export function tryReportFile(kind: ReportKind, file: string): void {
  const named = `--${kind} ${file}`;
  if (path.extname(file) === '.ipynb') {
    throw new UsageError(`${named}: that is a notebook; name another file`);
  }
  try {
    refuseOthers(kind, file);
    if (isStream(file)) return;
    const isNew = !statSync(file, { throwIfNoEntry: false });
    closeSync(openSync(file, 'a'));
    if (isNew) rmSync(file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${named} cannot be written: ${messageOf(error)}`);
  }
}

/** Writes a report; throws a `PlainError` if the disk is full, say, or if the file is no report any more. */
export function writeReportFile(kind: ReportKind, file: string, text: string): void {
  try {
    refuseOthers(kind, file);
    if (isStream(file)) writeFileSync(file, text);
    else writeAtomically(file, text);
  } catch (error) {
    throw new PlainError(`the report ${file} could not be written: ${messageOf(error)}`);
  }
}
