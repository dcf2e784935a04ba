/** The words of the command line: `[options] [notebook or folder …]`. */
import { availableParallelism } from 'node:os';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { messageOf, UsageError } from './errors.js';

export interface CheckOptions {
  /** Stores new outputs instead of comparing. */
  update: boolean;
  /** Skips notebooks that are known good with everything as it is now. */
  changed: boolean;
  /** Annotates failed cells for GitHub. */
  github: boolean;
  /** How often each notebook runs, each time in a kernel of its own. */
  repeat: number;
  /** How often the cells of a notebook run one after the other in one kernel. */
  passes: number;
  /** How many notebooks run side by side. */
  jobs: number;
  /** Files to write reports to. */
  junit: string | undefined;
  json: string | undefined;
}

export const DEFAULT_OPTIONS: CheckOptions = {
  ...{ update: false, changed: false, github: false, repeat: 1, passes: 1 },
  ...{ jobs: availableParallelism(), junit: undefined, json: undefined },
};

export const HELP = `Usage: tslab-check [options] [notebook or folder ...]

Re-executes tslab notebooks, each in a kernel of its own, and checks that their outputs match the stored ones.
Without a path, checks what package.json says under "tslab-check", or the folder notebooks/.

  --update        store new outputs instead of comparing
  --changed       skip notebooks that are known good with everything that they depend on
  --repeat N      run each notebook N times and tell which outputs moved
  --passes N      run the cells N times over in the same kernel, as a second "Run All" does
  --jobs N        how many notebooks at once (default: the number of cores)
  --junit FILE    write a JUnit report
  --json FILE     write a report in JSON (see report.schema.json)
  --github        annotate failed cells in GitHub's workflows
  --help          this text
  --version       the version

Exit status: 0 if all match, 1 if something differs or fails, 2 if the command makes no sense.`;

/** Parses words; throws a `UsageError` that says what is not understood. */
export function parseWords<T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: T,
): ReturnType<typeof parseArgs<{ args: string[]; allowPositionals: true; options: T }>> {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

/** An option that is a whole number from 1 on. */
function count(name: string, text: string | undefined): Record<string, number> {
  if (text === undefined) return {};
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new UsageError(`--${name} is "${text}"; expected a number from 1 to 9999`);
  return { [name]: Number(text) };
}

/** What the words ask for; null if for the help or the version, which has been printed then. */
export function parseCheck(
  args: string[],
  version: string,
): { paths: string[]; options: CheckOptions } | null {
  const flag = { type: 'boolean' } as const;
  const text = { type: 'string' } as const;
  const { values, positionals } = parseWords(args, {
    ...{ update: flag, changed: flag, github: flag, help: { ...flag, short: 'h' }, version: flag },
    ...{ repeat: text, passes: text, jobs: text, junit: text, json: text },
  });
  const { repeat, passes, jobs, help, version: asked, ...rest } = values;
  if (help || asked) {
    console.log(help ? HELP : version);
    return null;
  }
  const counts = { ...count('repeat', repeat), ...count('passes', passes), ...count('jobs', jobs) };
  const options = { ...DEFAULT_OPTIONS, ...rest, ...counts } as CheckOptions;
  if (options.update && (options.repeat > 1 || options.changed || options.passes > 1)) {
    throw new UsageError('--update goes with none of --repeat, --passes and --changed');
  }
  for (const name of ['junit', 'json'] as const) {
    if (options[name] === '') throw new UsageError(`--${name} is empty; expected the path of a file`);
  }
  return { paths: positionals, options };
}
