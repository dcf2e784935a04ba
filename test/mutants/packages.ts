/** The packages whose mutants are made: which files are mutated, what their tests need, and which run in which order. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { at } from '#tooling/ktln2/paths';

export interface Mutated {
  /** Its folder in lib. */
  folder: string;
  /** Its tests: a folder of `test`. */
  tests: string;
  /** The kind of its modules, which does not show in their text. */
  module: ts.ModuleKind;
  /** Parts of src that are mutated. */
  parts: string[];
  /** What its tests read, beside the two packages and the tests themselves. */
  needs: string[];
  /** The stages for a source file: lists of tests, each run in one process. */
  stagesFor(file: string): string[][];
}

const testsIn = (...folder: string[]): string[] =>
  (readdirSync(at('test', ...folder), { recursive: true }) as string[])
    .flatMap(name => /^(.*)\.test\.ts$/.exec(name.replaceAll(path.sep, '/'))?.[1] ?? [])
    .sort();
const foldersIn = (...folder: string[]): string[] =>
  readdirSync(at(...folder), { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() ? entry.name : [],
  );

/** Tests that start kernels or processes, and tests of what is not mutated; all others are fast. */
const SLOW = ['kernel', 'faults', 'hygiene'];
const BESIDE = ['bench', 'chromium', 'mutants', 'package', 'setup', 'unit-tests'];
const KERNEL_FIRST = ['wire', 'files'];
const DRIVES = /^check\/(check|execut|session)/;
/** Tests of many cases, after the fast ones. */
const THOROUGH = ['collection', 'fuzz', 'types'];

const tooling: Mutated = {
  folder: 'tooling',
  tests: 'tooling',
  module: ts.ModuleKind.ESNext,
  parts: ['check', 'kernel', 'notebook'],
  needs: ['environment.yml', 'README.md', 'notebooks'],
  stagesFor(file) {
    if (file.startsWith('kernel/')) return [KERNEL_FIRST, ['kernel'], ['hygiene']];
    const fast = testsIn('tooling').filter(name => ![...SLOW, ...BESIDE, ...THOROUGH].includes(name));
    // Only what drives a kernel can be told from one by a real kernel.
    return [fast, THOROUGH, ...(DRIVES.test(file) ? [['kernel'], ['faults']] : [])];
  },
};

/** It reads sources and bundles them, slowly, and runs nothing of what they compute. */
const READS_SOURCES = 'structure';

const ktln2: Mutated = {
  folder: 'ktln2',
  tests: 'ktln2',
  module: ts.ModuleKind.CommonJS,
  parts: foldersIn('lib', 'ktln2', 'src'),
  needs: ['data'],
  stagesFor(file) {
    const room = file.split('/')[0] as string;
    const own = existsSync(at('test', 'ktln2', room))
      ? testsIn('ktln2', room).map(name => `${room}/${name}`)
      : [];
    const all = testsIn('ktln2').filter(name => name !== READS_SOURCES);
    return own.length > 0 ? [own, all] : [all];
  },
};

export const PACKAGES: Record<string, Mutated> = { tooling, ktln2 };
