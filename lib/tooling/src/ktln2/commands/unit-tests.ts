/**
 * Runs the unit tests in a few processes, and prints failures only. `node --test` is not used: it takes a process
 * for every file, takes one that calls `process.exit(0)` for passed, and from Node 24 on waits for ever for one that hangs.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { pool } from '../../check/pool.js';
import { run } from '../../run.js';
import { at } from '../paths.js';

/** Processes for the library's tests. */
const BUNDLES = 2;
/** Tests that start kernels; they begin first, so that none is left over at the end. */
const LONG = ['faults', 'hygiene', 'package', 'kernel', 'new'];
/** Far more than any test file takes. */
const LIMIT_MS = 600_000;
const REPORTER = new URL('../test-reporter.js', import.meta.url).href;
const SUMMARY = /(\d+) passed, (\d+) failed\n$/;
const PASSES = /^✔ .*\n/gm;

/** The compiled tests in a folder of `test`; found by their sources, since a deleted test leaves its compiled file. */
function compiledTests(folder: string): string[] {
  const sources = readdirSync(at('test', folder), { recursive: true, encoding: 'utf8' });
  const tests = sources.filter(file => file.endsWith('.test.ts')).sort();
  return tests.map(file => at('.cache', 'test', folder, file.replace(/\.ts$/, '.js')));
}

/**
 * Deals test files out to a few that import them, for tests that need no process of their own: to start one and to
 * load its packages takes longer than most of these files do.
 */
function bundled(tests: string[]): string[] {
  return Array.from({ length: BUNDLES }, (_, part) => {
    const own = tests.filter((_test, i) => i % BUNDLES === part);
    const entry = at('.cache', 'test', `library-${part + 1}.js`);
    writeFileSync(entry, own.map(test => `import '${pathToFileURL(test)}';\n`).join(''));
    return entry;
  });
}

/** Runs one file in a process of its own, prints what fails, and returns how many tests passed and failed. */
export async function runTestFile(file: string, limit = LIMIT_MS): Promise<[passed: number, failed: number]> {
  const { status, stdout, stderr } = await run(process.execPath, ['--test-reporter', REPORTER, file], {
    timeout: limit,
    // Set by a `node --test` above, it would turn the reporter off.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
  const [, passed, failed] = SUMMARY.exec(stdout)?.map(Number) ?? [];
  if (status === 0 && passed !== undefined && failed === 0) return [passed, 0];
  console.log(stdout.replace(PASSES, '').replace(SUMMARY, '') + stderr);
  if (passed !== undefined && failed) return [passed, failed];
  const passes = stdout.match(PASSES) ?? [];
  console.log(
    `✖ ${path.basename(file)} did not come to the end of its tests ` +
      `(${status === null ? `killed, at the latest after ${limit / 1000} s` : `exit status ${status}`}). ` +
      `The last to pass: ${passes.at(-1)?.trim() ?? 'none'}`,
  );
  return [passes.length, 1];
}

/** Runs all unit tests, prints their numbers, and returns whether all pass. */
export async function unitTestsPass(): Promise<boolean> {
  const isLong = (file: string) => LONG.includes(path.basename(file, '.test.js'));
  const tooling = compiledTests('tooling');
  const files = [
    ...tooling.filter(isLong),
    ...bundled(compiledTests('ktln2')),
    ...tooling.filter(file => !isLong(file)),
  ];
  // Those of the tooling often wait for kernels: two more at once than there are cores.
  const results = await pool(files, availableParallelism() + 2, file => runTestFile(file));
  const [passed, failed] = [0, 1].map(i => results.reduce((sum, counts) => sum + (counts[i] ?? 0), 0));
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}
