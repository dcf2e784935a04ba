/**
 * The data that ships with the project: beside every file of data/ stands NAME.source.json with its SHA-256, its
 * source and its licence. A file is read only if it has one and its hash agrees.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type DataEntry, idOf, parseSource, SOURCE_ENDING } from './source';

export type { ColumnType, DataColumn, DataEntry } from './source';

// The compiled file is lib/ktln2/dist/data/manifest.js; its real path does not depend on where a notebook is opened.
const DATA_FOLDER = join(realpathSync(__dirname), '..', '..', '..', '..', 'data');

/**
 * The files inside `folder` that are described, as paths with `/`, in order. Names are only ever chosen from these,
 * and links to other folders are not followed, so that no name leads outside. Folder by folder: that is what
 * `npm run check -- --changed` sees.
 */
function describedFiles(folder: string, inside = ''): string[] {
  return readdirSync(join(folder, inside), { withFileTypes: true })
    .flatMap(entry => {
      const name = inside + entry.name;
      if (entry.isDirectory()) return describedFiles(folder, `${name}/`);
      return entry.isFile() && name.endsWith(SOURCE_ENDING) ? [name.slice(0, -SOURCE_ENDING.length)] : [];
    })
    .sort();
}

const sourceOf = (file: string, folder: string): DataEntry =>
  parseSource(file, readFileSync(join(folder, file + SOURCE_ENDING), 'utf8'));

/**
 * What is known of every data set.
 *
 * @param folder the data folder; the project's own if it is not given
 * @returns the data sets in the order of their paths
 * @throws Error naming the file that describes a data set and what is wrong with it
 * @example
 * readManifest().every(entry => entry.licence.length > 0); // => true
 */
export function readManifest(folder = DATA_FOLDER): DataEntry[] {
  return describedFiles(folder).map(file => sourceOf(file, folder));
}

/**
 * What is known of a data set: title, source, licence, and the columns of a table. No other data set is read.
 *
 * @param id the data set's id, which is its file's name without the ending, or its path inside data/
 * @param folder the data folder; the project's own if it is not given
 * @throws RangeError if there is no such data set, with those that there are, or if there are several
 * @throws Error naming the file that describes the data set and what is wrong with it
 * @example
 * dataSource('llm-systems').file; // => 'energy/llm-systems.csv'
 */
export function dataSource(id: string, folder = DATA_FOLDER): DataEntry {
  const files = describedFiles(folder);
  const named = files.includes(id) ? [id] : files.filter(file => idOf(file) === id);
  if (named.length === 1) return sourceOf(named[0], folder);
  const expected =
    named.length > 1
      ? `the path of one: ${named.join(' or ')}`
      : `one of data/: ${files.map(idOf).join(', ')}`;
  throw new RangeError(`id is ${JSON.stringify(id)}; expected ${expected}`);
}

/**
 * Reads a data file whole and verifies its SHA-256.
 *
 * @param id the data set's id, which is its file's name without the ending, or its path inside data/
 * @param folder the data folder; the project's own if it is not given
 * @throws RangeError if there is no such data set
 * @throws Error if the file is missing, lies outside data/ or has another hash than is said beside it
 * @example
 * readDataFile('llm-systems').toString('utf8').split(',')[0]; // => 'id'
 */
export function readDataFile(id: string, folder = DATA_FOLDER): Buffer {
  const { file, sha256 } = dataSource(id, folder);
  let path: string;
  try {
    path = realpathSync(join(folder, file));
  } catch {
    throw new Error(`data/${file} is missing; expected the file that data/${file}${SOURCE_ENDING} describes`);
  }
  // A symbolic link inside data/ could still point elsewhere.
  if (relative(realpathSync(folder), path).split(sep)[0] === '..') {
    throw new Error(`data/${file} leads outside data/; expected a file inside`);
  }
  if (!statSync(path).isFile()) throw new Error(`data/${file} is no ordinary file; expected one`);
  const content = readFileSync(path);
  const found = createHash('sha256').update(content).digest('hex');
  if (found !== sha256) {
    throw new Error(
      `data/${file} has SHA-256 ${found}; expected ${sha256} as in data/${file}${SOURCE_ENDING}`,
    );
  }
  return content;
}
