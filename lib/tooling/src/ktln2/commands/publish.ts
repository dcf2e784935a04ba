/** `npm run publish:site`: makes the pages from the notebooks as they are, without running them. */
import { isLoaded } from '../../notebooks.js';
import { shown } from '../paths.js';
import { publishSite } from '../publish/site.js';
import { setUpPython } from '../setup/python.js';
import { loadCollection } from './check.js';

export async function publish(): Promise<number> {
  const index = await publishSite(await setUpPython(), loadCollection().filter(isLoaded));
  console.log(`Read the pages at ${shown(index)}`);
  return 0;
}
