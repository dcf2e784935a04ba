/**
 * `npm run mutants [-- how many [seed]] [--package ktln2] [--only check/numbers] [--jobs 2]`: do the tests notice a
 * change of the checker, or of the library? Each mutant of lib/tooling/src/{check,kernel,notebook} runs against the
 * tests, fast ones first, until one fails; with `--package ktln2` each mutant of a room of lib/ktln2/src, first
 * against the room's own tests and then against all of the library's. The table that is printed is kept in
 * test/records/mutants.md.
 *
 * Survivors that a person judged to behave as the original does are listed in test/mutants/equivalent.json, by
 * package and content: file, the line's text, original, mutated, and the reason.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { PlainError, UsageError } from '#tooling/errors';
import { at } from '#tooling/ktln2/paths';
import { setUpTensors } from '#tooling/ktln2/setup/tensors';
import { parseWords } from '#tooling/options';
import { markdownTable } from '../bench/support.js';
import { type Change, chosen, compiled, keyOf, type Mutant, mutantsOf } from './generate.js';
import { type Mutated, PACKAGES } from './packages.js';
import { Sandbox } from './sandbox.js';

const SOUGHT = 90;

type Equivalent = Change & { reason: string };
type Verdict = 'killed' | 'by time' | 'survived' | 'equivalent';

interface Result {
  mutant: Mutant;
  verdict: Verdict;
  /** What killed it. */
  by: string;
}

/** All mutants of a package, in the order of the files and their lines. */
function allMutants({ folder, parts, module }: Mutated): Mutant[] {
  const settings = ts.readConfigFile(at('lib', folder, 'tsconfig.json'), ts.sys.readFile).config;
  const options = { ...ts.parseJsonConfigFileContent(settings, ts.sys, at('lib', folder)).options, module };
  return parts.flatMap(part => {
    const files = readdirSync(at('lib', folder, 'src', part), { recursive: true, encoding: 'utf8' });
    return files.filter(isSource).flatMap(name => {
      const file = `${part}/${name.replaceAll(path.sep, '/')}`;
      const text = readFileSync(at('lib', folder, 'src', file), 'utf8');
      if (compiled(file, text, options) !== readFileSync(at('lib', folder, 'dist', moduleOf(file)), 'utf8')) {
        throw new PlainError(`${file} compiles to something else than what lies in lib/${folder}/dist.`);
      }
      return mutantsOf(file, text, options);
    });
  });
}

const isSource = (file: string): boolean => /\.c?ts$/.test(file);
const moduleOf = (file: string): string => file.replace(/ts$/, 'js');
const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 40)} … ${line.slice(-17)}` : line;
};
const told = ({ file, line, operator, original, mutated }: Mutant): string =>
  `${file}:${line} ${operator}: ${short(original)} → ${short(mutated)}`;

/** Runs the mutants of a package in several sandboxes at once. */
async function runAll(
  of: Mutated,
  mutants: Mutant[],
  jobs: number,
  equivalents: Set<string>,
): Promise<Result[]> {
  const stages = mutants.flatMap(({ file }) => of.stagesFor(file)).map(tests => tests.join());
  const needed = [...new Set(stages)].map(joined => joined.split(','));
  const results: Result[] = [];
  const queue = [...mutants.entries()];
  const worker = async (sandbox: Sandbox, usual: Map<string, number>) => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [i, mutant] = next;
      const started = performance.now();
      sandbox.reset(moduleOf(mutant.file), mutant.code);
      let result: Result = {
        ...{ mutant, by: 'no test' },
        verdict: equivalents.has(keyOf(mutant)) ? 'equivalent' : 'survived',
      };
      for (const tests of of.stagesFor(mutant.file)) {
        const { failed, byTime } = await sandbox.run(tests, usual.get(tests.join()));
        if (failed === undefined) continue;
        result = { mutant, verdict: byTime ? 'by time' : 'killed', by: failed };
        break;
      }
      results[i] = result;
      const seconds = ((performance.now() - started) / 1_000).toFixed(1);
      const progress = `${Object.keys(results).length}/${mutants.length}`;
      console.error(`${progress} ${told(mutant)}: ${result.verdict}, ${result.by} (${seconds} s)`);
    }
  };
  const sandboxes = Array.from(
    { length: Math.min(jobs, mutants.length) },
    (_, i) => new Sandbox(`${i + 1}`, of),
  );
  console.error(`Trying the tests unmutated in ${sandboxes.length} sandboxes: ${needed.join(' | ')}`);
  const ready = await Promise.all(sandboxes.map(sandbox => usualTimes(sandbox, needed)));
  await Promise.all(sandboxes.map((sandbox, i) => worker(sandbox, ready[i] as Map<string, number>)));
  return results;
}

/** How long each stage takes unmutated; all have to pass. */
async function usualTimes(sandbox: Sandbox, stages: string[][]): Promise<Map<string, number>> {
  const usual = new Map<string, number>();
  for (const tests of stages) {
    sandbox.reset();
    const { failed, ms } = await sandbox.run(tests);
    if (failed !== undefined)
      throw new PlainError(`Without any mutant, one of ${tests.join(', ')} fails: ${failed}`);
    usual.set(tests.join(), ms);
    console.error(`${(ms / 1_000).toFixed(1)} s: ${tests.join(' ')}`);
  }
  return usual;
}

const percent = (results: Result[]): number => {
  const count = (verdict: Verdict) => results.filter(result => result.verdict === verdict).length;
  const counted = results.length - count('equivalent');
  return counted === 0 ? 100 : (100 * (count('killed') + count('by time'))) / counted;
};

/** The table and the list of survivors, in Markdown. */
function reportOf(results: Result[]): string {
  const row = (name: string, some: Result[]) => [
    ...[name, String(some.length)],
    ...(['killed', 'by time', 'survived', 'equivalent'] as const).map(verdict =>
      String(some.filter(result => result.verdict === verdict).length),
    ),
    `${percent(some).toFixed(1)} %`,
  ];
  const files = [...new Set(results.map(({ mutant }) => mutant.file))];
  const table = markdownTable([
    ['file', 'mutants', 'killed', 'by time', 'survived', 'equivalent', 'score'],
    ...files.map(file =>
      row(
        file,
        results.filter(({ mutant }) => mutant.file === file),
      ),
    ),
    row('**all**', results),
  ]);
  const survivors = results.filter(({ verdict }) => verdict === 'survived');
  const list = survivors.map(({ mutant: m }) => {
    const nth = m.nth === undefined ? '' : ` (no. ${m.nth} of its line)`;
    return `- ${m.file}:${m.line}, ${m.operator}${nth}: \`\`${short(m.original)}\`\` → \`\`${short(m.mutated)}\`\``;
  });
  return [table, survivors.length > 0 ? `Survivors:\n\n${list.join('\n')}` : 'No survivors.'].join('\n\n');
}

/** What is wrong with the list of equivalent mutants. */
function complaints(list: Equivalent[], all: Mutant[], results: Result[]): string[] {
  const keys = new Set(all.map(keyOf));
  const stale = list.filter(change => !keys.has(keyOf(change)));
  const listed = new Set(list.map(keyOf));
  const killed = results.filter(
    ({ mutant, verdict }) => verdict !== 'equivalent' && listed.has(keyOf(mutant)),
  );
  return [
    ...stale.map(
      ({ file, source }) => `equivalent.json names what is no mutant any more: ${file}: ${source}`,
    ),
    ...killed.map(
      ({ mutant, by }) => `equivalent.json lists a mutant that is killed: ${told(mutant)}, ${by}`,
    ),
  ];
}

/** A whole number from `least` on, or what stands for none. */
function whole(word: string | undefined, least: number, otherwise: number): number {
  if (word === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(word) || Number(word) < least)
    throw new UsageError(`"${word}"; expected a number from ${least} on`);
  return Number(word);
}

/** Runs the command and returns its exit status: 1 if the score is too low or the list of equivalents is wrong. */
export async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseWords(args, {
    ...{ only: { type: 'string' }, jobs: { type: 'string' } },
    package: { type: 'string', default: 'tooling' },
  });
  const [count, seed, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`unexpected ${more.join(' ')}`);
  const wanted = [whole(count, 1, Number.POSITIVE_INFINITY), whole(seed, 0, 1)] as const;
  const jobs = whole(values.jobs, 1, availableParallelism());
  const of = Object.hasOwn(PACKAGES, values.package) ? PACKAGES[values.package] : undefined;
  if (!of)
    throw new UsageError(`no package "${values.package}"; expected ${Object.keys(PACKAGES).join(', ')}`);
  const list = at('test', 'mutants', 'equivalent.json');
  const equivalents =
    (JSON.parse(readFileSync(list, 'utf8')) as Record<string, Equivalent[]>)[of.folder] ?? [];
  await setUpTensors();
  const all = allMutants(of);
  const mutants = chosen(
    all.filter(({ file }) => file.includes(values.only ?? '')),
    ...wanted,
  );
  if (mutants.length === 0) throw new UsageError(`no source file is named like "${values.only}"`);
  const results = await runAll(of, mutants, jobs, new Set(equivalents.map(keyOf)));
  console.log(reportOf(results));
  const wrong = complaints(equivalents, all, results);
  for (const complaint of wrong) console.error(complaint);
  return wrong.length > 0 || percent(results) < SOUGHT ? 1 : 0;
}
