/** Biome, the project's formatter and linter, for sources, tests and the notebooks' cells. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { applyEdits, modify } from 'jsonc-parser';
import type { Loaded } from '../notebook/notebook.js';
import { typeScriptOf } from '../notebook/typescript.js';
import { run } from '../run.js';
import { type Extracted, fromModule, locate, withModules } from './cells.js';
import { at, ROOT } from './paths.js';
import { sameCode } from './same-code.js';

const BIOME = at('node_modules', '@biomejs', 'biome', 'bin', 'biome');

/** A notebook whose cells were formatted: the file's new text, or why it was left as it is. */
export type Formatted = { loaded: Loaded } & ({ text: string } | { refused: string });

const biomeRun = (...args: string[]) => run(process.execPath, [BIOME, ...args], { cwd: ROOT });

/** Biome's report with the places in extracted modules told by notebook and cell. */
function toldByCell(report: string, all: Extracted[]): string {
  const place = /\.cache\/cells-[\w-]+\/(\d+)\.ts(?::(\d+):\d+)?/g;
  return report.replace(place, (text, index: string, line?: string) => {
    const extracted = all[Number(index)];
    if (!extracted) return text;
    const where = line && locate(extracted, Number(line));
    return extracted.loaded.name + (where ? `, cell ${where.cell}, line ${where.line}` : '');
  });
}

/**
 * The text of a notebook's file with other sources in some cells, and not a character changed elsewhere; undefined
 * where that cannot be had, since a key is there twice.
 */
export function withSources(text: string, sources: Map<number, string>): string | undefined {
  let edited = text;
  const options = { formattingOptions: { insertSpaces: true, tabSize: 1, eol: '\n' } };
  const expected = JSON.parse(text) as { cells: { source: unknown }[] };
  for (const [number, source] of sources) {
    const cell = expected.cells[number - 1] as { source: unknown };
    cell.source = Array.isArray(cell.source) ? (source.match(/[^\n]*\n|[^\n]+$/g) ?? []) : source;
    edited = applyEdits(edited, modify(edited, ['cells', number - 1, 'source'], cell.source, options));
  }
  return isDeepStrictEqual(JSON.parse(edited), expected) ? edited : undefined;
}

/** What Biome made of a notebook's cells; undefined if it left them as they are. */
function formattedOf({ loaded, module, token }: Extracted): Formatted | undefined {
  const { notebook, bytes } = loaded;
  const sources = fromModule(readFileSync(module, 'utf8'), notebook, token);
  if (!sources) return { loaded, refused: 'a text or a comment of a cell goes on into the next; end it' };
  const changed = new Map(
    [...sources].filter(([number, source]) => notebook.cells[number - 1]?.source !== source),
  );
  if (changed.size === 0) return undefined;
  const t = typeScriptOf(ROOT);
  for (const [number, source] of changed) {
    if (!sameCode(t, notebook.cells[number - 1]?.source ?? '', source)) {
      return { loaded, refused: `formatting would change what cell ${number} does; format it by hand` };
    }
  }
  const text = withSources(bytes.toString(), changed);
  if (text === undefined) return { loaded, refused: 'its JSON holds a key twice; format it by hand' };
  return { loaded, text };
}

/** What Biome's linter may mend: sources, tests and settings, and never a cell, least of all one of another run. */
const mended = (): string[] => [
  ...['lib', 'test'],
  ...readdirSync(ROOT).filter(name => name.endsWith('.json') && name !== 'package-lock.json'),
];

/**
 * Runs Biome over the sources, the tests and the notebooks' cells; with `write`, lets it mend sources and tests, and
 * format cells. Returns what it says, and the notebooks whose cells it formatted. `beside`: the sources and tests.
 */
export function biome(
  notebooks: Loaded[],
  write: boolean,
  beside = mended(),
): Promise<{ ok: boolean; report: string; formatted: Formatted[] }> {
  return withModules(notebooks, async (folder, all) => {
    const cells = path.relative(ROOT, folder);
    if (write) {
      await biomeRun('format', '--write', '--colors=off', cells);
      await biomeRun('check', '--write', '--colors=off', ...beside);
    }
    const formatted = write ? all.flatMap(extracted => formattedOf(extracted) ?? []) : [];
    const { status, stdout, stderr } = await biomeRun('check', '--colors=off', ...beside, cells);
    const report = toldByCell(stderr + stdout, all).trim();
    return { ok: status === 0, report, formatted };
  });
}
