/** `npm run check [-- options] [-- notebook …]`: the check, with this project's tensors. */
import { failed, type Report } from '../../check/report.js';
import { checkCommand, type Surroundings } from '../../command.js';
import type { Loaded } from '../../notebook/notebook.js';
import { findNotebooks, loadOrReport } from '../../notebooks.js';
import type { CheckOptions } from '../../options.js';
import { at, REPOSITORY } from '../paths.js';
import { writeReadmeFigure } from '../publish/readme-figure.js';
import { setUpTensors } from '../setup/tensors.js';

/** The folder in which the user called npm, to which paths are relative. */
export const BASE = process.env.INIT_CWD ?? process.cwd();

/** The notebooks of the collection, in reading order. */
export const collection = (): string[] => findNotebooks([], REPOSITORY, at());

/** The notebooks of the collection, read; what cannot be read comes as its report. */
export const loadCollection = (): (Loaded | Report)[] =>
  collection().map(file => loadOrReport(file, REPOSITORY));

/** Sets the tensors up and says which there are; a check's outcome depends on them. */
export async function surroundings(): Promise<Surroundings> {
  const tensors = await setUpTensors();
  console.log(`Tensors: ${tensors}`);
  return { repository: REPOSITORY, context: tensors };
}

export async function check(paths: string[], options: CheckOptions): Promise<number> {
  const { reports, status } = await checkCommand(paths, options, await surroundings(), BASE);
  if (options.update && paths.length === 0 && !reports.some(failed)) writeReadmeFigure();
  return status;
}
