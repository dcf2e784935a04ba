/** `npm run lint [-- --write]`: one formatter and linter for the sources, the tests and the notebooks' cells. */
import { biome, formatted } from '../check/static.js';
import { writeAtomically } from '../check/update.js';
import { formatNotebook } from '../notebook/notebook.js';
import { shown } from '../paths.js';
import { load } from './check.js';

export async function lint(write: boolean): Promise<number> {
  const { ok, report, all } = await biome(load([]), write);
  for (const { file, notebook } of write ? formatted(all) : []) {
    writeAtomically(file, formatNotebook(notebook));
    console.log(`formatted ${shown(file)}`);
  }
  console.log(report);
  return ok ? 0 : 1;
}
