/** Notebooks in nbformat 4.5, as the checker holds and writes them. Reading is in read.ts. */
import type { Config } from '../repository.js';

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
  /** What the file holds beside cells and metadata. */
  more?: Bundle;
  /** Complaints about stored outputs of types that no tslab kernel sends. */
  foreign?: string[];
}

/** A notebook and where it is stored. */
export interface Loaded {
  /** Its absolute path. */
  file: string;
  /** The path that is shown: relative to the repository's top folder, with forward slashes. */
  name: string;
  /** What was read. */
  bytes: Buffer;
  notebook: Notebook;
}

/** What stays of metadata where a repository wants it clean: what authors wrote. The rest is left over from editors. */
const AUTHORS_CELL_METADATA = ['tags', 'jupyter', 'slideshow'];
const AUTHORS_NOTEBOOK_METADATA = ['authors'];
const KERNEL = {
  kernelspec: { display_name: 'TypeScript (tslab)', language: 'typescript', name: 'tslab' },
  language_info: { file_extension: '.ts', mimetype: 'text/typescript', name: 'typescript' },
};
/** A picture stays on one line; other texts are split, so that a difference shows its line. */
const LONGEST_SPLIT = 20_000;

export const isCode = (cell: Cell): cell is CodeCell => cell.cell_type === 'code';

/** The text of the first heading. */
export function titleOf({ cells }: Notebook): string {
  return /^# (.+)$/m.exec(cells.find(cell => cell.cell_type === 'markdown')?.source ?? '')?.[1]?.trim() ?? '';
}

const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
const pick = (from: Bundle, keys: string[]): Bundle =>
  Object.fromEntries(keys.filter(key => Object.hasOwn(from, key)).map(key => [key, from[key]]));

function writeOutput(output: Output): Bundle {
  if (output.output_type === 'stream') return { ...output, text: lines(output.text) };
  const data = Object.entries(output.data);
  return {
    ...output,
    data: Object.fromEntries(
      data.map(([mime, v]) => [mime, typeof v === 'string' && v.length < LONGEST_SPLIT ? lines(v) : v]),
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

/** A notebook's text: the same notebook gives the same bytes. Where `clean`, only its authors' metadata is kept. */
export function formatNotebook(
  notebook: Notebook,
  { clean, metadata: rules }: Pick<Config, 'clean' | 'metadata'>,
): string {
  const { cells, metadata, more } = notebook;
  let count = 0;
  const written = cells.map(cell => ({
    ...(clean ? pick(cell as unknown as Bundle, ['attachments', 'cell_type', 'id']) : cell),
    metadata: clean ? pick(cell.metadata, [rules, ...AUTHORS_CELL_METADATA]) : cell.metadata,
    source: lines(cell.source),
    ...(isCode(cell)
      ? { execution_count: cell.source.trim() ? ++count : null, outputs: cell.outputs.map(writeOutput) }
      : {}),
  }));
  const kept = clean
    ? { ...pick(metadata, AUTHORS_NOTEBOOK_METADATA), ...KERNEL, title: titleOf(notebook) }
    : { ...KERNEL, ...metadata, kernelspec: KERNEL.kernelspec };
  const format = { nbformat: 4, nbformat_minor: 5, ...(clean ? {} : more) };
  return `${JSON.stringify(sorted({ cells: written, metadata: kept, ...format }), null, 1)}\n`;
}
