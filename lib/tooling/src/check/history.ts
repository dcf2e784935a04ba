/**
 * What earlier checks found, a small file for each notebook: how long it took, so that the longest can start first,
 * and with which files it was last known good, for `--changed`. Nothing is lost if the folder is.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Trace } from '../kernel/trace.cjs';
import type { Loaded } from '../notebook/notebook.js';
import type { Repository } from '../repository.js';
import { writeAtomically } from '../write-atomically.js';
import { fingerprint, inputsOf } from './fingerprint.js';

interface Known {
  /** The notebook, relative to the top folder. */
  name: string;
  seconds: number;
  /** Absent if the notebook's last check failed, or if not all that it depends on was seen. */
  good?: { inputs: string[]; fingerprint: string };
}

const nameHash = (name: string): string => createHash('sha256').update(name).digest('hex');
const folderOf = ({ root, config }: Repository): string => path.join(root, config.cache, 'known');
const fileOf = ({ name }: Loaded, repository: Repository): string =>
  path.join(folderOf(repository), `${nameHash(name)}.json`);

function read(loaded: Loaded, repository: Repository): Known | undefined {
  try {
    const known = JSON.parse(readFileSync(fileOf(loaded, repository), 'utf8')) as Known;
    return typeof known.seconds === 'number' ? known : undefined;
  } catch {
    return undefined; // Missing, or cut short when the machine went down.
  }
}

/** The seconds that a notebook's last check took; undefined if it is not known. */
export const secondsOf = (loaded: Loaded, repository: Repository): number | undefined =>
  read(loaded, repository)?.seconds;

/** Whether a notebook was known good with everything that it depends on as it is now. */
export function isKnownGood(loaded: Loaded, repository: Repository, context: string): boolean {
  const good = read(loaded, repository)?.good;
  if (!good || !Array.isArray(good.inputs) || typeof good.fingerprint !== 'string') return false;
  return fingerprint(loaded, good.inputs, repository, context) === good.fingerprint;
}

/** A file that may have been changed after the run had read it proves nothing. */
const changedSince = (file: string, time: number): boolean => {
  const state = statSync(file, { throwIfNoEntry: false });
  return state !== undefined && Math.max(state.mtimeMs, state.ctimeMs) >= time;
};

/** What a good run is remembered with; undefined if its outcome may depend on more than was seen. */
function goodWith(loaded: Loaded, repository: Repository, context: string, trace: Trace, began: number) {
  // Neither what import() loads nor which variables of the environment are read is traced.
  const unseen = loaded.notebook.cells.some(({ source }) => /\bimport\s*\(|\bprocess\.env\b/.test(source));
  if (trace.blind || unseen) return undefined;
  const inputs = inputsOf(trace.files, repository);
  if (inputs.some(file => changedSince(file, began))) return undefined;
  return { inputs, fingerprint: fingerprint(loaded, inputs, repository, context) };
}

/** Remembers a notebook's run that began at `began` (milliseconds since 1970); `trace` only if it was good. */
export function rememberRun(
  loaded: Loaded,
  repository: Repository,
  context: string,
  { seconds, began, trace }: { seconds: number; began: number; trace: Trace | undefined },
): void {
  const good = trace && goodWith(loaded, repository, context, trace, began);
  const file = fileOf(loaded, repository);
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeAtomically(file, JSON.stringify({ name: loaded.name, seconds, ...(good && { good }) }));
  } catch {
    // A full disk or a folder that may not be written costs the next check some time, and nothing else.
  }
}

/** Forgets notebooks that are gone. */
export function forgetGone(repository: Repository): void {
  const folder = folderOf(repository);
  try {
    for (const name of readdirSync(folder).filter(item => /^[0-9a-f]{64}\.json$/.test(item))) {
      const known = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Partial<Known>;
      // Another file of such a name is somebody else's: ours is named by the hash of what it holds.
      const isOurs = typeof known.name === 'string' && name === `${nameHash(known.name)}.json`;
      if (isOurs && !existsSync(path.join(repository.root, known.name as string)))
        rmSync(path.join(folder, name));
    }
  } catch {
    // There is no such folder yet, or another run forgets at the same time.
  }
}
