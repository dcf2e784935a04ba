/** `npm test`: type check, lint, unit tests, headless check; stops at the first that fails. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { failed } from '../../check/report.js';
import { checkAll } from '../../command.js';
import { run, timed } from '../../run.js';
import { at } from '../paths.js';
import { loadCollection, surroundings } from './check.js';
import { lint } from './lint.js';

/** A test that hangs ends after as many milliseconds. */
const TEST_LIMIT_MS = 240_000;

/** Tests that start kernels; they begin first, so that none is left over at the end. */
const LONG = ['faults', 'hygiene', 'package', 'kernel'];

/** The compiled tests below a folder; found by their sources, since a deleted test leaves its compiled file behind. */
function compiledTests(folder: string): string[] {
  const sources = readdirSync(at('test', folder), { recursive: true }) as string[];
  const tests = sources.filter(file => file.endsWith('.test.ts')).sort();
  return tests.map(file => at('.cache', 'test', folder, file.replace(/\.ts$/, '.js')));
}

/**
 * Modules that import the library's tests, so that they run in as many processes and load the library once in each;
 * every so-manieth file goes to the same one, which shares the long ones out.
 */
function libraryEntries(processes: number): string[] {
  const folder = at('.cache', 'test', 'entries');
  mkdirSync(folder, { recursive: true });
  const tests = compiledTests('ktln2');
  return Array.from({ length: processes }, (_, n) => {
    const own = tests.filter((_, i) => i % processes === n);
    const imports = own.map(file => `import './${path.relative(folder, file).split(path.sep).join('/')}';\n`);
    const entry = path.join(folder, `library-${n + 1}.test.js`);
    writeFileSync(entry, imports.join(''));
    return entry;
  });
}

async function unitTests(): Promise<number> {
  const isLong = (file: string) => LONG.includes(path.basename(file, '.test.js'));
  const tooling = compiledTests('tooling');
  const all = [...tooling.filter(isLong), ...libraryEntries(2), ...tooling.filter(file => !isLong(file))];
  const files = all.map(file => path.relative(at(), file));
  // Those of the tooling often wait for kernels: one more at once than there are cores.
  const options = [`--test-concurrency=${availableParallelism() + 1}`, `--test-timeout=${TEST_LIMIT_MS}`];
  const args = ['--test', '--test-reporter=spec', ...options, ...files];
  return (await run(process.execPath, args, { cwd: at(), inherit: true })).status ?? 1;
}

export async function test(): Promise<number> {
  const around = await surroundings();
  // The sources themselves were type-checked when they were compiled, before this ran.
  if ((await timed('Lint', () => lint(false))) !== 0) return 1;
  if ((await timed('Unit tests', unitTests)) !== 0) return 1;
  const reports = await timed('Notebooks', () => checkAll(loadCollection(), around));
  return reports.some(failed) ? 1 : 0;
}
