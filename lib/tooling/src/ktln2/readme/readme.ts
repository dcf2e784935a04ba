/** The README's generated parts: the table of chapters and the drawing of the library. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
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

/** Throws if a marker of a generated part is amiss in the README's text. */
export function requireMarkers(text: string): void {
  for (const name of ['chapters', 'rooms']) withBlock(text, name, '');
}

/** Whether the README of the checkout `root` is as it should be; with `write`, makes it so. */
export function readmeIsCurrent(root: string, chapters: Loaded[], write: boolean): boolean {
  const file = path.join(root, 'README.md');
  const bytes = readFileSync(file);
  const current = currentReadme(root, bytes.toString(), chapters);
  if (bytes.equals(Buffer.from(current))) return true;
  if (!write) return false;
  replaceUnchanged(file, bytes, current);
  console.log('wrote the generated parts of README.md');
  return true;
}
