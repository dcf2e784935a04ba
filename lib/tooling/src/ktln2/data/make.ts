/**
 * Makes a data set anew. The file is written first and its description second, each in one step: whatever happens
 * between, readers refuse the file for its hash until the same command has run again.
 */
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type DataEntry, dataSource, readDataFile } from 'ktln2/data';
import { messageOf, PlainError } from '../../errors.js';
import { writeAtomically } from '../../write-atomically.js';
import type { Dataset } from './dataset.js';
import { missingPrograms, readyTools } from './needs.js';

/** The data set that a script makes: it must have been described, since only people know its title and licence. */
export function described(name: string, data: string): DataEntry {
  try {
    return dataSource(name, data);
  } catch (error) {
    throw new PlainError(
      `${messageOf(error)}. A script makes "${name}"; data/README.md says how to describe what it makes.`,
    );
  }
}

/** The file to be written; a link could lead anywhere. */
function targetOf({ file }: DataEntry, data: string): string {
  const target = path.join(data, file);
  const found = lstatSync(target, { throwIfNoEntry: false });
  if (found && !found.isFile()) throw new PlainError(`data/${file} is no ordinary file; it is left as it is`);
  return target;
}

/** What a script made, as bytes. */
export async function contentOf(
  name: string,
  dataset: Dataset,
  onProgress: (text: string) => void,
): Promise<Buffer> {
  const content = await dataset.make(onProgress);
  if (typeof content !== 'string' && !(content instanceof Uint8Array)) {
    throw new TypeError(`script "${name}" made ${content}; expected a text or bytes`);
  }
  if (content.length === 0) throw new PlainError(`script "${name}" made an empty file`);
  return Buffer.from(content as string);
}

/** Makes a data set, writes it with its hash and tools if anything is new, and returns what was done, in words. */
export async function makeDataset(
  name: string,
  dataset: Dataset,
  data: string,
  onProgress: (text: string) => void,
): Promise<string> {
  const entry = described(name, data);
  const target = targetOf(entry, data);
  const missing = missingPrograms(dataset);
  if (missing) throw new PlainError(`${name} cannot be made here: ${missing}`);
  const tools = await readyTools(dataset);
  const content = await contentOf(name, dataset, onProgress);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const isNew = !lstatSync(target, { throwIfNoEntry: false }) || !readFileSync(target).equals(content);
  // Read once more: it may have been edited while the script ran.
  const source = `${target}.source.json`;
  const said = JSON.parse(readFileSync(source, 'utf8'));
  if (!isNew && said.sha256 === sha256 && isDeepStrictEqual(said.tools, tools)) {
    return `data/${entry.file}: the same as before, SHA-256 ${sha256}`;
  }
  const retrieved = `${new Date().toISOString().slice(0, 10)}, npm run data:make -- ${name}`;
  if (isNew) writeAtomically(target, content);
  writeAtomically(source, `${JSON.stringify({ ...said, sha256, retrieved, tools }, null, 2)}\n`);
  readDataFile(entry.file, data);
  return `data/${entry.file}: ${isNew ? 'written' : 'the same as before, by other tools'}, SHA-256 ${sha256}`;
}
