/** The picture in the README: a copy of one chapter's figure, so that it shows what the notebooks show. */
import { existsSync, readFileSync } from 'node:fs';
import { writeAtomically } from '../../write-atomically.js';
import { PLOTLY, pngOf } from '../../figures/picture.js';
import { isCode, type Notebook } from '../../notebook/notebook.js';
import { loadNotebook } from '../../notebook/read.js';
import { at, REPOSITORY } from '../paths.js';

const NOTEBOOK = at('notebooks', '01-landauer-static-vs-image.ipynb');
/** The id of the cell whose figure it is. */
const CELL = 'ladder-figure';

/** The copy's path. */
export const README_FIGURE = at('notebooks', 'readme-figure.png');

/** The static picture in the outputs of a cell; throws if there is none. */
export function pictureOf(notebook: Notebook, cellId: string): Buffer {
  const outputs = notebook.cells.filter(isCode).find(cell => cell.id === cellId)?.outputs ?? [];
  const figure = outputs.find(output => output.output_type === 'display_data' && PLOTLY in output.data);
  const png = figure?.output_type === 'display_data' ? pngOf(figure.data) : undefined;
  if (!png)
    throw new Error(`no figure in the outputs of cell "${cellId}"; expected one with a static picture`);
  return Buffer.from(png, 'base64');
}

/** What the copy must be. */
export const readmePicture = (): Buffer => pictureOf(loadNotebook(NOTEBOOK, REPOSITORY).notebook, CELL);

/** Brings the copy up to date. */
export function writeReadmeFigure(): void {
  const picture = readmePicture();
  if (!existsSync(README_FIGURE) || !readFileSync(README_FIGURE).equals(picture)) {
    writeAtomically(README_FIGURE, picture);
  }
}
