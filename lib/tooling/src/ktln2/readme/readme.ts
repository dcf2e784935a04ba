/** The README's generated parts: the table of chapters and the drawing of the library. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf, PlainError } from '../../errors.js';
import type { Loaded } from '../../notebook/notebook.js';
import { replaceUnchanged } from '../../write-atomically.js';
import { withBlock } from './block.js';
import { chapterTable } from './chapters.js';
import { drawRooms, readRooms } from './rooms.js';

/** The README's text with its generated parts as they should be now; throws if a marker of one is amiss. */
export function currentReadme(root: string, text: string, chapters: Loaded[]): string {
  const withChapters = withBlock(text, 'chapters', chapterTable(chapters));
  return withBlock(withChapters, 'rooms', drawRooms(readRooms(root)));
}

/** The README as it is; throws if it cannot be read, or would lose something by being read as text. */
export function readReadme(root: string): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path.join(root, 'README.md'));
  } catch (error) {
    throw new PlainError(`README.md cannot be read: ${messageOf(error)}`);
  }
  if (!isUtf8(bytes)) throw new PlainError('README.md is not UTF-8; expected it to be, and left it as it is');
  return bytes;
}

/** Throws if a marker of a generated part is amiss in the README's text. */
export function requireMarkers(text: string): void {
  for (const name of ['chapters', 'rooms']) withBlock(text, name, '');
}

/** Whether the README of the checkout `root` is as it should be; with `write`, makes it so. */
export function readmeIsCurrent(root: string, chapters: Loaded[], write: boolean): boolean {
  const file = path.join(root, 'README.md');
  const bytes = readReadme(root);
  const current = currentReadme(root, bytes.toString(), chapters);
  if (bytes.equals(Buffer.from(current))) return true;
  if (!write) return false;
  try {
    replaceUnchanged(file, bytes, current, 'its generated parts were not renewed');
  } catch (error) {
    throw error instanceof PlainError ? new PlainError(`README.md: ${error.message}`) : error;
  }
  console.log('wrote the generated parts of README.md');
  return true;
}
