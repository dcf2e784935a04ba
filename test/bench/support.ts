/** What the benchmarks share: our own check as a user calls it, a folder for their files, medians and tables. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '#tooling/check/report';
import { PlainError } from '#tooling/errors';
import { at } from '#tooling/ktln2/paths';
import { run } from '#tooling/run';

/** A folder inside the project, where cells can import `ktln2`; removed when the benchmark ends. */
export function temporaryFolder(): string {
  mkdirSync(at('.cache'), { recursive: true });
  const folder = mkdtempSync(at('.cache', 'bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs `npm run check` (less npm itself) on notebooks, or on all; returns its reports and its wall time. */
export async function ourCheck(
  folder: string,
  files: string[] = [],
): Promise<{ reports: Report[]; seconds: number }> {
  const json = path.join(folder, 'check.json');
  const started = performance.now();
  const bootstrap = at('lib', 'tooling', 'bootstrap.cjs');
  const { status, stderr } = await run(process.execPath, [bootstrap, 'check', '--json', json, ...files]);
  const seconds = (performance.now() - started) / 1_000;
  if (status !== 0 && status !== 1) throw new PlainError(`${stderr}\nThe check did not come to its end.`);
  return { reports: JSON.parse(readFileSync(json, 'utf8')).notebooks, seconds };
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

/** "median (least–most)", each with as many decimals. */
export function spread(values: number[], decimals: number): string {
  const [m, least, most] = [median(values), Math.min(...values), Math.max(...values)].map(v =>
    v.toFixed(decimals),
  );
  return `${m} (${least}–${most})`;
}

/** A table in Markdown; the first row is its head. */
export function markdownTable([head = [], ...rows]: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
