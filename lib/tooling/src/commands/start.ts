/** `npm start`: the main job. Sets up, re-executes and checks every notebook, and publishes the pages. */
import { PlainError } from '../errors.js';
import { shown } from '../paths.js';
import { setUpPython } from '../setup/python.js';
import { setUpTensors } from '../setup/tensors.js';
import { publishSite } from '../publish/site.js';
import { checkAll, load } from './check.js';
import { timed } from '../run.js';

export async function start(): Promise<number> {
  const python = await setUpPython();
  console.log(`Tensors: ${await setUpTensors()}`);
  const notebooks = load([]);
  console.log(`Re-executing ${notebooks.length} notebooks`);
  const reports = await checkAll(notebooks);
  const failed = reports.filter(report => report.failures.length > 0);
  if (failed.length > 0) {
    const names = failed.map(({ file }) => shown(file)).join(', ');
    throw new PlainError(`Not published: ${names} does not match its committed outputs.`);
  }
  const index = await timed('Publishing', () => publishSite(python, notebooks));
  console.log(`Every output matches. Read the pages at ${shown(index)}`);
  return 0;
}
