/** The notebooks that a command is about. */
import { lstatSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { problem } from './check/problem.js';
import { notRun, type Report } from './check/report.js';
import { messageOf, PlainError, UsageError } from './errors.js';
import type { Loaded } from './notebook/notebook.js';
import { loadNotebook } from './notebook/read.js';
import { type Repository, shownIn } from './repository.js';

const isNotebook = (name: string): boolean => name.endsWith('.ipynb');
const isFolder = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
/** Folders that hold other people's notebooks, or copies that an editor made. */
const PASSED_OVER = new Set(['node_modules', '.ipynb_checkpoints', '.git']);

/** The notebooks in a folder and below, in reading order. */
function inFolder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const file = path.join(folder, entry.name);
      if (isNotebook(entry.name)) return [file];
      return entry.isDirectory() && !PASSED_OVER.has(entry.name) ? inFolder(file) : [];
    });
}

/**
 * The notebooks that `paths` name, files or folders relative to `base`; without any, those of the configuration.
 *
 * @throws UsageError for a path that is neither, or a folder without notebooks
 */
export function findNotebooks(paths: string[], repository: Repository, base: string): string[] {
  const { root, config } = repository;
  const named = paths.length > 0 ? paths : config.notebooks;
  const files = named.flatMap(name => {
    const file = path.resolve(paths.length > 0 ? base : root, name);
    if (isFolder(file) && !isNotebook(file)) {
      const found = inFolder(file);
      if (found.length === 0)
        throw new UsageError(`${shownIn(repository, file)} holds no notebooks (.ipynb)`);
      return found;
    }
    if (!isNotebook(file) || !lstatSync(file, { throwIfNoEntry: false })) {
      throw new UsageError(
        `${shownIn(repository, file)} is not a notebook; expected .ipynb files, or folders that hold some`,
      );
    }
    return [file];
  });
  return [...new Set(files)];
}

/** Reads a notebook; what cannot be read comes back as its report. */
export function loadOrReport(file: string, repository: Repository): Loaded | Report {
  try {
    return loadNotebook(file, repository);
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    return notRun(shownIn(repository, file), problem('unreadable', messageOf(error)));
  }
}

export const isLoaded = (item: Loaded | Report): item is Loaded => 'notebook' in item;
