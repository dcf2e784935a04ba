/** Where the project's parts live. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findRepository } from '../repository.js';

/** The top level of the checkout: this file is compiled to lib/tooling/dist/ktln2/paths.js. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');

/** The path of a file of the project. */
export const at = (...parts: string[]): string => path.join(ROOT, ...parts);

/** A path as it is shown to people: relative to the top level, with forward slashes. */
export const shown = (file: string): string =>
  path.relative(ROOT, path.resolve(file)).split(path.sep).join('/');

/** The checkout and its configuration of the checker. */
export const REPOSITORY = findRepository(ROOT);
