/** The scripts that make data: the files of lib/datasets/src. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../../errors.js';
import { at } from '../paths.js';
import { type Dataset, requireDataset } from './dataset.js';

/** Where the scripts and the data are. */
export interface Folders {
  /** A folder with scripts in `src`, compiled to `dist`. */
  scripts: string;
  data: string;
}

export const FOLDERS: Folders = { scripts: at('lib', 'datasets'), data: at('data') };

/** The names of the scripts; found by their sources, since a deleted script leaves its compiled file. */
export const scriptNames = ({ scripts }: Folders): string[] =>
  readdirSync(path.join(scripts, 'src'), { withFileTypes: true })
    .filter(entry => entry.isFile() && /^[^.].*(?<!\.d)\.ts$/.test(entry.name))
    .map(entry => entry.name.slice(0, -'.ts'.length))
    .sort();

/**
 * Loads the script of that name.
 *
 * @throws UsageError if there is none, with the names that there are
 */
export async function loadScript(name: string, folders: Folders): Promise<Dataset> {
  const names = scriptNames(folders);
  // What is imported is one of the names that were found, whatever was asked for.
  const found = names.find(candidate => candidate === name);
  if (found === undefined) throw new UsageError(`no script makes "${name}"; expected ${names.join(', ')}`);
  const file = path.join(folders.scripts, 'dist', `${found}.js`);
  return requireDataset(found, await import(pathToFileURL(file).href));
}
