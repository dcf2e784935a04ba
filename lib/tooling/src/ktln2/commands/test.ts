/** `npm test`: type check, lint, unit tests, headless check; stops at the first that fails. */
import { timed } from '../../run.js';
import { setUpTensors } from '../setup/tensors.js';
import { failed } from '../../check/report.js';
import { checkAll } from './check.js';
import { load } from './notebooks.js';
import { lint } from './lint.js';
import { unitTestsPass } from './unit-tests.js';

export async function test(): Promise<number> {
  const tensors = await setUpTensors();
  console.log(`Tensors: ${tensors}`);
  // The sources themselves were type-checked when they were compiled, before this ran.
  if ((await timed('Lint', () => lint(false))) !== 0) return 1;
  if (!(await timed('Unit tests', unitTestsPass))) return 1;
  const reports = await timed('Notebooks', () => checkAll(load(), tensors));
  return reports.some(failed) ? 1 : 0;
}
