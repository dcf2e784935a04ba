/**
 * The repository whose notebooks are checked: its top folder, which is the nearest one upwards that has a
 * package.json, and what it asks of the checker there, under the key `tslab-check`.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf, UsageError } from './errors.js';

/** What a repository may set; every key is optional in package.json. */
export interface Config {
  /** Notebooks, or folders of them, that are checked when none is named. */
  notebooks: string[];
  /** The key of a cell's metadata that holds its rules. */
  metadata: string;
  /** Tags that cells may carry besides the checker's own. */
  tags: string[];
  /** The tsconfig.json with whose settings cells are checked besides the kernel's own check; absent: none. */
  types: string | null;
  /** Functions, besides the console's, after which a cell must have a stored output. */
  prints: string[];
  /** Whether randomness and clocks are complaints in cells without the tag `live`. */
  seeded: boolean;
  /** Whether absolute paths in cells and outputs are complaints. */
  portable: boolean;
  /** Whether --update removes metadata that editors leave, and writes a title. */
  clean: boolean;
  /** The largest size of a notebook in bytes; null: any. */
  largest: number | null;
  /** Files on which every notebook's outcome depends, besides those that it reads while it runs. */
  depends: string[];
  /** The folder for what earlier checks found and for pictures of changed figures. */
  cache: string;
}

export interface Repository {
  /** The absolute path of its top folder. */
  root: string;
  config: Config;
}

export const DEFAULTS: Config = {
  notebooks: ['notebooks'],
  metadata: 'tslab-check',
  tags: [],
  types: null,
  prints: [],
  seeded: false,
  portable: false,
  clean: false,
  largest: null,
  depends: ['package.json', 'package-lock.json', 'yarn.lock', 'pnpm-lock.yaml', 'tsconfig.json'],
  cache: 'node_modules/.cache/tslab-check',
};

const texts = (value: unknown): boolean =>
  Array.isArray(value) && value.every(item => typeof item === 'string' && item !== '');
const text = (value: unknown): boolean => typeof value === 'string' && value !== '';
const flag = (value: unknown): boolean => typeof value === 'boolean';

const EXPECTED: Record<keyof Config, [valid: (value: unknown) => boolean, words: string]> = {
  notebooks: [texts, 'a list of paths'],
  metadata: [text, 'a name'],
  tags: [texts, 'a list of names'],
  types: [value => value === null || text(value), 'the path of a tsconfig.json, or null'],
  prints: [texts, 'a list of names'],
  seeded: [flag, 'true or false'],
  portable: [flag, 'true or false'],
  clean: [flag, 'true or false'],
  largest: [value => value === null || (Number.isInteger(value) && Number(value) > 0), 'bytes, or null'],
  depends: [texts, 'a list of paths'],
  cache: [text, 'a path'],
};

/** Reads a configuration; throws a `UsageError` that names what cannot be understood. */
export function readConfig(given: unknown, where: string): Config {
  if (given === undefined) return DEFAULTS;
  if (given === null || typeof given !== 'object' || Array.isArray(given)) {
    throw new UsageError(`${where} is ${JSON.stringify(given)}; expected an object`);
  }
  for (const [key, value] of Object.entries(given)) {
    const expected = Object.hasOwn(EXPECTED, key) ? EXPECTED[key as keyof Config] : undefined;
    if (!expected) {
      throw new UsageError(`${where}: unknown key "${key}"; expected ${Object.keys(EXPECTED).join(', ')}`);
    }
    if (!expected[0](value)) {
      throw new UsageError(`${where}: ${key} is ${JSON.stringify(value)}; expected ${expected[1]}`);
    }
  }
  return { ...DEFAULTS, ...given };
}

/** The repository that the folder `from` lies in; `from` itself where no package.json is found. */
export function findRepository(from: string): Repository {
  for (let root = path.resolve(from); ; root = path.dirname(root)) {
    const file = path.join(root, 'package.json');
    if (existsSync(file)) {
      let parsed: Record<string, unknown> | null;
      try {
        parsed = JSON.parse(readFileSync(file, 'utf8'));
      } catch (error) {
        throw new UsageError(`${file} cannot be read: ${messageOf(error)}`);
      }
      return { root, config: readConfig(parsed?.['tslab-check'], `${file}, tslab-check`) };
    }
    if (path.dirname(root) === root) return { root: path.resolve(from), config: DEFAULTS };
  }
}

/** A path as it is shown to people: relative to the top folder, with forward slashes. */
export const shownIn = ({ root }: Repository, file: string): string =>
  path.relative(root, path.resolve(file)).split(path.sep).join('/') || '.';
