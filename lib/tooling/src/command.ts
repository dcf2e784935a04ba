/** The check as a command: finds notebooks, runs them side by side, and tells what came of it. */
import path from 'node:path';
import { checkNotebook } from './check/check.js';
import type { ExecuteOptions } from './check/execute.js';
import { forgetGone, isKnownGood, rememberRun, secondsOf } from './check/history.js';
import { pool } from './check/pool.js';
import { problem } from './check/problem.js';
import { repeatNotebook } from './check/repeat.js';
import { failed, knownGood, notRun, type Report } from './check/report.js';
import { storedComplaints } from './check/static.js';
import { typeComplaints } from './check/types.js';
import { updateNotebook } from './check/update.js';
import { messageOf, PlainError, UsageError } from './errors.js';
import type { Loaded } from './notebook/notebook.js';
import { findNotebooks, isLoaded, loadOrReport } from './notebooks.js';
import { type CheckOptions, DEFAULT_OPTIONS } from './options.js';
import { type ReportKind, tryReportFile, writeReportFile } from './report-files.js';
import { formatAnnotations } from './reporters/github.js';
import { formatJson } from './reporters/json.js';
import { formatJUnit } from './reporters/junit.js';
import { formatExemptions, formatReport, ProgressLine } from './reporters/terminal.js';
import type { Repository } from './repository.js';

/** What the caller knows besides: its outcome depends on it. */
export interface Surroundings {
  repository: Repository;
  /** Part of the fingerprint of `--changed`: the tensor tier, for instance. */
  context: string;
  /** How kernels are started and how long they may take, if not as usual. */
  execute?: Pick<ExecuteOptions, 'start' | 'limits' | 'patience'>;
}

/** A notebook's run: the report, what else there is to say, and the notebook as it is stored afterwards. */
interface Outcome {
  report: Report;
  stored: Loaded;
  remark?: string;
}

/** Runs one notebook as the options ask. */
async function runOne(
  loaded: Loaded,
  { repository, context, execute }: Surroundings,
  { update, repeat, passes }: CheckOptions,
  onProgress: NonNullable<ExecuteOptions['onProgress']>,
): Promise<Outcome> {
  const options = { ...execute, onProgress, passes };
  if (update) {
    const { report, stored, written } = await updateNotebook(loaded, repository, options);
    return { report, stored, ...(written && { remark: '  written' }) };
  }
  if (repeat > 1) {
    const { report, failures, moved } = await repeatNotebook(loaded, repository, repeat, options);
    const lines = moved.map(({ cell, id, runs, differences }) =>
      [`  cell ${cell} (${id}) moved in ${runs} of ${repeat} runs:`, ...differences].join('\n    '),
    );
    return {
      report,
      stored: loaded,
      remark: [`\n  ${repeat} runs, ${failures} failed`, ...lines].join('\n'),
    };
  }
  const began = Date.now();
  const { report, trace } = await checkNotebook(loaded, repository, options);
  const good = !failed(report) && passes === 1 ? trace : undefined;
  rememberRun(loaded, repository, context, { seconds: report.seconds, began, trace: good });
  return { report, stored: loaded };
}

/** Checks one notebook, as it is stored and as it runs. */
async function examine(
  loaded: Loaded,
  types: string[],
  surroundings: Surroundings,
  options: CheckOptions,
  onProgress: NonNullable<ExecuteOptions['onProgress']>,
): Promise<[Report, remark: string]> {
  const { repository, context } = surroundings;
  const complaints = (stored: Loaded) => [
    ...storedComplaints(stored, repository).map(text => problem('stored', text)),
    ...types.map(text => problem('types', text)),
  ];
  // With a complaint that needs no run, nothing is known good.
  if (options.changed && complaints(loaded).length === 0 && isKnownGood(loaded, repository, context)) {
    return [knownGood(loaded, repository.config), ''];
  }
  const { report, stored, remark = '' } = await runOne(loaded, surroundings, options, onProgress);
  // Of what is stored afterwards, so that they speak of what --update has written.
  report.problems.push(...complaints(stored));
  return [report, remark];
}

/** Checks one notebook and prints its report; what goes wrong with it does not keep the others from being checked. */
async function reportOne(
  loaded: Loaded,
  types: string[],
  surroundings: Surroundings,
  options: CheckOptions,
  progress: ProgressLine,
): Promise<Report> {
  const { name } = loaded;
  const onProgress = (done: number, of: number) => progress.update(name, done, of);
  const [report, remark] = await examine(loaded, types, surroundings, options, onProgress).catch(error => {
    const plain = error instanceof PlainError;
    const text = plain ? error.message : `the checker itself failed: ${(error as Error)?.stack ?? error}`;
    return [notRun(name, problem(plain && options.update ? 'update' : 'kernel', text)), ''] as [
      Report,
      string,
    ];
  });
  progress.finish(name);
  console.log(formatReport(report) + remark);
  return report;
}

/** Checks notebooks side by side, the longest first; prints each report as it comes, returns all in order. */
export async function checkAll(
  items: (Loaded | Report)[],
  surroundings: Surroundings,
  options: CheckOptions = DEFAULT_OPTIONS,
): Promise<Report[]> {
  forgetGone(surroundings.repository);
  const notebooks = items.filter(isLoaded);
  const types = await typeComplaints(notebooks, surroundings.repository);
  const progress = new ProgressLine(process.stderr);
  for (const report of items) if (!isLoaded(report)) console.log(formatReport(report));
  const seconds = (item: Loaded) => secondsOf(item, surroundings.repository) ?? Infinity;
  const longestFirst = notebooks
    .map(item => ({ item, took: seconds(item) }))
    .sort((a, b) => b.took - a.took || 0);
  const reports = new Map<Loaded, Report>();
  await pool(longestFirst, options.jobs, async ({ item }) => {
    reports.set(item, await reportOne(item, types.get(item.file) ?? [], surroundings, options, progress));
  });
  return items.map(item => (isLoaded(item) ? (reports.get(item) as Report) : item));
}

/**
 * Runs the command on the notebooks that `paths` name, relative to `base`; returns the reports and the exit status.
 *
 * @throws UsageError if the words make no sense
 */
export async function checkCommand(
  paths: string[],
  options: CheckOptions,
  surroundings: Surroundings,
  base: string,
): Promise<{ reports: Report[]; status: number }> {
  const { repository } = surroundings;
  const targets = (['junit', 'json'] as const).flatMap((kind): [ReportKind, string][] => {
    const file = options[kind];
    return file === undefined ? [] : [[kind, path.resolve(base, file)]];
  });
  if (new Set(targets.map(([, file]) => file)).size < targets.length) {
    throw new UsageError('--junit and --json name the same file; name two');
  }
  const files = findNotebooks(paths, repository, base);
  for (const [kind, file] of targets) tryReportFile(kind, file);
  const reports = await checkAll(
    files.map(file => loadOrReport(file, repository)),
    surroundings,
    options,
  );
  let status = reports.some(failed) ? 1 : 0;
  for (const [kind, file] of targets) {
    try {
      writeReportFile(kind, file, kind === 'junit' ? formatJUnit(reports) : formatJson(reports));
    } catch (error) {
      console.error(messageOf(error));
      status = 1;
    }
  }
  if (options.github) console.log(formatAnnotations(reports));
  console.log(formatExemptions(reports));
  const bad = reports.filter(failed).length;
  console.log(`${reports.length - bad} of ${reports.length} notebooks ok`);
  return { reports, status };
}
