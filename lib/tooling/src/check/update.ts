/** Writes new outputs into a notebook: only those that changed, atomically, and never of a failed run. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Artist } from '../draw/chromium.js';
import { formatNotebook, type Notebook, type Output } from '../notebook/notebook.js';
import { rulesOf } from '../notebook/rules.js';
import { executeTimed, type Progress, type Report, summarise } from './check.js';
import { compareOutputs } from './compare.js';
import type { Execution } from './execute.js';
import { PLOTLY, pictureHtml } from './picture.js';

/** Replaces a file in one step: whoever reads it sees the old content or the new, nothing between. */
export function writeAtomically(file: string, content: string | Buffer): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The outputs to store for a cell: the committed ones if the new ones match them. */
async function outputsToStore(
  { cell, outputs }: Execution,
  artist: () => Promise<Artist>,
): Promise<Output[]> {
  const { live, ...asked } = rulesOf(cell).rules;
  // A live cell's numbers differ in every run: stored anew only when its words do, so that updates settle.
  const rules = live ? { rtol: Infinity, atol: Infinity } : asked;
  if (compareOutputs(cell.outputs, outputs, rules).length === 0) return cell.outputs;
  const stored: Output[] = [];
  for (const [i, output] of outputs.entries()) {
    const old = cell.outputs[i];
    if (output.output_type !== 'display_data' || !(PLOTLY in output.data)) stored.push(output);
    else if (old && compareOutputs([old], [output], rules).length === 0) stored.push(old);
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
  loaded: { file: string; notebook: Notebook },
  onProgress?: Progress,
): Promise<Report & { changed: boolean }> {
  const { file, notebook } = loaded;
  const { executions, seconds } = await executeTimed(loaded, onProgress);
  const report = summarise(file, seconds, executions, false);
  if (report.failures.length > 0) return { ...report, changed: false };
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
  const changed = text !== readFileSync(file, 'utf8');
  if (changed) writeAtomically(file, text);
  return { ...report, changed };
}
