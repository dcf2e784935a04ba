/** `npm run lint [-- --write]`: one formatter and linter for the sources, the tests and the notebooks' cells. */
import { writeAtomically } from '../../write-atomically.js';
import { biome } from '../biome.js';
import { formatNotebook } from '../../notebook/notebook.js';
import { shown } from '../paths.js';
import { isLoaded } from '../../notebooks.js';
import { loadCollection } from './check.js';

export async function lint(write: boolean): Promise<number> {
  const { ok, report, changed } = await biome(loadCollection().filter(isLoaded), write);
  for (const { file, notebook } of changed) {
    writeAtomically(file, formatNotebook(notebook));
    console.log(`formatted ${shown(file)}`);
  }
  console.log(report);
  return ok ? 0 : 1;
}
