/** What tslab makes of a cell, which its author says in a comment at the top: `@browser`, `@module name`. */
import { createRequire } from 'node:module';
import path from 'node:path';

export interface TslabMetadata {
  /** The name under which other cells import this one; it runs when they do. */
  module?: string;
  mode?: 'node' | 'browser';
}

/** Reads a cell's first comments with tslab's own function for it. */
export function tslabMetadata(source: string, root: string): TslabMetadata {
  if (!/@(browser|module)\b/.test(source)) return {};
  const require = createRequire(createRequire(path.join(root, 'package.json')).resolve('tslab/dist/main.js'));
  return require('./metadata.js').getCodeMetadata(source);
}

/** The name of the module cell that an import may mean. */
export const moduleCellOf = (specifier: string): string | undefined =>
  /^\.\/(\w+?)(?:\.[jt]s)?$/.exec(specifier)?.[1];
