/**
 * A notebook's cells as TypeScript modules for the type check: all in one, but for cells that begin with
 * `@module name`, which are modules of their own, as in the kernel.
 */
import path from 'node:path';
import { isCode, type Loaded } from '../notebook/notebook.js';
import { tslabMetadata } from '../notebook/tslab-metadata.js';

/** Makes it a module and, as in the kernel, plain comments of directives that stand at the top of a file. */
const BEFORE = 'export {};\n';
/** Ends a cell's last statement, so that the next cell does not go on with it. */
const BETWEEN = '\n;\n';

/** A file that exists in memory: the code cells of a notebook, or one that is a module of its own. */
export interface Module {
  loaded: Loaded;
  file: string;
  text: string;
  /** Where each cell begins and ends in the text. */
  cells: { number: number; start: number; end: number }[];
}

/** The modules of one notebook, and those that are imported by a name. */
export interface Modules {
  all: Module[];
  named: Map<string, Module>;
}

/** A notebook's code as files beside it, whose names begin with a `token` that nobody can guess. */
export function modulesOf(loaded: Loaded, token: string, index: number, root: string): Modules {
  const folder = path.dirname(loaded.file).split(path.sep).join('/');
  const make = (): Module => {
    const module = {
      loaded,
      file: `${folder}/tslab-check-${token}-${index}-${all.length}.ts`,
      text: BEFORE,
      cells: [],
    };
    all.push(module);
    return module;
  };
  const all: Module[] = [];
  const named: Modules['named'] = new Map();
  const main = make();
  for (const [i, cell] of loaded.notebook.cells.entries()) {
    const { module: name, mode } = isCode(cell) ? tslabMetadata(cell.source, root) : {};
    // tslab does not run cells for the browser, which is a complaint of its own.
    if (!isCode(cell) || mode === 'browser') continue;
    const module = name === undefined ? main : make();
    if (name !== undefined) named.set(name, module);
    const start = module.text.length;
    module.text += cell.source;
    module.cells.push({ number: i + 1, start, end: module.text.length });
    module.text += BETWEEN;
  }
  return { all, named };
}

/** Where in the notebook a position of its module lies; between cells, at the end of the one before. */
export function placeOf({ cells, text }: Module, position: number): string {
  const cell = cells.findLast(({ start }) => start <= position) ?? cells[0];
  if (!cell) return 'no cell';
  const line = text.slice(cell.start, Math.min(position, cell.end)).split('\n').length;
  return `cell ${cell.number}, line ${line}`;
}
