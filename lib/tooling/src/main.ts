#!/usr/bin/env node
/** `tslab-check`: the command of this package. */
import { readFileSync } from 'node:fs';
import { checkCommand } from './command.js';
import { PlainError, UsageError } from './errors.js';
import { surviveClosedOutput, whenAskedToEnd } from './lifetime.js';
import { parseCheck } from './options.js';
import { findRepository } from './repository.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

async function main(args: string[]): Promise<number> {
  const asked = parseCheck(args, version);
  if (asked === null) return 0;
  const surroundings = { repository: findRepository(process.cwd()), context: '' };
  return (await checkCommand(asked.paths, asked.options, surroundings, process.cwd())).status;
}

whenAskedToEnd(status => process.exit(status));
surviveClosedOutput();
main(process.argv.slice(2)).then(
  status => {
    process.exitCode = status;
  },
  error => {
    const plain = error instanceof PlainError || error instanceof UsageError;
    console.error(plain ? error.message : error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
