/** What can be wrong with a cell or a notebook: a kind, for reporters and scripts, and a text for people. */

/** The kinds of problems, in words that every reporter shows. */
export const KINDS = [
  'unreadable', // the file is no notebook in nbformat 4.5, or cannot be read
  'stored', // what is stored breaks a rule: size, tags, metadata, outputs, paths
  'types', // a type error under the repository's own settings
  'throw', // the cell threw, did not compile, or did not throw what it is there to show
  'uncaught', // an exception or a rejected promise that nothing caught, whenever it came
  'late', // put out something after the cell had ended, while another ran
  'timeout', // a limit of time: the cell's, the notebook's, or a timer that never ends
  'memory', // the kernel took too much memory
  'too much output',
  'lost output',
  'standard error',
  'raw output', // written to file descriptor 1 or 2, where no reader of the notebook sees it
  'silenced', // the cell replaced a function that reports errors
  'kernel', // the kernel could not be started, or ended
  'difference', // the outputs are not the stored ones
  'not run', // an earlier cell failed
  'update', // new outputs could not be stored
] as const;

export type Kind = (typeof KINDS)[number];

export interface Problem {
  kind: Kind;
  text: string;
}

export const problem = (kind: Kind, text: string): Problem => ({ kind, text });

/** How many problems of one cell are told one by one. */
const MOST = 20;

/** Problems with repetitions counted, and at most as many as a person reads. */
export function summarised(problems: Problem[]): Problem[] {
  const counts = new Map<string, { first: Problem; times: number }>();
  for (const item of problems) {
    const key = `${item.kind}\0${item.text}`;
    const known = counts.get(key);
    if (known) known.times += 1;
    else counts.set(key, { first: item, times: 1 });
  }
  const all = [...counts.values()].map(({ first, times }) =>
    times === 1 ? first : problem(first.kind, `${first.text} (${times} times)`),
  );
  const more = all.length - MOST;
  const last = all[MOST - 1];
  return more > 0 && last
    ? [...all.slice(0, MOST - 1), problem(last.kind, `${last.text}\n... and ${more} more problems`)]
    : all;
}
