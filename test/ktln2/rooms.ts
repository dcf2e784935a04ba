/** The rooms of the library, as they stand on the disk: a folder of lib/ktln2/src with an index. */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { at } from '#tooling/ktln2/paths';

const require = createRequire(import.meta.url);
const SRC = at('lib', 'ktln2', 'src');

export const ROOMS = readdirSync(SRC)
  .filter(name => existsSync(path.join(SRC, name, 'index.ts')))
  .sort();

/** What a room hands on to chapters and to other rooms. */
export const roomExports = (room: string): Record<string, unknown> => require(`ktln2/${room}`);

/** What a source file exports; `file` is relative to lib/ktln2/src. */
export const moduleExports = (file: string): Record<string, unknown> =>
  require(at('lib', 'ktln2', 'dist', file.replace(/\.ts$/, '.js')));
