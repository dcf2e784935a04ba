/**
 * Which files a notebook depends on: the modules that its kernel loaded, the files and folders that were opened
 * through `node:fs`, and the files that were there when it looked. What child processes, threads, and native code open
 * by themselves is not seen here, nor what `import()` loads; a notebook that starts processes or threads is told
 * apart, so that nothing is concluded from its files.
 */
import childProcess = require('node:child_process');
import fs = require('node:fs');
import modules = require('node:module');
import threads = require('node:worker_threads');
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What was seen up to now. */
export interface Trace {
  files: string[];
  /** Whether something ran whose files are not seen. */
  blind: boolean;
}

const OPENING = [
  'readFileSync',
  'readFile',
  'openSync',
  'open',
  'readdirSync',
  'readdir',
  'opendirSync',
] as const;
/** What copies, or looks at a file without opening it: that it is there, how long it is. */
const LOOKING = [
  ...[
    'copyFileSync',
    'copyFile',
    'existsSync',
    'accessSync',
    'access',
    'statSync',
    'stat',
    'lstatSync',
    'lstat',
  ],
] as const;
const STARTING = ['spawnSync', 'execSync', 'execFileSync'] as const;

type Functions = Record<string, (...args: unknown[]) => unknown>;

function pathOf(file: unknown): string | undefined {
  try {
    if (typeof file === 'string') return path.resolve(file);
    if (file instanceof URL) return fileURLToPath(file);
    return Buffer.isBuffer(file) ? path.resolve(file.toString()) : undefined;
  } catch {
    return undefined; // A URL of another kind, or a folder that is gone: the call itself will complain.
  }
}

/** Calls `before` with the arguments of each call of a function of `owner`. */
function precede(owner: Functions, name: string, before: (args: unknown[]) => void): void {
  const original = owner[name] as (...args: unknown[]) => unknown;
  const wrapper = function (this: unknown, ...args: unknown[]) {
    before(args);
    return original.apply(this, args);
  };
  owner[name] = Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(original));
}

/** Looks at what is opened from now on; returns what tells it. */
export function traceFiles(): () => Trace {
  const opened = new Set<string>();
  const seen = new Set<string>();
  let blind = false;
  const into =
    (names: Set<string>) =>
    ([file]: unknown[]) => {
      const name = pathOf(file);
      if (name !== undefined) names.add(name);
    };
  const stat = fs.statSync;
  for (const name of OPENING) precede(fs as unknown as Functions, name, into(opened));
  for (const name of LOOKING) precede(fs as unknown as Functions, name, into(seen));
  for (const name of ['readFile', 'open', 'readdir', 'opendir']) {
    precede(fs.promises as unknown as Functions, name, into(opened));
  }
  for (const name of ['copyFile', 'access', 'stat', 'lstat']) {
    precede(fs.promises as unknown as Functions, name, into(seen));
  }
  const notice = () => {
    blind = true;
  };
  for (const name of STARTING) precede(childProcess as unknown as Functions, name, notice);
  precede(childProcess.ChildProcess.prototype as unknown as Functions, 'spawn', notice);
  class Worker extends threads.Worker {
    constructor(...args: ConstructorParameters<typeof threads.Worker>) {
      super(...args);
      notice();
    }
  }
  (threads as { Worker: typeof threads.Worker }).Worker = Worker;
  modules.syncBuiltinESMExports();
  // Folders that were only looked at are of no account: what matters in them is looked at by itself.
  const looked = () => [...seen].filter(name => stat(name, { throwIfNoEntry: false })?.isFile());
  return () => ({ files: [...new Set([...Object.keys(require.cache), ...opened, ...looked()])], blind });
}
