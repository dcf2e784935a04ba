/**
 * `npm run bench:runners`: the fault suite of test/tooling/faults.ts through our check and through the common
 * notebook runners. Who catches what? It takes some ten minutes on two cores; what the runners said is kept in
 * .cache/runners-log/.
 *
 * A runner catches a fault if it fails the faulty notebook and passes its clean twin. It raises a false alarm if
 * it fails the twin, and misses the fault if it passes both. Faults in stored outputs can only be caught by a
 * runner that compares outputs: ours and nbval do, nbclient and nbmake do not set out to.
 */
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { pool } from '#tooling/check/pool';
import { failed } from '#tooling/check/report';
import { at } from '#tooling/ktln2/paths';
import { mustRun, timed } from '#tooling/run';
import { readEnvironment } from '#tooling/ktln2/setup/environment';
import { setUpRunners } from '#tooling/ktln2/setup/python';
import { FAULTS } from '../tooling/faults.js';
import { saved } from '../tooling/support.js';
import { endProcessesOf, OTHER_RUNNERS, type Runner, type Verdict, verdictOf } from './other-runners.js';
import { markdownTable, ourCheck, temporaryFolder } from './support.js';

export type Outcome = 'catches' | 'misses' | 'false alarm' | 'hangs';

/** What a runner's verdicts on a fault and on its clean twin amount to. */
export function outcomeOf(faulty: Verdict, clean: Verdict): Outcome {
  if (clean === 'fails') return 'false alarm';
  if (clean === 'hangs' || faulty === 'hangs') return 'hangs';
  return faulty === 'fails' ? 'catches' : 'misses';
}

/** The outcomes of verdicts on all faulty notebooks, followed by those on all clean twins. */
const outcomes = (verdicts: Verdict[]): Outcome[] =>
  FAULTS.map((_, i) => outcomeOf(verdicts[i] as Verdict, verdicts[FAULTS.length + i] as Verdict));

async function ours(folder: string, files: string[]): Promise<Outcome[]> {
  const { reports } = await timed(`our check: ${files.length} notebooks`, () => ourCheck(folder, files));
  return outcomes(reports.map(report => (failed(report) ? 'fails' : 'passes')));
}

async function others(runner: Runner, python: string, files: string[]): Promise<Outcome[]> {
  const logs = at('.cache', 'runners-log', runner.name);
  mkdirSync(logs, { recursive: true });
  const results = await timed(`${runner.name}: ${files.length} notebooks`, () =>
    pool(files, availableParallelism(), file =>
      verdictOf(runner, python, file, path.join(logs, `${path.basename(file, '.ipynb')}.txt`)),
    ),
  );
  const left = results.reduce((sum, { leftBehind }) => sum + leftBehind, 0);
  if (left > 0) console.error(`${runner.name} left ${left} processes behind; they were ended.`);
  return outcomes(results.map(({ verdict }) => verdict));
}

export async function main(): Promise<void> {
  const { python } = await setUpRunners();
  const pins = readEnvironment().runners;
  const folder = temporaryFolder();
  process.on('exit', () => endProcessesOf(folder));
  const files = (['faulty', 'clean'] as const).flatMap(which =>
    FAULTS.map((fault, i) =>
      saved(folder, `${which}-${i + 1}-${fault.name.replace(/\W+/g, '-')}`, fault[which]),
    ),
  );
  const columns: [string, Outcome[]][] = [['this project', await ours(folder, files)]];
  for (const runner of OTHER_RUNNERS) {
    const pin = pins.find(requirement => requirement.startsWith(`${runner.name}==`)) ?? runner.name;
    columns.push([pin.replace('==', ' '), await others(runner, python, files)]);
  }
  const count = (outcome: Outcome) =>
    columns.map(([, all]) => `${all.filter(o => o === outcome).length} of ${all.length}`);
  const { stdout } = await mustRun(python, ['--version'], 'No Python.');
  console.log(
    [
      markdownTable([
        ['fault', ...columns.map(([name]) => name)],
        ...FAULTS.map(({ name }, i) => [name, ...columns.map(([, all]) => all[i] as string)]),
        ...(['catches', 'misses', 'false alarm', 'hangs'] as const).map(o => [`**${o}**`, ...count(o)]),
      ]),
      `Catches: fails the faulty notebook and passes its clean twin. False alarm: fails the twin. Of the others, ` +
        `only nbval compares outputs. Node ${process.versions.node}, ${stdout.trim()}, ${pins.at(-1)?.replace('==', ' ')}, ` +
        `${process.platform} ${process.arch}.`,
    ].join('\n\n'),
  );
}
