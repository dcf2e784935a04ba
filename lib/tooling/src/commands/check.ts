/** `npm run check [-- --update] [-- notebook …]`: re-executes notebooks and checks, or stores, their outputs. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { checkNotebook, type Report } from '../check/check.js';
import { formatReport, progressOn } from '../check/report.js';
import { type Loaded, ruleErrors, typeErrors } from '../check/static.js';
import { updateNotebook } from '../check/update.js';
import { PlainError, UsageError } from '../errors.js';
import { readNotebook } from '../notebook/notebook.js';
import { at, shown } from '../paths.js';
import { writeReadmeFigure } from '../publish/readme-figure.js';
import { setUpTensors } from '../setup/tensors.js';

/** The notebooks of the collection, in reading order. */
export function allNotebooks(): string[] {
  const names = readdirSync(at('notebooks')).filter(name => name.endsWith('.ipynb'));
  return names.sort().map(name => at('notebooks', name));
}

/** Reads the notebooks that the command line names, or all. */
export function load(files: string[]): Loaded[] {
  const named = files.map(file => path.resolve(process.env.INIT_CWD ?? '.', file));
  const missing = named.find(file => !existsSync(file) || !file.endsWith('.ipynb'));
  if (missing) throw new UsageError(`${shown(missing)} is not a notebook; expected paths of .ipynb files`);
  return (named.length > 0 ? named : allNotebooks()).map(file => ({ file, notebook: readNotebook(file) }));
}

/** Checks notebooks one after another; returns the reports, which are printed as they come. */
export async function checkAll(notebooks: Loaded[], update = false): Promise<Report[]> {
  const reports: Report[] = [];
  for (const loaded of notebooks) {
    const progress = progressOn(process.stderr, loaded.file);
    if (update) {
      const report = await updateNotebook(loaded, progress);
      console.log(`${formatReport(report)}${report.changed ? '  written' : ''}`);
      reports.push(report);
    } else {
      const report = await checkNotebook(loaded, progress);
      console.log(formatReport(report));
      reports.push(report);
    }
  }
  return reports;
}

/** Complaints that need no kernel; printed. */
export async function staticComplaints(notebooks: Loaded[]): Promise<number> {
  const complaints = [...notebooks.flatMap(ruleErrors), ...(await typeErrors(notebooks))];
  if (complaints.length > 0) console.log(complaints.join('\n'));
  return complaints.length;
}

export async function check(files: string[], update: boolean): Promise<number> {
  const notebooks = load(files);
  console.log(`Tensors: ${await setUpTensors()}`);
  const complaints = await staticComplaints(notebooks);
  let failed = 0;
  for (const loaded of notebooks) {
    try {
      failed += (await checkAll([loaded], update)).filter(report => report.failures.length > 0).length;
    } catch (error) {
      // One notebook that cannot be updated does not keep the others from it.
      if (!(error instanceof PlainError)) throw error;
      console.log(`FAIL ${shown(loaded.file)}: ${error.message}`);
      failed += 1;
    }
  }
  if (update && failed === 0) writeReadmeFigure();
  console.log(`${notebooks.length - failed} of ${notebooks.length} notebooks ok`);
  return failed + complaints > 0 ? 1 : 0;
}
