/** Notebooks in nbformat 4.5: reading, cleaning and writing. */
import { readFileSync } from 'node:fs';
import { PlainError } from '../errors.js';
import { type Repository, shownIn } from '../repository.js';

export type Bundle = Record<string, unknown>;
export type Output =
  | { output_type: 'stream'; name: string; text: string }
  | { output_type: 'display_data'; data: Bundle; metadata: Bundle };

export interface Cell {
  cell_type: 'code' | 'markdown' | 'raw';
  id: string;
  metadata: Bundle;
  source: string;
  /** Present in code cells. */
  outputs?: Output[];
  execution_count?: number | null;
  attachments?: Bundle;
}
export type CodeCell = Cell & { outputs: Output[] };

export interface Notebook {
  cells: Cell[];
  metadata: Bundle;
}

/** A notebook and where it is stored. */
export interface Loaded {
  file: string;
  name: string;
  bytes: Buffer;
  notebook: Notebook;
}

/** What stays of a cell's metadata: what its author wrote. The rest is left over from editors. */
const AUTHORS_CELL_METADATA = ['ktln2', 'tags', 'jupyter', 'slideshow'];
const AUTHORS_NOTEBOOK_METADATA = ['authors'];
const KERNEL = {
  kernelspec: { display_name: 'TypeScript (tslab)', language: 'typescript', name: 'tslab' },
  language_info: { file_extension: '.ts', mimetype: 'text/typescript', name: 'typescript' },
};

export const isCode = (cell: Cell): cell is CodeCell => cell.cell_type === 'code';

/** The text of the first heading. */
export function titleOf({ cells }: Notebook): string {
  return /^# (.+)$/m.exec(cells.find(cell => cell.cell_type === 'markdown')?.source ?? '')?.[1]?.trim() ?? '';
}

/** nbformat stores texts whole or as a list of lines. */
const joined = (text: unknown): string => (Array.isArray(text) ? text.join('') : String(text ?? ''));
const isText = (mime: string): boolean => !/[/+]json$/.test(mime);

function readOutput(output: Bundle): Output {
  if (output.output_type === 'stream') {
    return { output_type: 'stream', name: String(output.name), text: joined(output.text) };
  }
  const data = Object.entries((output.data ?? {}) as Bundle);
  return {
    output_type: output.output_type as 'display_data',
    data: Object.fromEntries(data.map(([mime, v]) => [mime, isText(mime) ? joined(v) : v])),
    metadata: (output.metadata ?? {}) as Bundle,
  };
}

/** Parses a notebook; `file` names it in errors. */
export function parseNotebook(text: string, file: string): Notebook {
  let json: { cells?: Bundle[]; metadata?: Bundle; nbformat?: number; nbformat_minor?: number };
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new PlainError(`${file} is not a notebook: ${(error as Error).message}`);
  }
  const { cells, metadata = {}, nbformat, nbformat_minor = 0 } = json;
  if (nbformat !== 4 || nbformat_minor < 5 || !Array.isArray(cells)) {
    throw new PlainError(
      `${file} is nbformat ${nbformat}.${nbformat_minor}; expected 4.5, which has cell ids`,
    );
  }
  const ids = new Set<unknown>();
  for (const [i, { id }] of cells.entries()) {
    if (typeof id !== 'string' || ids.has(id))
      throw new PlainError(`${file}: cell ${i + 1} has no id of its own`);
    ids.add(id);
  }
  return {
    metadata,
    cells: cells.map(cell => ({
      ...(cell as unknown as Cell),
      source: joined(cell.source),
      ...(cell.cell_type === 'code' ? { outputs: ((cell.outputs ?? []) as Bundle[]).map(readOutput) } : {}),
    })),
  };
}

export function loadNotebook(file: string, repository: Repository): Loaded {
  const name = shownIn(repository, file);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new PlainError((error as Error).message);
  }
  return { file, name, bytes, notebook: parseNotebook(bytes.toString(), name) };
}

const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
const pick = (from: Bundle, keys: string[]): Bundle =>
  Object.fromEntries(keys.filter(key => key in from).map(key => [key, from[key]]));

function writeOutput(output: Output): Bundle {
  if (output.output_type === 'stream') return { ...output, text: lines(output.text) };
  const data = Object.entries(output.data);
  return {
    ...output,
    data: Object.fromEntries(
      // A picture stays on one line; other texts are split, so that a difference shows its line.
      data.map(([mime, v]) => [mime, typeof v === 'string' && v.length < 20_000 ? lines(v) : v]),
    ),
  };
}

/** Sorted keys, as Jupyter itself writes them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

/** A notebook's text: the same notebook gives the same bytes; only its author's metadata is kept. */
export function formatNotebook(notebook: Notebook): string {
  const { cells, metadata } = notebook;
  let count = 0;
  const clean = cells.map(cell => ({
    ...pick(cell as unknown as Bundle, ['attachments', 'cell_type', 'id']),
    metadata: pick(cell.metadata, AUTHORS_CELL_METADATA),
    source: lines(cell.source),
    ...(isCode(cell)
      ? { execution_count: cell.source.trim() ? ++count : null, outputs: cell.outputs.map(writeOutput) }
      : {}),
  }));
  const json = {
    cells: clean,
    metadata: { ...pick(metadata, AUTHORS_NOTEBOOK_METADATA), ...KERNEL, title: titleOf(notebook) },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(sorted(json), null, 1)}\n`;
}
