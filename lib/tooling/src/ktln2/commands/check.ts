/** `npm run check [-- options] [-- notebook …]`: re-executes notebooks and checks, or stores, their outputs. */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { checkNotebook } from '../../check/check.js';
import { fingerprint, knownOf, rememberRun } from '../../check/history.js';
import { pool } from '../../check/pool.js';
import { repeatNotebook } from '../../check/repeat.js';
import { failed, type Report } from '../../check/report.js';
import { storedComplaints, typeComplaints } from '../../check/static.js';
import { updateNotebook } from '../../check/update.js';
import { messageOf, PlainError } from '../../errors.js';
import type { Loaded } from '../../notebook/notebook.js';
import { REPOSITORY, shown } from '../paths.js';
import { writeReadmeFigure } from '../publish/readme-figure.js';
import { formatAnnotations } from '../../reporters/github.js';
import { formatJUnit } from '../../reporters/junit.js';
import { formatExemptions, formatReport, ProgressLine } from '../../reporters/terminal.js';
import { setUpTensors } from '../setup/tensors.js';
import { load } from './notebooks.js';

export interface CheckOptions {
  /** Stores new outputs instead of comparing. */
  update: boolean;
  /** Skips notebooks that are known good with everything as it is now. */
  changed: boolean;
  /** Annotates failed cells for GitHub. */
  github: boolean;
  /** How often each notebook runs. */
  repeat: number;
  /** How many notebooks run side by side. */
  jobs: number;
  /** Files to write reports to. */
  junit: string | undefined;
  json: string | undefined;
}

export const DEFAULTS: CheckOptions = {
  update: false,
  changed: false,
  github: false,
  repeat: 1,
  jobs: availableParallelism(),
  junit: undefined,
  json: undefined,
};

const longestFirst = (notebooks: Loaded[]): Loaded[] =>
  notebooks.toSorted(
    (a, b) => (knownOf(b.file)?.seconds ?? Infinity) - (knownOf(a.file)?.seconds ?? Infinity),
  );

/** The report on a notebook that could not be executed or updated at all. */
const notRun = (file: string, complaint: string): Report => ({
  file,
  seconds: 0,
  cells: [],
  complaints: [complaint],
});

/** Runs one notebook as the options ask; returns the report and what else there is to say. */
async function runOne(
  loaded: Loaded,
  options: CheckOptions,
  progress: ProgressLine,
): Promise<[Report, string]> {
  const { file } = loaded;
  const onProgress = (done: number, of: number) => progress.update(file, done, of);
  if (options.update) {
    const { report, written } = await updateNotebook(loaded, REPOSITORY, onProgress);
    return [report, written ? '  written' : ''];
  }
  if (options.repeat === 1) return [await checkNotebook(loaded, REPOSITORY, onProgress), ''];
  const { repeat } = options;
  const { report, failures, moved } = await repeatNotebook(loaded, REPOSITORY, repeat, run =>
    onProgress(run - 1, repeat),
  );
  const lines = moved.map(({ cell, id, runs, differences }) =>
    [`  cell ${cell} (${id}) moved in ${runs} of ${repeat} runs:`, ...differences].join('\n    '),
  );
  return [report, [`  ${repeat} runs, ${failures} failed`, ...lines].join('\n')];
}

/** Checks notebooks side by side, the longest first; prints each report as it comes, returns all in order. */
export async function checkAll(
  notebooks: Loaded[],
  tensorTier: string,
  options: CheckOptions = DEFAULTS,
): Promise<Report[]> {
  const types = await typeComplaints(notebooks);
  const progress = new ProgressLine(process.stderr);
  const reports = await pool(longestFirst(notebooks), options.jobs, async (loaded): Promise<Report> => {
    const { file } = loaded;
    const good = fingerprint(file, tensorTier);
    if (options.changed && knownOf(file)?.good === good) {
      console.log(`same ${shown(file)}  (known good, not run)`);
      return { file, seconds: 0, cells: [], complaints: [] };
    }
    const [report, remark] = await runOne(loaded, options, progress).catch(error => {
      // One notebook that cannot be run or updated does not keep the others from it.
      if (error instanceof PlainError) return [notRun(file, messageOf(error)), ''] as [Report, string];
      throw error;
    });
    // After the run, so that they speak of what --update has stored.
    report.complaints.push(...storedComplaints(loaded, REPOSITORY), ...(types.get(file) ?? []));
    progress.finish(file);
    console.log(
      [formatReport(report), remark].filter(Boolean).join(remark.startsWith('  written') ? '' : '\n'),
    );
    if (!options.update) {
      rememberRun(file, { seconds: report.seconds, ...(failed(report) ? {} : { good }) });
    }
    return report;
  });
  const order = notebooks.map(({ file }) => file);
  return reports.sort((a, b) => order.indexOf(a.file) - order.indexOf(b.file));
}

/** Writes the reports that were asked for in files. */
function writeReports(reports: Report[], { junit, json, github }: CheckOptions): void {
  const target = (file: string) => path.resolve(process.env.INIT_CWD ?? '.', file);
  const named = reports.map(report => ({ ...report, file: shown(report.file) }));
  if (junit) writeFileSync(target(junit), formatJUnit(reports));
  if (json) writeFileSync(target(json), `${JSON.stringify(named, null, 2)}\n`);
  if (github) console.log(formatAnnotations(reports));
}

export async function check(files: string[], options: CheckOptions): Promise<number> {
  const notebooks = load(files);
  const tensors = await setUpTensors();
  console.log(`Tensors: ${tensors}`);
  const reports = await checkAll(notebooks, tensors, options);
  if (options.update && files.length === 0 && !reports.some(failed)) writeReadmeFigure();
  writeReports(reports, options);
  console.log(formatExemptions(reports));
  const bad = reports.filter(failed).length;
  console.log(`${reports.length - bad} of ${reports.length} notebooks ok`);
  return bad > 0 ? 1 : 0;
}
