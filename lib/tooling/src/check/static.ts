/** Checks that need no kernel: strict types, lint and format of the cells, and what their metadata asks for. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Extracted, extract, fromModule, locate } from '../notebook/cells.js';
import { isCode, type Notebook } from '../notebook/notebook.js';
import { rulesOf } from '../notebook/rules.js';
import { at, shown } from '../paths.js';
import { run } from '../run.js';

export interface Loaded {
  file: string;
  notebook: Notebook;
}

const TSC = at('node_modules', 'typescript', 'bin', 'tsc');
const BIOME = at('node_modules', '@biomejs', 'biome', 'bin', 'biome');

/** Type errors of the cells under the project's strict settings, as `file, cell n, line m: message`. */
export async function typeErrors(notebooks: Loaded[]): Promise<string[]> {
  const { folder, all } = extract(notebooks);
  const { stdout } = await run(process.execPath, [TSC, '-p', folder, '--pretty', 'false'], { cwd: folder });
  return stdout
    .split('\n')
    .filter(line => line.trim())
    .map(line => {
      const match = /^(.+?)\((\d+),\d+\): error (.*)$/.exec(line);
      const extracted = all.find(({ module }) => path.basename(module) === path.basename(match?.[1] ?? ''));
      if (!match || !extracted) return line;
      const place = locate(extracted, Number(match[2]));
      return `${shown(extracted.file)}, cell ${place.cell}, line ${place.line}: ${match[3]}`;
    });
}

/** Complaints about the cells' tags and metadata. */
export function ruleErrors({ file, notebook }: Loaded): string[] {
  return notebook.cells.flatMap((cell, i) =>
    isCode(cell) ? rulesOf(cell).complaints.map(text => `${shown(file)}, cell ${i + 1}: ${text}`) : [],
  );
}

/**
 * Runs Biome over the sources, the tests and, extracted to modules, the notebooks' cells; with `write`, lets it
 * mend what it can. Returns what it says, with places in notebooks told by cell.
 */
export async function biome(
  notebooks: Loaded[],
  write: boolean,
): Promise<{ ok: boolean; report: string; all: Extracted[] }> {
  const { all } = extract(notebooks);
  const args = [BIOME, 'check', ...(write ? ['--write'] : []), '--colors=off', '.'];
  const { status, stdout, stderr } = await run(process.execPath, args);
  const report = (stderr + stdout).replace(
    /\.cache\/cells\/(\S+?)\.ts(?::(\d+):\d+)?/g,
    (text, name: string, line?: string) => {
      const extracted = all.find(({ module }) => path.basename(module) === `${name}.ts`);
      if (!extracted) return text;
      const place = line && locate(extracted, Number(line));
      return shown(extracted.file) + (place ? `, cell ${place.cell}, line ${place.line}` : '');
    },
  );
  return { ok: status === 0, report: report.trim(), all };
}

/** Puts the cells that Biome formatted back into their notebooks; returns the ones that changed. */
export function formatted(all: Extracted[]): Loaded[] {
  return all.flatMap(({ notebook, file, module }) => {
    const sources = fromModule(readFileSync(module, 'utf8'));
    const changed = notebook.cells.filter(cell => isCode(cell) && sources.get(cell.id) !== cell.source);
    for (const cell of changed) cell.source = sources.get(cell.id) as string;
    return changed.length > 0 ? [{ file, notebook }] : [];
  });
}
