/** The rooms of the library, as its sources tell: what each is for, and on which others it builds. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from '../../errors.js';
import { typeScriptOf } from '../../notebook/typescript.js';
import { ROOT } from '../paths.js';

export interface Room {
  name: string;
  /** The first sentence of its entry's header, without the full stop. */
  purpose: string;
  /** The rooms that its files import from, sorted. */
  uses: string[];
}

/** Longer ones would make the drawing too wide for the README's page. */
const LONGEST_PURPOSE = 60;

/** Where the library's rooms lie in the checkout `root`. */
export const roomsFolder = (root: string): string => path.join(root, 'lib', 'ktln2', 'src');

/** The first sentence of the comment that a source file begins with. */
function firstSentence(source: string, name: string): string {
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(source)?.[1]?.replace(/\n\s*\*/g, '\n') ?? '';
  const sentence = /^(.+?)\.(\s|$)/.exec(comment.replace(/\s+/g, ' ').trim())?.[1];
  const expected = `a sentence of at most ${LONGEST_PURPOSE} characters that says what the room is for`;
  const file = `lib/ktln2/src/${name}/index.ts`;
  if (!sentence) throw new PlainError(`${file} does not begin with a comment; expected one with ${expected}`);
  if (sentence.length > LONGEST_PURPOSE) {
    throw new PlainError(
      `${file} begins with "${sentence}.", ${sentence.length} characters; expected ${expected}`,
    );
  }
  return sentence;
}

/** The room that an import of a file leads to; undefined if to none. */
function roomOf(file: string, specifier: string, folder: string): string | undefined {
  const own = /^ktln2\/(.+)$/.exec(specifier)?.[1];
  if (own) return own;
  if (!specifier.startsWith('.')) return undefined;
  return path.relative(folder, path.resolve(path.dirname(file), specifier)).split(path.sep)[0];
}

/** Reads all rooms of the checkout `root`, sorted by name. */
export function readRooms(root: string): Room[] {
  const folder = roomsFolder(root);
  const entry = (name: string) => path.join(folder, name, 'index.ts');
  const names = readdirSync(folder)
    .filter(name => existsSync(entry(name)))
    .sort();
  const { preProcessFile } = typeScriptOf(ROOT);
  return names.map(name => {
    const files = readdirSync(path.join(folder, name), { recursive: true, withFileTypes: true });
    // Editors put locks beside a file, named with a dot.
    const sources = files
      .filter(file => file.isFile() && /^[^.].*\.ts$/.test(file.name))
      .map(file => path.join(file.parentPath ?? file.path, file.name));
    const imports = sources.flatMap(file =>
      preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(({ fileName }) =>
        roomOf(file, fileName, folder),
      ),
    );
    const uses = names.filter(other => other !== name && imports.includes(other));
    return { name, purpose: firstSentence(readFileSync(entry(name), 'utf8'), name), uses };
  });
}

/** The rooms in an order in which each comes after those that it builds on; by name where that leaves a choice. */
export function inOrder(rooms: Room[]): Room[] {
  const ordered: Room[] = [];
  for (let rest = rooms; rest.length > 0; ) {
    const ready = rest.filter(({ uses }) => !uses.some(name => rest.some(room => room.name === name)));
    if (ready.length === 0) {
      const names = rest.map(({ name }) => name).join(', ');
      throw new PlainError(
        `among the rooms ${names}, some build on each other; expected no circle of imports`,
      );
    }
    ordered.push(...ready);
    rest = rest.filter(room => !ready.includes(room));
  }
  return ordered;
}

/** The library as a drawing: one line a room, below those that it builds on. */
export function drawRooms(rooms: Room[]): string {
  const name = Math.max(...rooms.map(room => room.name.length));
  const uses = Math.max(...rooms.map(room => room.uses.join(', ').length));
  const lines = inOrder(rooms).map(room => {
    const below = room.uses.length > 0 ? `← ${room.uses.join(', ')}` : '';
    return `${room.name.padEnd(name)}  ${below.padEnd(uses + 2)}  ${room.purpose}`;
  });
  return ['```text', ...lines, '```'].join('\n');
}
