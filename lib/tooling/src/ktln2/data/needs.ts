/** What a script needs on this machine. */
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { setUpTensors } from '../setup/tensors.js';
import type { Dataset } from './dataset.js';

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Whether a program of that name is in one of the folders of the path. */
function onPath(name: string): boolean {
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.some(folder => names.some(file => isProgram(path.join(folder, file))));
}

/** The programs that are missing, with how to get them; undefined if none is. */
export function missingPrograms({ programs = {} }: Dataset): string | undefined {
  const missing = Object.entries(programs).filter(([name]) => !onPath(name));
  if (missing.length === 0) return undefined;
  const names = missing.map(([name]) => name).join(' and ');
  return `it needs ${names}; to be had by: ${[...new Set(missing.map(([, how]) => how))].join('; ')}`;
}

/** Sets up what the script needs and names all tools, with versions. */
export async function readyTools(dataset: Dataset): Promise<string[]> {
  const tensors = dataset.tensors ? [await setUpTensors()] : [];
  return [...dataset.tools(), ...tensors];
}
