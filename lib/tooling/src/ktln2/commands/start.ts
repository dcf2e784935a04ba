/** `npm start`: the main job. Sets up, re-executes and checks every notebook, and publishes the pages. */
import { PlainError } from '../../errors.js';
import { shown } from '../paths.js';
import { setUpPython } from '../setup/python.js';
import { setUpTensors } from '../setup/tensors.js';
import { publishSite } from '../publish/site.js';
import { failed } from '../../check/report.js';
import { checkAll } from './check.js';
import { load } from './notebooks.js';
import { timed } from '../../run.js';

export async function start(): Promise<number> {
  const python = await setUpPython();
  const tensors = await setUpTensors();
  console.log(`Tensors: ${tensors}`);
  const notebooks = load();
  console.log(`Re-executing ${notebooks.length} notebooks`);
  const reports = await checkAll(notebooks, tensors);
  const bad = reports.filter(failed);
  if (bad.length > 0) {
    const names = bad.map(({ file }) => shown(file)).join(', ');
    throw new PlainError(`Not published: ${names} does not match its committed outputs.`);
  }
  const index = await timed('Publishing', () => publishSite(python, notebooks));
  console.log(`Every output matches. Read the pages at ${shown(index)}`);
  return 0;
}
