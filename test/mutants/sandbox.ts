/**
 * Sandboxes: copies of what the tests need, in which a mutant's module takes the place of the original, and the
 * tests run in stages, fast ones first. A mutant may do anything to the files around it, so each gets a new copy;
 * and it may start anything, so what a stage started is ended with it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PlainError } from '#tooling/errors';
import { endMarked, isRunning, signalGroup } from '#tooling/kernel/processes.cjs';
import { at, shown } from '#tooling/ktln2/paths';
import { MARK } from './fence.js';
import type { Mutated } from './packages.js';

/** The file by which a sandbox is known as ours; it holds the number of the process that uses it. */
const OURS = 'made-by-npm-run-mutants';
const COPIED = ['package.json', 'tsconfig.json', 'lib'];
/** A stage may take four times as long as it does unmutated, and this much more: other work slows it down. */
const MARGIN_MS = 20_000;
const TIMES = 4;
/** What one process of the tests may use, in MB: mutants may collect things without an end. */
const MEMORY = 2_048;

/** How a stage went; `failed` says which test was the first to fail, or how else it ended. */
export interface Outcome {
  failed: string | undefined;
  byTime: boolean;
  ms: number;
}

const running = new Map<ChildProcess, string>();
const made = new Set<string>();
process.on('exit', () => {
  for (const [child, mark] of running) end(child, mark);
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

function end(child: ChildProcess, mark: string): void {
  if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
  endMarked(mark);
}

export class Sandbox {
  readonly #root: string;
  readonly #of: Mutated;
  /** Short, since sockets' paths are. */
  readonly #tmp = mkdtempSync(path.join(tmpdir(), 'm-'));

  constructor(name: string, of: Mutated) {
    this.#of = of;
    this.#root = at('.cache', 'mutants', name);
    made.add(this.#tmp);
    const mark = path.join(this.#root, OURS);
    if (existsSync(this.#root)) {
      if (!existsSync(mark)) throw new PlainError(`${shown(this.#root)} is not from here; it is in the way.`);
      const pid = Number(readFileSync(mark, 'utf8'));
      if (isRunning(pid)) throw new PlainError(`${shown(this.#root)} is in use by process ${pid}.`);
    }
    made.add(this.#root);
  }

  /** Makes all files anew; then puts a module in the place of a compiled one, given by its path in the package's dist. */
  reset(module?: string, code?: string): void {
    rmSync(this.#root, { recursive: true, force: true });
    mkdirSync(this.#root, { recursive: true });
    writeFileSync(path.join(this.#root, OURS), String(process.pid));
    const { folder, tests, needs } = this.#of;
    const copied = [...COPIED, ...needs, path.join('test', tests), path.join('.cache', 'test', tests)];
    for (const name of copied) cpSync(at(name), path.join(this.#root, name), { recursive: true });
    // One link for each package, so that the project's own are those of the sandbox.
    const packages = path.join(this.#root, 'node_modules');
    mkdirSync(packages);
    for (const name of readdirSync(at('node_modules')).filter(entry => !entry.startsWith('.'))) {
      const own = { ktln2: 'ktln2', 'tslab-check': 'tooling' }[name];
      const target = own === undefined ? at('node_modules', name) : path.join(this.#root, 'lib', own);
      symlinkSync(target, path.join(packages, name), 'junction');
    }
    if (module !== undefined) writeFileSync(path.join(this.#root, 'lib', folder, 'dist', module), code ?? '');
  }

  /** Runs test files in one process, until the first test fails. `usual`: how long they take unmutated. */
  run(tests: string[], usual = Number.POSITIVE_INFINITY): Promise<Outcome> {
    const entry = path.join(this.#root, '.cache', 'test', this.#of.tests, 'stage.js');
    writeFileSync(entry, tests.map(name => `import './${name}.test.js';\n`).join(''));
    const mark = randomUUID();
    const fence = pathToFileURL(at('.cache', 'test', 'mutants', 'fence.js')).href;
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const started = performance.now();
    const child = spawn(process.execPath, ['--test-reporter=tap', entry], {
      cwd: this.#root,
      env: {
        ...env,
        TMPDIR: this.#tmp,
        [MARK]: mark,
        NODE_OPTIONS: `--import=${fence} --max-old-space-size=${MEMORY}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.set(child, mark);
    return new Promise(resolve => {
      let settled = false;
      const settle = (failed?: string, byTime = false) => {
        if (settled) return;
        settled = true;
        clearTimeout(limit);
        end(child, mark);
        running.delete(child);
        resolve({ failed, byTime, ms: performance.now() - started });
      };
      const ms = TIMES * usual + MARGIN_MS;
      const limit = Number.isFinite(ms) ? setTimeout(() => settle('it took too long', true), ms) : undefined;
      let [line, said] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', text => {
        const lines = `${line}${text}`.split('\n');
        line = (lines.pop() ?? '').slice(-10_000);
        const failure = lines.map(each => /^\s*not ok \d+ - (.*)/.exec(each)?.[1]).find(Boolean);
        if (failure !== undefined) settle(failure);
      });
      child.stderr.setEncoding('utf8').on('data', text => {
        said = `${said}${text}`.slice(-10_000);
      });
      child.on('error', error => settle(error.message));
      // Not 'exit': what was printed last may tell which test failed. What holds the pipes open is ended first.
      child.on('exit', () => end(child, mark));
      child.on('close', (status, signal) => {
        if (status === 0) return settle();
        settle(/^\w*Error.*/m.exec(said)?.[0] ?? `ended by ${signal ?? `exit status ${status}`}`);
      });
    });
  }
}
