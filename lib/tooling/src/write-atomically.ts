/** Files that are replaced in one step: whoever reads one sees the old content or the new, nothing between. */
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isRunning } from './run.js';

/** Removes what writers that were killed have left beside `file`. */
function removeLeftOvers(file: string): void {
  const folder = path.dirname(file);
  for (const name of readdirSync(folder)) {
    const match = name.startsWith(`${path.basename(file)}.`) ? /\.(\d+)\.tmp$/.exec(name) : null;
    if (match && !isRunning(Number(match[1]))) rmSync(path.join(folder, name), { force: true });
  }
}

/** Replaces the content of `file`. */
export function writeAtomically(file: string, content: string | Buffer): void {
  removeLeftOvers(file);
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
