/**
 * The data that ships with the project: data/manifest.json names every file in data/ with its SHA-256,
 * its source and its licence. A file is read only if it is listed there and its hash agrees.
 */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

/** A column's type: a trailing `?` lets a cell be empty, a list of strings names the values allowed. */
export type ColumnType = 'text' | 'number' | 'integer' | 'text?' | 'number?' | 'integer?' | readonly string[];

/** What the manifest says of one column of a table. */
export interface DataColumn {
  name: string;
  type: ColumnType;
  /** Unit of the numbers; '1' for a pure number, absent for texts. */
  unit?: string;
  meaning: string;
}

/** What the manifest says of one file. */
export interface DataEntry {
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
  /** The columns, if the file is a table. */
  columns?: DataColumn[];
  /** Width, height and channels of its samples, if the file is a picture. */
  picture?: { width: number; height: number; channels: number };
}

// The compiled file is lib/ktln2/dist/data/manifest.js; its real path does not depend on where a notebook is opened.
const DATA_FOLDER = join(realpathSync(__dirname), '..', '..', '..', '..', 'data');
const REQUIRED = ['id', 'file', 'sha256', 'title', 'source', 'licence', 'retrieved'] as const;
const SIMPLE_TYPES = ['text', 'number', 'integer', 'text?', 'number?', 'integer?'];

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

function isColumnType(type: unknown): type is ColumnType {
  return Array.isArray(type) ? type.length > 0 && type.every(isText) : SIMPLE_TYPES.includes(type as string);
}

/** The first thing wrong with an entry, or nothing. */
function problemOf(entry: DataEntry): string | undefined {
  const empty = REQUIRED.find(field => !isText(entry?.[field]));
  if (empty) return `${empty} is ${JSON.stringify(entry?.[empty])}; expected a text that is not empty`;
  if (!/^[0-9a-f]{64}$/.test(entry.sha256)) {
    return `sha256 is "${entry.sha256}"; expected 64 lower-case hexadecimal digits`;
  }
  const { file } = entry;
  if (/^([/\\]|[a-z]:)|\\/i.test(file) || posix.normalize(file) !== file || file.startsWith('..')) {
    return `file is "${file}"; expected a path inside data/, with / between folders`;
  }
  for (const column of entry.columns ?? []) {
    if (!isText(column.name) || !isText(column.meaning)) {
      return `a column is ${JSON.stringify(column)}; expected a name and a meaning`;
    }
    if (!isColumnType(column.type)) {
      const expected = `one of ${SIMPLE_TYPES.join(', ')}, or a list of allowed values`;
      return `the type of column "${column.name}" is ${JSON.stringify(column.type)}; expected ${expected}`;
    }
  }
  return undefined;
}

/**
 * Reads and checks the manifest.
 *
 * @param folder the data folder; the project's own if it is not given
 * @throws Error naming the manifest, the entry and what is wrong with it
 * @example
 * readManifest().every(entry => entry.licence.length > 0); // => true
 */
export function readManifest(folder = DATA_FOLDER): DataEntry[] {
  let files: DataEntry[];
  try {
    files = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')).files;
  } catch (error) {
    throw new Error(`data/manifest.json cannot be read: ${(error as Error).message}`);
  }
  if (!Array.isArray(files)) throw new Error('data/manifest.json: expected a list named "files"');
  const seen = new Set<string>();
  files.forEach((entry, i) => {
    const name = isText(entry?.id) ? `"${entry.id}"` : `number ${i + 1}`;
    const problem = seen.has(entry?.id) ? 'its id is taken by an earlier entry' : problemOf(entry);
    if (problem) throw new Error(`data/manifest.json, entry ${name}: ${problem}`);
    seen.add(entry.id);
  });
  return files;
}

/**
 * What the manifest says of a data set: title, source, licence, and the columns of a table.
 *
 * @param id the data set's id in data/manifest.json
 * @throws RangeError if the manifest has no such id, with the ids that it has
 * @example
 * dataSource('llm-systems').file; // => 'energy/llm-systems.csv'
 */
export function dataSource(id: string, folder = DATA_FOLDER): DataEntry {
  const entries = readManifest(folder);
  const entry = entries.find(candidate => candidate.id === id);
  if (entry) return entry;
  const known = entries.map(candidate => candidate.id).join(', ');
  throw new RangeError(`id is ${JSON.stringify(id)}; expected one of data/manifest.json: ${known}`);
}

/**
 * Reads a data file whole and verifies its SHA-256.
 *
 * @param id the data set's id in data/manifest.json
 * @throws RangeError if the manifest has no such id
 * @throws Error if the file is missing, lies outside data/ or has another hash than the manifest says
 * @example
 * readDataFile('llm-systems').toString('utf8').split(',')[0]; // => 'id'
 */
export function readDataFile(id: string, folder = DATA_FOLDER): Buffer {
  const { file, sha256 } = dataSource(id, folder);
  let path: string;
  try {
    path = realpathSync(join(folder, file));
  } catch {
    throw new Error(`data/${file} (id "${id}") is missing; expected the file that data/manifest.json lists`);
  }
  // A symbolic link inside data/ could still point elsewhere.
  if (relative(realpathSync(folder), path).split(sep)[0] === '..') {
    throw new Error(`data/${file} (id "${id}") leads outside data/; expected a file inside`);
  }
  const content = readFileSync(path);
  const found = createHash('sha256').update(content).digest('hex');
  if (found !== sha256) {
    throw new Error(
      `data/${file} (id "${id}") has SHA-256 ${found}; expected ${sha256} as in data/manifest.json`,
    );
  }
  return content;
}
