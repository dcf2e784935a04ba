/** The project's command line: what the npm scripts call once the packages are installed and compiled. */
import { parseArgs } from 'node:util';
import { check } from './commands/check.js';
import { lab } from './commands/lab.js';
import { lint } from './commands/lint.js';
import { publish } from './commands/publish.js';
import { start } from './commands/start.js';
import { test } from './commands/test.js';
import { PlainError, UsageError } from './errors.js';

const COMMANDS: Record<string, (args: string[]) => Promise<number>> = {
  start: args => start(...only(args)),
  test: args => test(...only(args)),
  publish: args => publish(...only(args)),
  lab: args => lab(...only(args)),
  lint: args => lint(flag(args, 'write')),
  check: args => {
    const { values, positionals } = parse(args, 'update');
    return check(positionals, values.update === true);
  },
};

function parse(args: string[], name: string) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { [name]: { type: 'boolean' } } });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function flag(args: string[], name: string): boolean {
  const { values, positionals } = parse(args, name);
  only(positionals);
  return values[name] === true;
}

/** For commands that take no arguments. */
function only(args: string[]): [] {
  if (args.length > 0) throw new UsageError(`unexpected ${args.join(' ')}; expected no arguments`);
  return [];
}

/** Runs one command; returns the exit status: 0 all is well, 1 something is not, 2 the command makes no sense. */
export async function main([name = '', ...args]: string[]): Promise<number> {
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
