/** Writes new outputs into a notebook: only those that changed, atomically, and never of a failed run. */
import { readFileSync } from 'node:fs';
import { writeAtomically } from '../write-atomically.js';
import { Artist } from '../figures/chromium.js';
import { formatNotebook, type Loaded, type Output } from '../notebook/notebook.js';
import { executeTimed } from './check.js';
import { compareOutputs } from './compare.js';
import { ANY_NUMBER } from './numbers.js';
import type { Repository } from '../repository.js';
import type { Progress } from './execute.js';
import { failed, type Report, reportOn } from './report.js';
import type { Execution } from './session.js';
import { PLOTLY, pictureHtml } from '../figures/picture.js';

/** The outputs to store for a cell: the committed ones if the new ones match them. */
async function outputsToStore(
  { cell, rules: own, outputs }: Execution,
  artist: () => Promise<Artist>,
): Promise<Output[]> {
  const { live, ...asked } = own;
  // A live cell's numbers differ in every run: stored anew only when its words do, so that updates settle.
  const rules = live ? ANY_NUMBER : asked;
  if ((await compareOutputs(cell.outputs, outputs, rules)).length === 0) return cell.outputs;
  const stored: Output[] = [];
  for (const [i, output] of outputs.entries()) {
    const old = cell.outputs[i];
    if (output.output_type !== 'display_data' || !(PLOTLY in output.data)) stored.push(output);
    else if (old && (await compareOutputs([old], [output], rules)).length === 0) stored.push(old);
    else {
      const figure = output.data[PLOTLY];
      const html = pictureHtml(figure, await (await artist()).draw(figure));
      stored.push({ ...output, data: { ...output.data, 'text/html': html } });
    }
  }
  return stored;
}

/** Re-executes a notebook and stores its outputs; a notebook with a failed cell is left as it is. */
export async function updateNotebook(
  loaded: Loaded,
  repository: Repository,
  onProgress?: Progress,
): Promise<{ report: Report; written: boolean }> {
  const { file, notebook } = loaded;
  const { executions, seconds } = await executeTimed(loaded, repository, onProgress);
  const report = await reportOn(file, seconds, executions, false);
  if (failed(report)) return { report, written: false };
  let artist: Artist | undefined;
  const getArtist = async () => {
    artist ??= await Artist.open();
    return artist;
  };
  try {
    for (const execution of executions) execution.cell.outputs = await outputsToStore(execution, getArtist);
  } finally {
    await artist?.close();
  }
  const text = formatNotebook(notebook);
  const written = text !== readFileSync(file, 'utf8');
  if (written) writeAtomically(file, text);
  return { report, written };
}
