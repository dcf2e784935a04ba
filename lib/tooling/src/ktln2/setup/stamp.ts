/** Small files that say what a set-up step was last done for, so that it is not done again. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A short text that changes when any of `parts` does. */
export const keyOf = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex');

/** What `file` remembers for `key`, or undefined if it was written for another key. */
export function recall(file: string, key: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const [stored, ...value] = readFileSync(file, 'utf8').split('\n');
  return stored === key ? value.join('\n') : undefined;
}

/** Remembers `value` for `key`. */
export function remember(file: string, key: string, value = ''): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${key}\n${value}`);
}
