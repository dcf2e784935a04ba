/**
 * A notebook's code as one TypeScript module, for Biome, which knows nothing of notebooks. Between cells stands a
 * line that no cell can hold, since it carries a token that is new in every run.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isCode, type Loaded, type Notebook } from '../notebook/notebook.js';
import { isRunning } from '../kernel/processes.cjs';
import { at } from './paths.js';

/** A notebook and the module that its cells were written to. */
export interface Extracted {
  loaded: Loaded;
  /** The module made from it. */
  module: string;
  text: string;
  token: string;
}

const mark = (token: string, cell: number): string => `// %% ${token} ${cell}`;
const NUMBER = / (\d+)$/;

/** The code cells as one module; each begins with a line that carries its number in the notebook. */
export function toModule({ cells }: Notebook, token: string): string {
  const parts = cells.flatMap((cell, i) => (isCode(cell) ? [`${mark(token, i + 1)}\n${cell.source}\n`] : []));
  return parts.join('\n');
}

/** The sources in a module that {@link toModule} made, by cell number; undefined if it has other cells now. */
export function fromModule(
  text: string,
  { cells }: Notebook,
  token: string,
): Map<number, string> | undefined {
  const sources = new Map<number, string[]>();
  let current: string[] | undefined;
  for (const line of text.split('\n')) {
    if (line.includes(token)) {
      const number = Number(NUMBER.exec(line)?.[1]);
      if (line !== mark(token, number) || sources.has(number)) return undefined;
      current = [];
      sources.set(number, current);
    } else if (current) current.push(line);
    else if (line.trim()) return undefined;
  }
  const expected = cells.flatMap((cell, i) => (isCode(cell) ? [i + 1] : []));
  if (expected.join() !== [...sources.keys()].join()) return undefined;
  return new Map([...sources].map(([number, lines]) => [number, lines.join('\n').trim()]));
}

/** The cell that a 1-based line of a module belongs to: its number in the notebook, and the line in the cell. */
export function locate({ text, token }: Extracted, line: number): { cell: number; line: number } {
  const before = text.split('\n').slice(0, line);
  const start = before.findLastIndex(content => content.includes(token));
  return { cell: Number(NUMBER.exec(before[start] ?? '')?.[1] ?? 1), line: Math.max(1, line - start - 1) };
}

const PREFIX = 'cells-';

/** Removes a folder that {@link withModules} made: the modules in it, and itself unless it holds something else. */
function removeModules(folder: string): void {
  const names = readdirSync(folder);
  const own = names.filter(name => /^\d+\.ts$/.test(name));
  for (const name of own) rmSync(path.join(folder, name), { force: true });
  if (own.length === names.length) rmdirSync(folder);
}

/** Removes the folders of runs that were killed. */
function removeLeftOvers(): void {
  for (const entry of readdirSync(at('.cache'), { withFileTypes: true })) {
    const { name } = entry;
    const pid = entry.isDirectory() && new RegExp(`^${PREFIX}(\\d+)-\\w{6}$`).exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) removeModules(at('.cache', name));
  }
}

/**
 * Writes the cells of notebooks as modules, lets `use` work on them, and removes them. The folder is new each time,
 * so that two runs at once do not disturb each other.
 */
export async function withModules<T>(
  notebooks: Loaded[],
  use: (folder: string, all: Extracted[]) => Promise<T>,
): Promise<T> {
  mkdirSync(at('.cache'), { recursive: true });
  removeLeftOvers();
  const folder = mkdtempSync(at('.cache', `${PREFIX}${process.pid}-`));
  try {
    const all = notebooks.map((loaded, i): Extracted => {
      const token = randomUUID();
      const module = path.join(folder, `${i}.ts`);
      const text = toModule(loaded.notebook, token);
      writeFileSync(module, text);
      return { loaded, module, text, token };
    });
    return await use(folder, all);
  } finally {
    removeModules(folder);
  }
}
