/** Writes files that are not there yet. */
import { closeSync, mkdirSync, openSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The first folder that had to be made for `folder`, and those below it on the way there. */
function foldersFrom(first: string | undefined, folder: string): string[] {
  if (first === undefined) return [];
  return folder === first ? [folder] : [...foldersFrom(first, path.dirname(folder)), folder];
}

/**
 * Writes files, by their path below `root`, with the folders that they need. Never replaces one; if one cannot be
 * written, those that this call has written, and the folders that it has made, are removed again.
 */
export function writeNew(root: string, files: Record<string, string>): void {
  const undo: (() => void)[] = [];
  try {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(root, name);
      const folder = path.dirname(file);
      const made = foldersFrom(mkdirSync(folder, { recursive: true }), folder);
      undo.push(...made.map(each => () => rmdirSync(each)));
      // Ours from the moment it is there, even if the disk is full before it is written.
      const handle = openSync(file, 'wx');
      undo.push(() => rmSync(file));
      try {
        writeFileSync(handle, content);
      } catch (error) {
        throw Object.assign(error as Error, { path: file });
      } finally {
        closeSync(handle);
      }
    }
  } catch (error) {
    for (const step of undo.reverse()) {
      try {
        step();
      } catch {
        // Somebody else has put something there meanwhile; what went wrong first is what matters.
      }
    }
    throw error;
  }
}
