/** Stores new outputs in a notebook: only those that changed, in one step, and never of a failed run. */
import { PlainError } from '../errors.js';
import { Artist } from '../figures/chromium.js';
import { PLOTLY, pictureHtml } from '../figures/picture.js';
import { formatNotebook, isCode, type Loaded, type Output } from '../notebook/notebook.js';
import type { Repository } from '../repository.js';
import { replaceUnchanged } from '../write-atomically.js';
import { executeTimed } from './check.js';
import { compareOutputs } from './compare.js';
import type { ExecuteOptions } from './execute.js';
import type { Execution } from './execution.js';
import { ANY_NUMBER } from './numbers.js';
import { failed, type Report, reportOn } from './report.js';

/** The outputs to store for a cell: the stored ones if the new ones match them. */
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

/** An integer in a JSON text that JavaScript cannot hold to the last digit; undefined if there is none. */
const longInteger = (json: string): string | undefined =>
  // Texts are passed over as a whole.
  json
    .match(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g)
    ?.find(token => token[0] !== '"' && String(Number(token)) !== token);

/** Puts the outputs of a run into the notebook; cells that have nothing to run keep none. */
async function takeOver({ notebook }: Loaded, { root }: Repository, executions: Execution[]): Promise<void> {
  let artist: Artist | undefined;
  const getArtist = async () => {
    artist ??= await Artist.open(root);
    return artist;
  };
  try {
    for (const execution of executions) execution.cell.outputs = await outputsToStore(execution, getArtist);
  } finally {
    await artist?.close();
  }
  for (const cell of notebook.cells.filter(isCode)) if (!cell.source.trim()) cell.outputs = [];
}

/**
 * Re-executes a notebook and stores its outputs; a notebook with a failed cell is left as it is.
 *
 * @returns the report, and the notebook as it is stored afterwards
 * @throws PlainError if the outputs cannot be stored, which leaves the notebook as it is
 */
export async function updateNotebook(
  loaded: Loaded,
  repository: Repository,
  options: ExecuteOptions = {},
): Promise<{ report: Report; stored: Loaded; written: boolean }> {
  const { executions, seconds } = await executeTimed(loaded, repository, options);
  const report = await reportOn(loaded.name, seconds, executions, false);
  if (failed(report)) return { report, stored: loaded, written: false };
  await takeOver(loaded, repository, executions);
  const number = longInteger(loaded.bytes.toString());
  if (number !== undefined) {
    throw new PlainError(`it holds the number ${number}, which would lose digits; store it as a text`);
  }
  const text = formatNotebook(loaded.notebook, repository.config);
  const bytes = Buffer.from(text);
  if (bytes.equals(loaded.bytes)) return { report, stored: loaded, written: false };
  replaceUnchanged(loaded.file, loaded.bytes, text);
  return { report, stored: { ...loaded, bytes }, written: true };
}
