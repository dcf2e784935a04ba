/** The notebooks that a command is about. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../../errors.js';
import { type Loaded, readNotebook } from '../../notebook/notebook.js';
import { at, shown } from '../paths.js';

/** The notebooks of the collection, in reading order. */
export function allNotebooks(): string[] {
  const names = readdirSync(at('notebooks')).filter(name => name.endsWith('.ipynb'));
  return names.sort().map(name => at('notebooks', name));
}

/** Reads the notebooks that the command line names, or all. */
export function load(files: string[] = []): Loaded[] {
  const named = files.map(file => path.resolve(process.env.INIT_CWD ?? '.', file));
  const missing = named.find(file => !existsSync(file) || !file.endsWith('.ipynb'));
  if (missing) throw new UsageError(`${shown(missing)} is not a notebook; expected paths of .ipynb files`);
  return (named.length > 0 ? named : allNotebooks()).map(file => ({ file, notebook: readNotebook(file) }));
}
