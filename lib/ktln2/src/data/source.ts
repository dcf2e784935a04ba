/**
 * What is known of one data file, in the file NAME.source.json beside it. Where the file lies and what it is called
 * is not written down: the place says it.
 */
import { posix } from 'node:path';

/** A column's type: a trailing `?` lets a cell be empty, a list of strings names the values allowed. */
export type ColumnType = 'text' | 'number' | 'integer' | 'text?' | 'number?' | 'integer?' | readonly string[];

/** What is said of one column of a table. */
export interface DataColumn {
  name: string;
  type: ColumnType;
  /** Unit of the numbers; '1' for a pure number, absent for texts. */
  unit?: string;
  meaning: string;
}

/** What is known of one data file. */
export interface DataEntry {
  /** The file's name without its folder and ending. */
  id: string;
  /** Path inside data/, with `/` between folders. */
  file: string;
  /** SHA-256 of the file's bytes, 64 lower-case hexadecimal digits. */
  sha256: string;
  title: string;
  /** Citation; for a file made by this project, how it was made. */
  source: string;
  /** Public address of the source, where there is one. */
  url?: string;
  licence: string;
  /** When and how the file was obtained. */
  retrieved: string;
  /** What made the file, with versions, if a script of lib/datasets did. */
  tools?: string[];
  /** The columns, if the file is a table. */
  columns?: DataColumn[];
  /** Width, height and channels of its samples, if the file is a picture. */
  picture?: { width: number; height: number; channels: number };
}

/** How the name of a file that describes another one ends. */
export const SOURCE_ENDING = '.source.json';

const REQUIRED = ['sha256', 'title', 'source', 'licence', 'retrieved'];
const OPTIONAL = ['url', 'tools', 'columns', 'picture'];
const SIMPLE_TYPES = ['text', 'number', 'integer', 'text?', 'number?', 'integer?'];

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

const isListOf = <T>(value: unknown, isItem: (item: unknown) => item is T): value is T[] =>
  Array.isArray(value) && value.length > 0 && value.every(isItem);

/** The first thing wrong with the columns, or nothing. */
function columnProblem(columns: unknown): string | undefined {
  if (!Array.isArray(columns)) return `columns is ${JSON.stringify(columns)}; expected a list`;
  for (const column of columns) {
    if (!isText(column?.name) || !isText(column?.meaning)) {
      return `a column is ${JSON.stringify(column)}; expected a name and a meaning`;
    }
    if (!SIMPLE_TYPES.includes(column.type) && !isListOf(column.type, isText)) {
      const expected = `one of ${SIMPLE_TYPES.join(', ')}, or a list of allowed values`;
      return `the type of column "${column.name}" is ${JSON.stringify(column.type)}; expected ${expected}`;
    }
  }
  return undefined;
}

/** The first thing wrong with a description, or nothing. */
function problemOf(said: unknown): string | undefined {
  if (typeof said !== 'object' || said === null || Array.isArray(said)) {
    return `found ${JSON.stringify(said)}; expected an object`;
  }
  const fields: Record<string, unknown> = { ...said };
  const unknown = Object.keys(fields).find(name => ![...REQUIRED, ...OPTIONAL].includes(name));
  if (unknown) return `${unknown} is not known; expected ${[...REQUIRED, ...OPTIONAL].join(', ')}`;
  const { sha256, url, tools, columns, picture } = fields;
  const empty = REQUIRED.find(name => !isText(fields[name]));
  if (empty) return `${empty} is ${JSON.stringify(fields[empty])}; expected a text that is not empty`;
  if (!/^[0-9a-f]{64}$/.test(String(sha256))) {
    return `sha256 is "${sha256}"; expected 64 lower-case hexadecimal digits`;
  }
  if (url !== undefined && !isText(url)) return `url is ${JSON.stringify(url)}; expected an address`;
  if (tools !== undefined && !isListOf(tools, isText)) {
    return `tools is ${JSON.stringify(tools)}; expected a list of names with versions`;
  }
  const { width, height, channels } = (picture ?? {}) as Record<string, unknown>;
  if (picture !== undefined && ![width, height, channels].every(Number.isInteger)) {
    return `picture is ${JSON.stringify(picture)}; expected width, height and channels`;
  }
  return columns === undefined ? undefined : columnProblem(columns);
}

/** A data file's id. */
export const idOf = (file: string): string => posix.parse(file).name;

/**
 * Reads and checks what is said of a data file.
 *
 * @param file the data file, inside data/
 * @param text the content of the file beside it
 * @throws Error naming the file and what is wrong with it
 */
export function parseSource(file: string, text: string): DataEntry {
  const where = `data/${file}${SOURCE_ENDING}`;
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch (error) {
    throw new Error(`${where} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const problem = problemOf(said);
  if (problem) throw new Error(`${where}: ${problem}`);
  return { id: idOf(file), file, ...(said as Omit<DataEntry, 'id' | 'file'>) };
}
