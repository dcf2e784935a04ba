/** The project's command line: what the npm scripts call once the packages are installed and compiled. */
import { messageOf, PlainError, UsageError } from '../errors.js';
import { surviveClosedOutput, whenAskedToEnd } from '../lifetime.js';
import { parseCheck, parseWords } from '../options.js';
import { bench } from './commands/bench.js';
import { check } from './commands/check.js';
import { lab } from './commands/lab.js';
import { lint } from './commands/lint.js';
import { mutants } from './commands/mutants.js';
import { newChapter } from './commands/new.js';
import { nightly } from './commands/nightly.js';
import { publish } from './commands/publish.js';
import { start } from './commands/start.js';
import { test } from './commands/test.js';

const COMMANDS: Record<string, (args: string[]) => Promise<number>> = {
  start: args => start(...only(args)),
  test: args => test(...only(args)),
  publish: args => publish(...only(args)),
  lab: args => lab(args),
  bench: args => bench('speed', ...only(args)),
  'bench:runners': args => bench('runners', ...only(args)),
  mutants,
  nightly: args => nightly(...only(args)),
  lint: args => {
    const { values, positionals } = parseWords(args, { write: { type: 'boolean' } });
    only(positionals);
    return lint(values.write === true);
  },
  new: args => {
    const { values, positionals } = parseWords(args, { room: { type: 'string' } });
    const [name, ...more] = positionals;
    if (name === undefined)
      throw new UsageError('a name is missing; expected one, as in 04-name [--room heat]');
    only(more);
    return newChapter(name, values.room);
  },
  // Loaded when asked for, since they load ktln2, and nothing else here does.
  'data:make': async args => (await import('./commands/data-make.js')).dataMake(words(args)),
  'data:check': async args => (await import('./commands/data-check.js')).dataCheck(words(args)),
  check: async args => {
    const asked = parseCheck(args, 'of this checkout');
    return asked ? check(asked.paths, asked.options) : 0;
  },
};

/** For commands that take words and no options. */
const words = (args: string[]): string[] => parseWords(args, {}).positionals;

/** For commands that take no more arguments. */
function only(args: string[]): [] {
  if (args.length > 0) throw new UsageError(`unexpected ${args.join(' ')}; expected no more arguments`);
  return [];
}

/** Runs one command; returns the exit status: 0 all is well, 1 something is not, 2 the command makes no sense. */
export async function main([name = '', ...args]: string[]): Promise<number> {
  try {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command)
      throw new UsageError(`unknown command "${name}"; expected ${Object.keys(COMMANDS).join(', ')}`);
    return await command(args);
  } catch (error) {
    if (!(error instanceof PlainError || error instanceof UsageError)) throw error;
    console.error(messageOf(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

/** Runs one command as the process's only job: it ends as the process is asked to, and sets its exit status. */
export async function run(words: string[]): Promise<void> {
  // Ending by process.exit runs what the modules have to tidy up; dying of a signal would not.
  whenAskedToEnd(status => process.exit(status));
  surviveClosedOutput();
  process.exitCode = await main(words);
}
