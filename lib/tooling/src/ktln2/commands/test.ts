/** `npm test`: type check, lint, unit tests, headless check; stops at the first that fails. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { at } from '../paths.js';
import { run, timed } from '../../run.js';
import { failed } from '../../check/report.js';
import { checkAll } from '../../command.js';
import { loadCollection, surroundings } from './check.js';
import { lint } from './lint.js';

/** The compiled tests; found by their sources, since a deleted test leaves its compiled file behind. */
function compiledTests(): string[] {
  const sources = readdirSync(at('test'), { recursive: true }) as string[];
  const tests = sources.filter(file => file.endsWith('.test.ts')).sort();
  return tests.map(file => at('.cache', 'test', file.replace(/\.ts$/, '.js')));
}

export async function test(): Promise<number> {
  const around = await surroundings();
  // The sources themselves were type-checked when they were compiled, before this ran.
  if ((await timed('Lint', () => lint(false))) !== 0) return 1;
  const tests = await timed('Unit tests', () =>
    run(process.execPath, ['--test', ...compiledTests().map(file => path.relative(at(), file))], {
      inherit: true,
    }),
  );
  if (tests.status !== 0) return 1;
  const reports = await timed('Notebooks', () => checkAll(loadCollection(), around));
  return reports.some(failed) ? 1 : 0;
}
