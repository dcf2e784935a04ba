/** Re-executes a notebook and holds what it puts out against what is committed. */
import path from 'node:path';
import type { Loaded } from '../notebook/notebook.js';
import type { Repository } from '../repository.js';
import { execute, type Progress } from './execute.js';
import { keepChangedPictures } from '../figures/changed-pictures.js';
import { type Report, reportOn } from './report.js';
import type { Execution } from './session.js';

/** Executes a notebook in its own folder and times it. */
export async function executeTimed(
  { file, notebook }: Loaded,
  { config }: Repository,
  onProgress?: Progress,
): Promise<{ executions: Execution[]; seconds: number }> {
  const started = performance.now();
  const executions = await execute(notebook, config, path.dirname(path.resolve(file)), onProgress);
  return { executions, seconds: (performance.now() - started) / 1_000 };
}

/** Checks one notebook; of a figure that differs, pictures before and after are left for the eye. */
export async function checkNotebook(
  loaded: Loaded,
  repository: Repository,
  onProgress?: Progress,
): Promise<Report> {
  const { executions, seconds } = await executeTimed(loaded, repository, onProgress);
  const report = await reportOn(loaded.file, seconds, executions, true);
  const differing = executions.filter((e, i) => e.problems.length === 0 && report.cells[i]?.problems.length);
  for (const execution of differing) {
    const kept = await keepChangedPictures(loaded.file, execution);
    report.cells.find(cell => cell.number === execution.number)?.problems.push(...kept);
  }
  return report;
}
