/** Re-executes a notebook and holds what it puts out against what is stored. */
import path from 'node:path';
import { keepChangedPictures } from '../figures/changed-pictures.js';
import { Kernel } from '../kernel/kernel.js';
import type { Trace } from '../kernel/trace.cjs';
import type { Loaded } from '../notebook/notebook.js';
import type { Repository } from '../repository.js';
import { type ExecuteOptions, execute, type Run } from './execute.js';
import { problem } from './problem.js';
import { type Report, reportOn } from './report.js';

/** Executes a notebook in its own folder and times it. */
export async function executeTimed(
  { file, notebook }: Loaded,
  { root, config }: Repository,
  options: ExecuteOptions,
): Promise<Run & { seconds: number }> {
  const started = performance.now();
  const start = options.start ?? Kernel.start;
  const kernel = await start(root, path.dirname(file));
  const run = await execute(notebook, config, kernel, options);
  return { ...run, seconds: (performance.now() - started) / 1_000 };
}

/** Checks one notebook; of a figure that differs, pictures before and after are left for the eye. */
export async function checkNotebook(
  loaded: Loaded,
  repository: Repository,
  options: ExecuteOptions = {},
): Promise<{ report: Report; trace: Trace | undefined }> {
  const { executions, seconds, trace } = await executeTimed(loaded, repository, options);
  const report = await reportOn(loaded.name, seconds, executions, true);
  for (const [i, execution] of executions.entries()) {
    const told = report.cells[i]?.problems ?? [];
    if (execution.problems.length > 0 || told.length === 0) continue;
    const kept = await keepChangedPictures(loaded, repository, execution);
    told.push(...kept.map(text => problem('difference', text)));
  }
  return { report, trace };
}
