/** `npm test`: type check, lint, unit tests, headless check; stops at the first that fails. */
import { failed } from '../../check/report.js';
import { checkAll } from '../../command.js';
import { timed } from '../../run.js';
import { loadCollection, surroundings } from './check.js';
import { lint } from './lint.js';
import { unitTestsPass } from './unit-tests.js';

export async function test(): Promise<number> {
  const around = await surroundings();
  // The sources themselves were type-checked when they were compiled, before this ran.
  if ((await timed('Lint', () => lint(false))) !== 0) return 1;
  if (!(await timed('Unit tests', unitTestsPass))) return 1;
  const reports = await timed('Notebooks', () => checkAll(loadCollection(), around));
  return reports.some(failed) ? 1 : 0;
}
