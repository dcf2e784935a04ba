/**
 * What earlier checks found, in .cache/runs.json: how long each notebook took, so that the longest can start
 * first, and the fingerprint with which it was last known good, for `--changed`.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { at, shown } from '../ktln2/paths.js';
import { writeAtomically } from '../write-atomically.js';

interface Known {
  seconds: number;
  /** Absent if the notebook's last check failed. */
  good?: string;
}

const FILE = at('.cache', 'runs.json');

function readAll(): Record<string, Known> {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8'));
  } catch {
    // Missing, or cut short when the machine went down: nothing is known, and nothing is lost.
    return {};
  }
}

/** What is known of a notebook from its last check. */
export const knownOf = (file: string): Known | undefined => readAll()[shown(file)];

/** Remembers a notebook's last check, and forgets notebooks that are gone. */
export function rememberRun(file: string, known: Known): void {
  mkdirSync(path.dirname(FILE), { recursive: true });
  const others = Object.entries(readAll()).filter(([name]) => existsSync(at(name)));
  writeAtomically(FILE, JSON.stringify({ ...Object.fromEntries(others), [shown(file)]: known }, null, 1));
}

/** The files below a folder, but for notes of the compiler that change from build to build. */
const filesIn = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[])
    .map(name => path.join(folder, name))
    .filter(file => statSync(file).isFile() && !file.endsWith('.tsbuildinfo'))
    .sort();

/**
 * A hash over all that a check's outcome can depend on: the notebook with its outputs, the compiled packages,
 * the data, the lockfile, the versions of Node and the operating system, and the tensor tier.
 */
export function fingerprint(file: string, tensorTier: string): string {
  const hash = createHash('sha256');
  const folders = [at('lib', 'ktln2', 'dist'), at('lib', 'tooling', 'dist'), at('data')];
  const inputs = [file, at('package-lock.json'), ...folders.flatMap(filesIn)];
  for (const input of inputs) hash.update(shown(input)).update('\0').update(readFileSync(input)).update('\0');
  return hash.update([process.version, process.platform, process.arch, tensorTier].join('\0')).digest('hex');
}
