/** What became of one code cell in a run. */
import type { CodeCell, Output } from '../notebook/notebook.js';
import type { Rules } from '../notebook/rules.js';
import { type Problem, problem } from './problem.js';

export interface Execution {
  cell: CodeCell;
  rules: Rules;
  /** 1-based number among all cells of the notebook. */
  number: number;
  outputs: Output[];
  /** What it wrote to file descriptors 1 and 2, past the notebook. */
  raw: Record<1 | 2, string>;
  /** What it threw, if it did: the error, and all that the kernel printed of it. */
  thrown: { text: string; printed: string } | undefined;
  /** Why the cell failed; empty if it did not. */
  problems: Problem[];
  /** False if an earlier cell's failure kept it from running. */
  ran: boolean;
  ms: number;
}

/** An execution that has not begun. */
export const pending = (cell: CodeCell, rules: Rules, number: number): Execution => ({
  ...{ cell, rules, number, outputs: [], raw: { 1: '', 2: '' } },
  ...{ thrown: undefined, problems: [], ran: false, ms: 0 },
});

/** What a cell wrote to standard error. */
export const stderrOf = (outputs: Output[]): string =>
  outputs.flatMap(o => (o.output_type === 'stream' && o.name === 'stderr' ? [o.text] : [])).join('');

/** The error that a cell is there to show: it must come, and say what is expected of it. */
function judgeError({ outputs, problems, thrown, rules }: Execution, expected: string): void {
  if (problems.some(({ kind }) => kind === 'throw' || kind === 'timeout' || kind === 'kernel')) return;
  if (!thrown?.text.includes(expected)) {
    problems.push(problem('throw', `threw, but did not say "${expected}":\n${thrown?.text ?? ''}`.trim()));
    return;
  }
  const rest = stderrOf(outputs).replace(thrown.printed, '').trim();
  if (rest && !rules.allowStderr) problems.push(problem('standard error', rest));
  // Its stack trace carries paths of this machine: the message is stored, nothing else.
  const kept = outputs.filter(o => o.output_type !== 'stream' || o.name !== 'stderr');
  outputs.splice(0, Infinity, ...kept, { output_type: 'stream', name: 'stderr', text: `${expected}\n` });
}

/** Holds against a cell what it wrote where it may not; late outputs are in it by now. */
export function judge(execution: Execution): void {
  const { rules, outputs, problems, raw } = execution;
  if (rules.raises !== undefined) judgeError(execution, rules.raises);
  else {
    const stderr = stderrOf(outputs);
    const allowed = rules.allowStderr && problems.length === 0;
    if (stderr && !allowed) problems.push(problem('standard error', stderr.trimEnd()));
  }
  for (const descriptor of [1, 2] as const) {
    const text = raw[descriptor].trimEnd();
    if (!text || rules.allowRaw || (descriptor === 2 && rules.allowStderr)) continue;
    const told = text.length > 2_000 ? `${text.slice(0, 2_000)}...` : text;
    problems.push(
      problem(
        'raw output',
        `wrote to file descriptor ${descriptor}, where no reader of the notebook sees it; print it instead, or give the cell the tag "allow-raw":\n${told}`,
      ),
    );
  }
}
