/** What a check found in one notebook, for every reporter to tell in its own way. */
import { compareOutputs } from './compare.js';
import type { Execution } from './session.js';

export interface CellReport {
  /** 1-based number among all cells of the notebook. */
  number: number;
  id: string;
  /** The first line of the cell's source. */
  source: string;
  seconds: number;
  ran: boolean;
  problems: string[];
  /** What the cell's author exempted it from; empty for most cells. */
  exempt: string[];
}

export interface Report {
  file: string;
  /** Seconds from the kernel's start to its end. */
  seconds: number;
  cells: CellReport[];
  /** Complaints about the notebook as it is stored. */
  complaints: string[];
}

/** Whether anything at all is wrong. */
export const failed = ({ cells, complaints }: Report): boolean =>
  complaints.length > 0 || cells.some(({ problems }) => problems.length > 0);

/** What the author of a cell exempted it from, in words. */
export function exemptions({ rules }: Pick<Execution, 'rules'>): string[] {
  const { live, allowStderr, rtol, atol, limit, raises } = rules;
  const all: Record<string, unknown> = {
    'live, not compared': live,
    [`rtol ${rtol}`]: rtol,
    [`atol ${atol}`]: atol,
    'may write to stderr': allowStderr,
    'shows an error': raises,
    [`limit ${limit} s`]: limit,
  };
  return Object.keys(all).filter(words => all[words]);
}

/** Differences of an executed cell's outputs from its committed ones. */
export async function differencesOf({ cell, rules, outputs }: Execution): Promise<string[]> {
  if (rules.live) return cell.outputs.length === 0 && outputs.length > 0 ? ['no committed output'] : [];
  return compareOutputs(cell.outputs, outputs, rules);
}

/** Reports on executed cells; with `compare`, a difference from the committed outputs is a problem. */
export async function reportOn(
  file: string,
  seconds: number,
  executions: Execution[],
  compare: boolean,
): Promise<Report> {
  const cells = executions.map(async execution => {
    const { cell, number, ms, ran, problems } = execution;
    return {
      number,
      id: cell.id,
      source: cell.source.trim().split('\n')[0] ?? '',
      seconds: ms / 1_000,
      ran,
      problems: problems.length === 0 && compare ? await differencesOf(execution) : problems,
      exempt: exemptions(execution),
    };
  });
  return { file, seconds, cells: await Promise.all(cells), complaints: [] };
}
