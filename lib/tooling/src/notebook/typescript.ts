/** The TypeScript with which a repository's cells are read: its own, or else the one that tslab brings. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type ts from 'typescript';
import { PlainError } from '../errors.js';

export type TypeScript = typeof ts;

const known = new Map<string, TypeScript>();

/** Loads it for the repository `root`, once. From version 7 on, TypeScript has no interface of this kind. */
export function typeScriptOf(root: string): TypeScript {
  const before = known.get(root);
  if (before) return before;
  const require = createRequire(path.join(root, 'package.json'));
  let loaded: TypeScript | undefined;
  try {
    const own = require('typescript') as TypeScript;
    if (typeof own.createProgram === 'function') loaded = own;
  } catch {
    // It has none.
  }
  try {
    loaded ??= createRequire(require.resolve('tslab/dist/main.js'))(
      '@tslab/typescript-for-tslab',
    ) as TypeScript;
  } catch {
    throw new PlainError(`tslab is not installed in ${root}; run: npm install tslab`);
  }
  known.set(root, loaded);
  return loaded;
}
