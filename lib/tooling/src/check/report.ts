/** What a check found in one notebook, for every reporter to tell in its own way. */
import { pictureProblem } from '../figures/picture.js';
import type { Loaded } from '../notebook/notebook.js';
import type { Config } from '../repository.js';
import { compareOutputs } from './compare.js';
import { executionsOf } from './execute.js';
import type { Execution } from './execution.js';
import { type Problem, problem, summarised } from './problem.js';

export interface CellReport {
  /** 1-based number among all cells of the notebook. */
  number: number;
  id: string;
  /** The first line of the cell's source. */
  source: string;
  seconds: number;
  ran: boolean;
  problems: Problem[];
  /** What the cell's author exempted it from; empty for most cells. */
  exempt: string[];
}

export interface Report {
  /** The notebook, relative to the repository's top folder, with forward slashes. */
  file: string;
  /** Seconds from the kernel's start to its end. */
  seconds: number;
  /** Whether it was known good with everything it depends on, and not run. */
  skipped: boolean;
  cells: CellReport[];
  /** What is wrong with the notebook as a whole, or as it is stored. */
  problems: Problem[];
}

/** Whether anything at all is wrong. */
export const failed = ({ cells, problems }: Report): boolean =>
  problems.length > 0 || cells.some(cell => cell.problems.length > 0);

/** What the author of a cell exempted it from, in words. */
export function exemptions({ rules }: Pick<Execution, 'rules'>): string[] {
  const { live, allowStderr, allowRaw, rtol, atol, limit, raises } = rules;
  const all: Record<string, unknown> = {
    'live, not compared': live,
    [`rtol ${rtol}`]: rtol,
    [`atol ${atol}`]: atol,
    'may write to stderr': allowStderr,
    'may write to file descriptors 1 and 2': allowRaw,
    'shows an error': raises,
    [`limit ${limit} s`]: limit,
  };
  return Object.keys(all).filter(words => all[words]);
}

/** What differs in an executed cell's outputs from its stored ones; of a live cell, only whether there are any. */
export async function differencesOf({ cell, rules, outputs }: Execution): Promise<Problem[]> {
  if (!rules.live) {
    return (await compareOutputs(cell.outputs, outputs, rules)).map(text => problem('difference', text));
  }
  const texts = cell.outputs.flatMap(o => (o.output_type === 'stream' ? [] : (pictureProblem(o.data) ?? [])));
  const [stored, now] = [cell.outputs.length > 0, outputs.length > 0];
  if (stored !== now) {
    texts.push(
      stored ? 'has stored output, and put out nothing' : 'put out something, and nothing is stored',
    );
  }
  return texts.map(text => problem('difference', text));
}

/** A line as wide as is read at a glance. */
const LONGEST_LINE = 120;

function firstLine(source: string): string {
  const line = source.trim().split('\n', 1)[0] ?? '';
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 3)}...` : line;
}

const cellReport = (execution: Execution, problems: Problem[]): CellReport => ({
  number: execution.number,
  id: execution.cell.id,
  source: firstLine(execution.cell.source),
  seconds: execution.ms / 1_000,
  ran: execution.ran,
  problems: summarised(problems),
  exempt: exemptions(execution),
});

/** Reports on executed cells; with `compare`, a difference from the stored outputs is a problem. */
export async function reportOn(
  file: string,
  seconds: number,
  executions: Execution[],
  compare: boolean,
): Promise<Report> {
  const cells: CellReport[] = [];
  for (const execution of executions) {
    const { problems } = execution;
    cells.push(
      cellReport(execution, problems.length === 0 && compare ? await differencesOf(execution) : problems),
    );
  }
  return { file, seconds, skipped: false, cells, problems: [] };
}

/** The report on a notebook that was not run, for a reason that is wrong with it as a whole, if any. */
export const notRun = (file: string, ...problems: Problem[]): Report => ({
  ...{ file, seconds: 0, skipped: false, cells: [], problems },
});

/** The report on a notebook that is known good: its exemptions are told all the same. */
export const knownGood = ({ name, notebook }: Loaded, config: Config): Report => ({
  ...notRun(name),
  skipped: true,
  cells: executionsOf(notebook, config).map(execution => cellReport(execution, [])),
});
