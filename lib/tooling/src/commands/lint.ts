/** `npm run lint [-- --write]`: one formatter and linter for the sources, the tests and the notebooks' cells. */
import { writeAtomically } from '../check/update.js';
import { BIOME, formatted, lintCells } from '../check/static.js';
import { formatNotebook } from '../notebook/notebook.js';
import { shown } from '../paths.js';
import { run } from '../run.js';
import { load } from './check.js';

export async function lint(write: boolean): Promise<number> {
  const args = [BIOME, 'check', ...(write ? ['--write'] : []), 'lib', 'test', '.'];
  const sources = await run(process.execPath, args, { inherit: true });
  const { report, all } = await lintCells(load([]), write);
  if (write) {
    for (const { file, notebook } of formatted(all)) {
      writeAtomically(file, formatNotebook(notebook));
      console.log(`formatted ${shown(file)}`);
    }
  }
  if (report) console.log(report);
  return sources.status === 0 && !report ? 0 : 1;
}
