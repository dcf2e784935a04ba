/** The project's command line: what the npm scripts call once the packages are installed and compiled. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { bench } from './commands/bench.js';
import { type CheckOptions, check, DEFAULTS } from './commands/check.js';
import { lab } from './commands/lab.js';
import { lint } from './commands/lint.js';
import { publish } from './commands/publish.js';
import { start } from './commands/start.js';
import { test } from './commands/test.js';
import { messageOf, PlainError, UsageError } from '../errors.js';

const COMMANDS: Record<string, (args: string[]) => Promise<number>> = {
  start: args => start(...only(args)),
  test: args => test(...only(args)),
  publish: args => publish(...only(args)),
  lab: args => lab(args),
  bench: args => bench('speed', ...only(args)),
  'bench:runners': args => bench('runners', ...only(args)),
  lint: args => {
    const { values, positionals } = parse(args, { write: { type: 'boolean' } });
    only(positionals);
    return lint(values.write === true);
  },
  check: args => {
    const { values, positionals } = parse(args, {
      update: { type: 'boolean' },
      changed: { type: 'boolean' },
      github: { type: 'boolean' },
      repeat: { type: 'string' },
      jobs: { type: 'string' },
      junit: { type: 'string' },
      json: { type: 'string' },
    });
    const { repeat, jobs, ...rest } = values;
    const options = { ...DEFAULTS, ...rest, ...count('repeat', repeat), ...count('jobs', jobs) };
    if (options.update && (options.repeat > 1 || options.changed)) {
      throw new UsageError('--update goes with neither --repeat nor --changed');
    }
    return check(positionals, options as CheckOptions);
  },
};

function parse<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

/** For commands that take no arguments. */
function only(args: string[]): [] {
  if (args.length > 0) throw new UsageError(`unexpected ${args.join(' ')}; expected no arguments`);
  return [];
}

/** An option that is a whole number from 1 on. */
function count(name: string, text: string | undefined): Record<string, number> {
  if (text === undefined) return {};
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new UsageError(`--${name} is "${text}"; expected a number from 1 to 9999`);
  return { [name]: Number(text) };
}

const SIGNALS = [
  ['SIGINT', 2],
  ['SIGTERM', 15],
  ['SIGHUP', 1],
] as const;

/** Runs one command; returns the exit status: 0 all is well, 1 something is not, 2 the command makes no sense. */
export async function main([name = '', ...args]: string[]): Promise<number> {
  // Ending by process.exit runs what the modules have to tidy up; dying of the signal would not.
  for (const [signal, number] of SIGNALS) process.once(signal, () => process.exit(128 + number));
  try {
    const command = COMMANDS[name];
    if (!command)
      throw new UsageError(`unknown command "${name}"; expected ${Object.keys(COMMANDS).join(', ')}`);
    return await command(args);
  } catch (error) {
    if (!(error instanceof PlainError || error instanceof UsageError)) throw error;
    console.error(error.message);
    return error instanceof UsageError ? 2 : 1;
  }
}
