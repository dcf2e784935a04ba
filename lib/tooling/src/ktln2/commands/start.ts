/** `npm start`: the main job. Sets up, re-executes and checks every notebook, and publishes the pages. */
import { failed } from '../../check/report.js';
import { checkAll } from '../../command.js';
import { PlainError } from '../../errors.js';
import { isLoaded } from '../../notebooks.js';
import { timed } from '../../run.js';
import { shown } from '../paths.js';
import { publishSite } from '../publish/site.js';
import { setUpPython } from '../setup/python.js';
import { loadCollection, surroundings } from './check.js';

export async function start(): Promise<number> {
  const python = await setUpPython();
  const around = await surroundings();
  const notebooks = loadCollection();
  console.log(`Re-executing ${notebooks.length} notebooks`);
  const bad = (await checkAll(notebooks, around)).filter(failed);
  if (bad.length > 0) {
    const names = bad.map(({ file }) => file).join(', ');
    throw new PlainError(`Not published: ${names} does not match its stored outputs.`);
  }
  const index = await timed('Publishing', () => publishSite(python, notebooks.filter(isLoaded)));
  console.log(`Every output matches. Read the pages at ${shown(index)}`);
  return 0;
}
