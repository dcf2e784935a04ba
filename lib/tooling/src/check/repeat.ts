/** Runs a notebook many times over and tells which cells' outputs moved, and by how much. */
import type { Loaded, Output } from '../notebook/notebook.js';
import type { Repository } from '../repository.js';
import { executeTimed } from './check.js';
import { compareRuns } from './compare.js';
import type { ExecuteOptions } from './execute.js';
import { failed, type Report, reportOn } from './report.js';

const EXACT = { rtol: 0, atol: 0 };

/** A cell whose outputs were not the same in every run. */
export interface Moved {
  cell: number;
  id: string;
  /** In how many runs its outputs differed from those of the first. */
  runs: number;
  /** The differences of the first run that differed. */
  differences: string[];
}

/** What `times` runs of a notebook gave: the report of the first that failed, or of the last, and what moved. */
export async function repeatNotebook(
  loaded: Loaded,
  repository: Repository,
  times: number,
  { onProgress = () => {}, ...options }: ExecuteOptions,
): Promise<{ report: Report; failures: number; moved: Moved[] }> {
  const first = new Map<number, Output[]>();
  const moved = new Map<number, Moved>();
  let report: Report | undefined;
  let failures = 0;
  for (let run = 1; run <= times; run++) {
    onProgress(run - 1, times);
    const { executions, seconds } = await executeTimed(loaded, repository, options);
    const current = await reportOn(loaded.name, seconds, executions, true);
    if (!report || !failed(report)) report = current;
    if (failed(current)) failures += 1;
    for (const { cell, rules, number, outputs, ran } of executions) {
      if (!ran || rules.live) continue;
      const before = first.get(number);
      if (!before) first.set(number, outputs);
      else {
        const differences = await compareRuns(before, outputs, EXACT);
        const known = moved.get(number) ?? { cell: number, id: cell.id, runs: 0, differences };
        if (differences.length > 0) moved.set(number, { ...known, runs: known.runs + 1 });
      }
    }
  }
  return { report: report as Report, failures, moved: [...moved.values()] };
}
