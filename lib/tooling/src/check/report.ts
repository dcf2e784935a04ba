/** What a check says to people. */
import { shown } from '../paths.js';
import type { Progress, Report } from './check.js';

const indent = (text: string, by: string): string => text.replace(/^/gm, by);
const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

/** One line for the notebook, then each failed cell with its number, its first line and what differs. */
export function formatReport(report: Report): string {
  const { file, seconds, cells, live, tolerant, allowStderr, failures } = report;
  const exempt = [
    live && `${live} live, not compared`,
    tolerant && `${tolerant} with a tolerance`,
    allowStderr && `${allowStderr} may write to stderr`,
  ].filter(Boolean);
  const verdict = failures.length === 0 ? 'ok  ' : 'FAIL';
  const counts = [plural(cells, 'cell'), ...exempt].join(', ');
  const details = failures.map(
    ({ cell, source, problems }) => `  cell ${cell}: ${source}\n${indent(problems.join('\n'), '    ')}`,
  );
  return [`${verdict} ${shown(file)}  ${seconds.toFixed(1)} s  (${counts})`, ...details].join('\n');
}

/** Shows on a terminal which cell runs; says nothing where output goes to a file. */
export function progressOn(stream: NodeJS.WriteStream, file: string): Progress {
  if (!stream.isTTY) return () => {};
  return (done, of) => {
    stream.write(`\r\x1b[K${shown(file)}: cell ${done + 1} of ${of}`);
    if (done + 1 === of) stream.write('\r\x1b[K');
  };
}
