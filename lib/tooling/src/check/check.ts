/** Re-executes a notebook and holds what it puts out against what is committed. */
import path from 'node:path';
import type { Notebook } from '../notebook/notebook.js';
import { rulesOf } from '../notebook/rules.js';
import { compareOutputs } from './compare.js';
import { type Execution, execute } from './execute.js';

/** What a check found in one notebook. */
export interface Report {
  file: string;
  /** Seconds from the kernel's start to its end. */
  seconds: number;
  cells: number;
  /** Cells whose output is not compared (tag `live`). */
  live: number;
  /** Cells whose numbers may differ within a stated tolerance. */
  tolerant: number;
  /** Cells that may write to standard error. */
  allowStderr: number;
  failures: Failure[];
}

export interface Failure {
  /** 1-based number among all cells of the notebook. */
  cell: number;
  /** The first line of the cell's source. */
  source: string;
  problems: string[];
}

export type Progress = (done: number, of: number) => void;

/** Executes a notebook in its own folder and times it. */
export async function executeTimed(
  { file, notebook }: { file: string; notebook: Notebook },
  onProgress?: Progress,
): Promise<{ executions: Execution[]; seconds: number }> {
  const started = performance.now();
  const executions = await execute(notebook, path.dirname(path.resolve(file)), onProgress);
  return { executions, seconds: (performance.now() - started) / 1_000 };
}

/** The problems of an executed cell, including differences from its committed outputs. */
function problemsOf({ cell, problems, outputs }: Execution): string[] {
  const { rules } = rulesOf(cell);
  if (problems.length > 0) return problems;
  if (rules.live) return cell.outputs.length === 0 && outputs.length > 0 ? ['no committed output'] : [];
  return compareOutputs(cell.outputs, outputs, rules);
}

/** Summarises executed cells. */
export function summarise(file: string, seconds: number, executions: Execution[], compare: boolean): Report {
  const rules = executions.map(({ cell }) => rulesOf(cell).rules);
  const failures = executions.map(execution => ({
    cell: execution.number,
    source: execution.cell.source.trim().split('\n')[0] ?? '',
    problems: compare ? problemsOf(execution) : execution.problems,
  }));
  return {
    file,
    seconds,
    cells: executions.length,
    live: rules.filter(r => r.live).length,
    tolerant: rules.filter(r => r.rtol + r.atol > 0).length,
    allowStderr: rules.filter(r => r.allowStderr).length,
    failures: failures.filter(({ problems }) => problems.length > 0),
  };
}

/** Checks one notebook. */
export async function checkNotebook(
  loaded: { file: string; notebook: Notebook },
  onProgress?: Progress,
): Promise<Report> {
  const { executions, seconds } = await executeTimed(loaded, onProgress);
  return summarise(loaded.file, seconds, executions, true);
}
