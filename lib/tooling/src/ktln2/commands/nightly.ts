/** `npm run nightly`: what takes longer than a test may. The fuzzer is compiled with the tests. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { failed } from '../../check/report.js';
import { checkAll } from '../../command.js';
import { DEFAULT_OPTIONS } from '../../options.js';
import { timed } from '../../run.js';
import { at } from '../paths.js';
import { loadCollection, surroundings } from './check.js';

const CHANGED_NOTEBOOKS = 10_000;

interface Found {
  passed: number;
  faults: { number: number; faults: string[]; text: string }[];
}

/** Tries changed notebooks from a seed that is new each night and told, so that a fault can be found again. */
async function fuzz(): Promise<boolean> {
  const file = at('.cache', 'test', 'tooling', 'fuzz.js');
  const module = (await import(pathToFileURL(file).href)) as {
    fuzz(count: number, seed: number, folder: string, onProgress: (done: number) => void): Promise<Found>;
  };
  const seed = Math.floor(Date.now() / 1_000) % 2 ** 31;
  mkdirSync(at('.cache'), { recursive: true });
  const folder = mkdtempSync(at('.cache', 'fuzz-'));
  const progress = (done: number) => {
    if (done % 1_000 === 0) process.stderr.write(`${done} of ${CHANGED_NOTEBOOKS} notebooks\n`);
  };
  try {
    const { passed, faults } = await module.fuzz(CHANGED_NOTEBOOKS, seed, folder, progress);
    for (const { number, faults: found, text } of faults) {
      console.log([`seed ${seed + number}:`, ...found, text.slice(0, 2_000)].join('\n  '));
    }
    console.log(`seed ${seed}: ${passed} changed notebooks treated rightly, ${faults.length} not`);
    return faults.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function nightly(): Promise<number> {
  const around = await surroundings();
  const fuzzed = await timed(`${CHANGED_NOTEBOOKS} changed notebooks`, fuzz);
  const again = { ...DEFAULT_OPTIONS, passes: 2 };
  const reports = await timed('All chapters twice in one kernel', () =>
    checkAll(loadCollection(), around, again),
  );
  return fuzzed && !reports.some(failed) ? 0 : 1;
}
