/**
 * A notebook's code as one TypeScript module, for tools that know nothing of notebooks: the project's strict
 * type check, and the formatter and linter. Each cell begins with a line `// %% id`.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { at } from '../ktln2/paths.js';
import { isRunning } from '../run.js';
import { isCode, type Loaded, type Notebook } from './notebook.js';

const MARK = /^\/\/ %% (\S+)$/;

/** A notebook and the module that its cells were written to. */
export interface Extracted extends Loaded {
  /** The module made from it. */
  module: string;
}

/** The code cells as one module. */
export function toModule(notebook: Notebook): string {
  const parts = notebook.cells.filter(isCode).map(cell => `// %% ${cell.id}\n${cell.source}\n`);
  return parts.join('\n');
}

/** The sources of the cells in a module that {@link toModule} made, by cell id. */
export function fromModule(text: string): Map<string, string> {
  const sources = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of text.split('\n')) {
    const id = MARK.exec(line)?.[1];
    if (id === undefined) current.push(line);
    else {
      current = [];
      sources.set(id, current);
    }
  }
  return new Map([...sources].map(([id, lines]) => [id, lines.join('\n').trim()]));
}

/** Removes the folders of runs that were killed. */
function removeLeftOvers(): void {
  for (const name of readdirSync(at('.cache'))) {
    const pid = /^cells-(\d+)-/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) rmSync(at('.cache', name), { recursive: true, force: true });
  }
}

/**
 * Writes the cells of notebooks as modules with a tsconfig beside them, lets `use` work on them, and removes them.
 * The folder is new each time, so that two runs at once do not disturb each other.
 */
export async function withModules<T>(
  notebooks: Loaded[],
  use: (folder: string, all: Extracted[]) => Promise<T>,
): Promise<T> {
  mkdirSync(at('.cache'), { recursive: true });
  removeLeftOvers();
  const folder = mkdtempSync(at('.cache', `cells-${process.pid}-`));
  try {
    const config = {
      extends: '../../tsconfig.json',
      compilerOptions: { module: 'nodenext', noEmit: true },
      include: ['*.ts'],
      references: [],
    };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
    const all = notebooks.map(loaded => {
      const { notebook, file } = loaded;
      const module = path.join(folder, `${path.basename(file, '.ipynb')}.ts`);
      writeFileSync(module, toModule(notebook));
      return { ...loaded, module };
    });
    return await use(folder, all);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The cell that a 1-based line of a module belongs to: its number in the notebook, and the line in the cell. */
export function locate({ notebook, module }: Extracted, line: number): { cell: number; line: number } {
  const before = readFileSync(module, 'utf8').split('\n').slice(0, line);
  const start = before.findLastIndex(text => MARK.test(text));
  const id = MARK.exec(before[start] ?? '')?.[1];
  return { cell: notebook.cells.findIndex(cell => cell.id === id) + 1, line: line - start - 1 };
}
