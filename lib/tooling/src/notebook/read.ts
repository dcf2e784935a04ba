/**
 * Reads a notebook in nbformat 4.5. What does not have the shape of one is refused in a sentence that names the
 * place, the value and what was expected; what has it, but holds outputs that no tslab kernel sends, is complained about.
 */
import { readFileSync, statSync } from 'node:fs';
import { messageOf, PlainError } from '../errors.js';
import { type Repository, shownIn } from '../repository.js';
import type { Bundle, Cell, Loaded, Notebook, Output } from './notebook.js';
import { append } from './streams.js';

/** Deeper values overflow the stack of whoever writes them. */
const DEEPEST = 500;
const ID = /^[a-zA-Z0-9_-]{1,64}$/;
const CELL_TYPES = ['code', 'markdown', 'raw'];
/** Output types of nbformat besides stream and display_data. */
const FOREIGN = ['error', 'execute_result', 'update_display_data'];

type Value = unknown;

const isObject = (value: Value): value is Bundle =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isTexts = (value: Value): value is string[] =>
  Array.isArray(value) && value.every(item => typeof item === 'string');
const isText = (value: Value): boolean => typeof value === 'string' || isTexts(value);
/** nbformat stores texts whole or as a list of lines. */
const joined = (text: Value): string => (Array.isArray(text) ? text.join('') : String(text));

function preview(value: Value): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Returns a value that is as expected; refuses any other. */
function expect<T extends Value>(
  value: Value,
  valid: (value: Value) => value is T,
  where: string,
  expected: string,
): T {
  if (!valid(value)) throw new PlainError(`${where} is ${preview(value)}; expected ${expected}`);
  return value;
}
const object = (value: Value, where: string): Bundle => expect(value, isObject, where, 'an object');
const list = (value: Value, where: string): Value[] => expect(value, Array.isArray, where, 'a list');
const text = (value: Value, where: string): string =>
  joined(expect(value, (v): v is string | string[] => isText(v), where, 'a text or a list of texts'));
const oneOf = (value: Value, names: string[], where: string): string =>
  expect(value, (v): v is string => names.includes(v as string), where, names.join(', '));

/** Whether a value is nested more than so deep, found without recursion. */
function isDeeperThan(levels: number, value: Value): boolean {
  let level: Value[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap(item => (item !== null && typeof item === 'object' ? Object.values(item) : []));
  }
  return false;
}

/** A picture or a text is text; JSON of any kind stays what it is. */
const isJson = (mime: string): boolean => /[/+]json$/.test(mime);

function readOutput(value: Value, where: string): Output | { foreign: string; as: Output[] } {
  const output = object(value, where);
  const type = oneOf(output.output_type, ['stream', 'display_data', ...FOREIGN], `${where}: output_type`);
  if (type === 'stream') {
    const name = oneOf(output.name, ['stdout', 'stderr'], `${where}: name`);
    return { output_type: 'stream', name, text: text(output.text, `${where}: text`) };
  }
  if (type === 'error') return { foreign: type, as: [] };
  const entries = Object.entries(object(output.data, `${where}: data`)).map(
    ([mime, item]) => [mime, isJson(mime) ? item : text(item, `${where}: data of ${mime}`)] as const,
  );
  const metadata = object(output.metadata ?? {}, `${where}: metadata`);
  const read: Output = { output_type: 'display_data', data: Object.fromEntries(entries), metadata };
  return type === 'display_data' ? read : { foreign: type, as: [read] };
}

/** The outputs of a cell, streams joined where they go on, and the types of those that no tslab kernel sends. */
function readOutputs(value: Value, where: string): { outputs: Output[]; foreign: Map<string, number> } {
  const outputs: Output[] = [];
  const foreign = new Map<string, number>();
  for (const [i, item] of list(value, `${where}: outputs`).entries()) {
    const read = readOutput(item, `${where}, output ${i + 1}`);
    if ('foreign' in read) foreign.set(read.foreign, (foreign.get(read.foreign) ?? 0) + 1);
    for (const output of 'foreign' in read ? read.as : [read]) append(outputs, output);
  }
  return { outputs, foreign };
}

function readCell(value: Value, where: string): { cell: Cell; foreign: Map<string, number> } {
  const given = object(value, where);
  const type = oneOf(given.cell_type, CELL_TYPES, `${where}: cell_type`);
  const id = expect(
    given.id,
    (v): v is string => typeof v === 'string' && ID.test(v),
    `${where}: id`,
    '1 to 64 letters, digits, - and _',
  );
  const metadata = object(given.metadata, `${where}: metadata`);
  if (metadata.tags !== undefined) expect(metadata.tags, isTexts, `${where}: tags`, 'a list of texts');
  const source = text(given.source, `${where}: source`);
  if (given.attachments !== undefined) object(given.attachments, `${where}: attachments`);
  expect(
    given.execution_count ?? null,
    (v): v is number | null => v === null || Number.isSafeInteger(v),
    `${where}: execution_count`,
    'a whole number or null',
  );
  const cell = { ...given, cell_type: type, id, metadata, source } as Cell;
  // Outputs of a cell that is no code are kept, to be complained about.
  if (type !== 'code' && given.outputs === undefined) return { cell, foreign: new Map() };
  const { outputs, foreign } = readOutputs(given.outputs, where);
  return { cell: { ...cell, outputs }, foreign };
}

/** Parses a notebook's text; throws a `PlainError` that says what it lacks of one. */
export function parseNotebook(content: string): Notebook {
  if (content.trim() === '') throw new PlainError('is empty; expected a notebook in JSON');
  // It is white space to trim(), and no part of JSON.
  if (content.startsWith('\ufeff')) {
    throw new PlainError('begins with a byte order mark; save it as UTF-8 without one');
  }
  let json: Value;
  try {
    json = JSON.parse(content);
  } catch (error) {
    throw new PlainError(`is not JSON: ${messageOf(error).split('\n')[0]?.slice(0, 150)}`);
  }
  if (isDeeperThan(DEEPEST, json)) throw new PlainError(`is nested more than ${DEEPEST} levels deep`);
  const { cells, metadata, nbformat, ...more } = object(json, 'the content');
  const { nbformat_minor: minor } = more;
  if (nbformat !== 4 || typeof minor !== 'number' || !(minor >= 5)) {
    const version = [nbformat, minor].map(preview).join('.');
    throw new PlainError(
      `is nbformat ${version}; expected 4.5, which has cell ids (save it with a current Jupyter)`,
    );
  }
  const ids = new Map<string, number>();
  const foreign: string[] = [];
  const read = list(cells, 'cells').map((value, i) => {
    const where = `cell ${i + 1}`;
    const { cell, foreign: types } = readCell(value, where);
    const before = ids.get(cell.id);
    if (before)
      throw new PlainError(`${where}: id is "${cell.id}", as that of cell ${before}; expected its own`);
    ids.set(cell.id, i + 1);
    for (const [type, count] of types) {
      const times = count > 1 ? ` (${count} times)` : '';
      foreign.push(
        `${where}: holds a stored output of type ${type}${times}, which no tslab kernel sends; --update stores what it does send`,
      );
    }
    return cell;
  });
  return { metadata: object(metadata ?? {}, 'metadata'), cells: read, more, foreign };
}

/** Reads a notebook once; throws a `PlainError` in one sentence if it cannot be read. */
export function loadNotebook(file: string, repository: Repository): Loaded {
  let bytes: Buffer;
  try {
    // Reading a pipe or a device may never end.
    const about = statSync(file);
    if (!about.isFile() && !about.isDirectory()) throw new PlainError('is no file; expected one');
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof PlainError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const known: Record<string, string> = {
      ENOENT: 'is not there, or is a link that leads nowhere',
      EISDIR: 'is a folder; expected a file',
      EACCES: 'may not be read; chmod u+r allows it',
      ELOOP: 'is a link that leads to itself',
    };
    throw new PlainError(known[code ?? ''] ?? `cannot be read: ${messageOf(error)}`);
  }
  let content: string;
  try {
    content = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new PlainError('is not text in UTF-8');
  }
  return { file, name: shownIn(repository, file), bytes, notebook: parseNotebook(content) };
}
