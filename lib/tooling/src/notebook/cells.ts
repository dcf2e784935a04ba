/**
 * A notebook's code as one TypeScript module, for tools that know nothing of notebooks: the project's strict
 * type check, and the formatter and linter. Each cell begins with a line `// %% id`.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { at } from '../paths.js';
import { isCode, type Notebook } from './notebook.js';

const FOLDER = at('.cache', 'cells');
const MARK = /^\/\/ %% (\S+)$/;

/** A notebook and the module that its cells were written to. */
export interface Extracted {
  notebook: Notebook;
  /** The notebook's own file. */
  file: string;
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

/** Writes the cells of notebooks as modules, and a tsconfig beside them. */
export function extract(notebooks: { notebook: Notebook; file: string }[]): {
  folder: string;
  all: Extracted[];
} {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const config = {
    extends: '../../tsconfig.json',
    // Cells run as one program under tslab; as one module they are checked by the project's own settings.
    compilerOptions: { module: 'nodenext', noEmit: true },
    include: ['*.ts'],
    references: [],
  };
  writeFileSync(path.join(FOLDER, 'tsconfig.json'), JSON.stringify(config));
  const all = notebooks.map(({ notebook, file }) => {
    const module = path.join(FOLDER, `${path.basename(file, '.ipynb')}.ts`);
    writeFileSync(module, toModule(notebook));
    return { notebook, file, module };
  });
  return { folder: FOLDER, all };
}

/** The cell that a 1-based line of a module belongs to: its number in the notebook, and the line in the cell. */
export function locate({ notebook, module }: Extracted, line: number): { cell: number; line: number } {
  const before = readFileSync(module, 'utf8').split('\n').slice(0, line);
  const start = before.findLastIndex(text => MARK.test(text));
  const id = MARK.exec(before[start] ?? '')?.[1];
  return { cell: notebook.cells.findIndex(cell => cell.id === id) + 1, line: line - start - 1 };
}
