/** Biome, the project's formatter and linter, for sources, tests and the notebooks' cells. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { at, shown } from './paths.js';
import { run } from '../run.js';
import { type Extracted, fromModule, locate, withModules } from '../notebook/cells.js';
import { isCode, type Loaded } from '../notebook/notebook.js';

const BIOME = at('node_modules', '@biomejs', 'biome', 'bin', 'biome');

/** Biome's report with the places in extracted modules told by notebook and cell. */
function toldByCell(report: string, all: Extracted[]): string {
  const place = /\.cache\/cells-[\w-]+\/(\S+?)\.ts(?::(\d+):\d+)?/g;
  return report.replace(place, (text, name: string, line?: string) => {
    const extracted = all.find(({ module }) => path.basename(module) === `${name}.ts`);
    if (!extracted) return text;
    const where = line && locate(extracted, Number(line));
    return shown(extracted.file) + (where ? `, cell ${where.cell}, line ${where.line}` : '');
  });
}

/** The notebooks whose cells Biome has formatted, with the formatted sources put back into them. */
const formatted = (all: Extracted[]): Loaded[] =>
  all.flatMap(({ notebook, file, name, bytes, module }) => {
    const sources = fromModule(readFileSync(module, 'utf8'));
    const changed = notebook.cells.filter(cell => isCode(cell) && sources.get(cell.id) !== cell.source);
    for (const cell of changed) cell.source = sources.get(cell.id) as string;
    return changed.length > 0 ? [{ file, name, bytes, notebook }] : [];
  });

/**
 * Runs Biome over the sources, the tests and the notebooks' cells; with `write`, lets it mend what it can.
 * Returns what it says, and the notebooks whose cells it changed.
 */
export function biome(
  notebooks: Loaded[],
  write: boolean,
): Promise<{ ok: boolean; report: string; changed: Loaded[] }> {
  return withModules(notebooks, async (_, all) => {
    const args = [BIOME, 'check', ...(write ? ['--write'] : []), '--colors=off', '.'];
    const { status, stdout, stderr } = await run(process.execPath, args);
    const report = toldByCell(stderr + stdout, all).trim();
    return { ok: status === 0, report, changed: write ? formatted(all) : [] };
  });
}
