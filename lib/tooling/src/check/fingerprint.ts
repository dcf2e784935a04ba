/**
 * A hash over all that a check's outcome depends on:
 *
 *   SHA-256(the notebook's bytes as loaded, the files that it used, the files on which every notebook depends,
 *           the checker itself, the versions of Node and the system, and what the caller adds).
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Loaded } from '../notebook/notebook.js';
import { type Repository, shownIn } from '../repository.js';

const CHECKER = fileURLToPath(new URL('..', import.meta.url));

/** Hashes of files by path, with the state in which each was hashed: most notebooks share most modules. */
const known = new Map<string, { state: string; hash: string }>();

/** The content of a file, or the names in a folder, as a hash; undefined if it does not exist. */
export function hashOf(file: string): string | undefined {
  try {
    const { mtimeMs, ctimeMs, size, ino } = statSync(file);
    const state = [mtimeMs, ctimeMs, size, ino].join();
    const before = known.get(file);
    if (before?.state === state) return before.hash;
    const content = statSync(file).isDirectory() ? readdirSync(file).sort().join('\0') : readFileSync(file);
    const hash = createHash('sha256').update(content).digest('hex');
    known.set(file, { state, hash });
    return hash;
  } catch {
    return undefined;
  }
}

/** The compiled modules of this package that are packed; what only this project adds to them decides nothing. */
function checkerHash(): string {
  const names = (readdirSync(CHECKER, { recursive: true }) as string[]).sort();
  const modules = names.filter(name => /\.c?js$/.test(name) && !/^ktln2[\\/]/.test(name));
  return modules.map(name => hashOf(path.join(CHECKER, name))).join();
}

/** Files of the system that are not the same twice, and those whose content a check looks at every time. */
const passing = (file: string, { root, config }: Repository): boolean =>
  /^\/(proc|sys|dev)\//.test(file) ||
  file.startsWith(path.resolve(root, config.cache) + path.sep) ||
  (config.types !== null && file.endsWith('.d.ts'));

/** The files of a trace that count, in order. */
export const inputsOf = (files: string[], repository: Repository): string[] =>
  [...new Set(files)].filter(file => path.isAbsolute(file) && !passing(file, repository)).sort();

/** The fingerprint of a notebook that uses `inputs`, some of which may not be there. */
export function fingerprint(
  { bytes, name }: Loaded,
  inputs: string[],
  repository: Repository,
  context: string,
): string {
  const hash = createHash('sha256').update(bytes).update('\0');
  const { root, config } = repository;
  for (const file of config.depends) hash.update(`${file}\0${hashOf(path.join(root, file)) ?? ''}\0`);
  for (const file of inputs) {
    hash.update(`${shownIn(repository, file)}\0${hashOf(file) ?? 'not there'}\0`);
  }
  const system = [process.version, process.platform, process.arch, context, checkerHash()];
  return hash.update([name, ...system].join('\0')).digest('hex');
}
