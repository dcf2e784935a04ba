/** `npm test`: type check, lint, unit tests, headless check; stops at the first that fails. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { at } from '../paths.js';
import { run, timed } from '../run.js';
import { setUpTensors } from '../setup/tensors.js';
import { checkAll, load, staticComplaints } from './check.js';
import { lint } from './lint.js';

/** The compiled tests; found by their sources, since a deleted test leaves its compiled file behind. */
function compiledTests(): string[] {
  const sources = readdirSync(at('test'), { recursive: true }) as string[];
  const tests = sources.filter(file => file.endsWith('.test.ts')).sort();
  return tests.map(file => at('.cache', 'test', file.replace(/\.ts$/, '.js')));
}

export async function test(): Promise<number> {
  console.log(`Tensors: ${await setUpTensors()}`);
  const notebooks = load([]);
  // The sources themselves were type-checked when they were compiled, before this ran.
  if ((await timed('Types of the cells', () => staticComplaints(notebooks))) > 0) return 1;
  if ((await timed('Lint', () => lint(false))) !== 0) return 1;
  const tests = await timed('Unit tests', () =>
    run(process.execPath, ['--test', ...compiledTests().map(file => path.relative(at(), file))], {
      inherit: true,
    }),
  );
  if (tests.status !== 0) return 1;
  const reports = await timed('Notebooks', () => checkAll(notebooks));
  return reports.every(report => report.failures.length === 0) ? 0 : 1;
}
