/**
 * Which files a notebook depends on: the modules that its kernel loaded, the files and folders that were opened
 * through `node:fs`, there or not, and the files that were there when it looked. What child processes, threads, and native code open
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

/** What opens a file or a folder; that it is not there counts as well. */
const OPENING = [
  ...['readFileSync', 'readFile', 'openSync', 'open', 'openAsBlob', 'copyFileSync', 'copyFile'],
  ...['readdirSync', 'readdir', 'opendirSync', 'opendir'],
];
/** What asks whether a file is there; of folders, what matters is asked for by itself. */
const ASKING = ['existsSync', 'accessSync', 'access', 'readlinkSync', 'readlink'];
/** What looks at a file. That it is not there does not count: the compiler looks in a thousand places. */
const LOOKING = ['statSync', 'stat', 'lstatSync', 'lstat'];
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
  const original = owner[name];
  // Not every Node has every one.
  if (typeof original !== 'function') return;
  const wrapper = function (this: unknown, ...args: unknown[]) {
    before(args);
    return original.apply(this, args);
  };
  owner[name] = Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(original));
}

/** Looks at what is opened from now on; returns what tells it. */
export function traceFiles(): () => Trace {
  const [opened, asked, seen] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let blind = false;
  const into =
    (names: Set<string>) =>
    ([file]: unknown[]) => {
      const name = pathOf(file);
      if (name !== undefined) names.add(name);
    };
  const stat = (name: string) => statSync(name, { throwIfNoEntry: false });
  const { statSync } = fs;
  for (const owner of [fs, fs.promises] as unknown as Functions[]) {
    for (const name of OPENING) precede(owner, name, into(opened));
    for (const name of ASKING) precede(owner, name, into(asked));
    for (const name of LOOKING) precede(owner, name, into(seen));
  }
  precede(process as unknown as Functions, 'loadEnvFile', ([file = '.env']) => into(opened)([file]));
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
  return () => {
    const files = [...asked].filter(name => !stat(name)?.isDirectory());
    const looked = [...seen].filter(name => stat(name)?.isFile());
    return { files: [...new Set([...Object.keys(require.cache), ...opened, ...files, ...looked])], blind };
  };
}
