/** Files that are replaced in one step: whoever reads one sees the old content or the new, nothing between. */
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { PlainError } from './errors.js';
import { isRunning } from './kernel/processes.cjs';

const temporaryName = (file: string, pid: number): string =>
  path.join(path.dirname(file), `.${path.basename(file)}.tslab-check-${pid}.tmp`);

/** Removes what writers that were killed have left beside `file`; no one else gives a file such a name. */
function removeLeftOvers(file: string): void {
  const [before = '', after = ''] = path.basename(temporaryName(file, 0)).split('-0.');
  for (const name of readdirSync(path.dirname(file))) {
    const pid =
      name.startsWith(`${before}-`) && name.endsWith(`.${after}`)
        ? name.slice(before.length + 1, -after.length - 1)
        : '';
    if (/^\d+$/.test(pid) && !isRunning(Number(pid)))
      rmSync(path.join(path.dirname(file), name), { force: true });
  }
}

/** Replaces the content of `file`; `ready` is asked once more when the new content is on the disk. */
function replace(file: string, content: string | Buffer, ready: () => void): void {
  removeLeftOvers(file);
  const temporary = temporaryName(file, process.pid);
  const old = statSync(file, { throwIfNoEntry: false });
  const descriptor = openSync(temporary, 'w', old?.mode ?? 0o666);
  try {
    try {
      writeFileSync(descriptor, content);
      if (old) keepOwner(descriptor, old);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    ready();
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Gives a new file the owner and the mode of the old one. */
function keepOwner(descriptor: number, { uid, gid, mode }: { uid: number; gid: number; mode: number }): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only root may give files away; to everybody else they belong already.
  }
  fchmodSync(descriptor, mode);
}

/** Replaces or makes `file`; a symbolic link stays one, and what it leads to is replaced. */
export function writeAtomically(file: string, content: string | Buffer): void {
  const exists = statSync(file, { throwIfNoEntry: false }) !== undefined;
  replace(exists ? realpathSync(file) : file, content, () => {});
}

/**
 * Replaces a file that somebody else may be editing: only if it still is, byte for byte, what was read.
 *
 * @param what says in the error what did not happen
 * @throws PlainError if it has changed, is gone, or is read-only
 */
export function replaceUnchanged(
  file: string,
  read: Buffer,
  content: string,
  what = 'the new outputs were not stored',
): void {
  const check = () => {
    let now: Buffer;
    try {
      now = readFileSync(file);
    } catch {
      throw new PlainError(`it is gone, so ${what}`);
    }
    if (!now.equals(read)) {
      throw new PlainError(`it was changed meanwhile, so ${what} and the change is kept; run this again`);
    }
  };
  check();
  // Asked of the mode, since root may write everything.
  if ((statSync(file).mode & 0o222) === 0) {
    throw new PlainError(`it is read-only, so ${what}; chmod u+w allows it`);
  }
  replace(realpathSync(file), content, check);
}
