/** JUnit XML, which most CI systems can show: a suite for each notebook, a case for each cell. */
import type { Report } from '../check/report.js';
import { BEGINNINGS } from '../report-files.js';
import { inWords, visible } from './text.js';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const xml = (text: string): string => visible(text).replace(/[&<>"]/g, c => ESCAPES[c] as string);

function suite({ file, seconds, cells, problems }: Report): string {
  const whole = { number: 0, source: 'as a whole', seconds: 0, ran: true, problems };
  const cases = [whole, ...cells].map(({ number, source, seconds: s, ran, problems: all }) => {
    const name = xml(number === 0 ? source : `cell ${number}: ${source}`);
    const open = `<testcase classname="${xml(file)}" name="${name}" time="${s.toFixed(3)}">`;
    if (!ran) return `${open}<skipped message="not run"/></testcase>`;
    const [first] = all;
    const body = xml(all.map(inWords).join('\n'));
    return `${open}${first ? `<failure type="${first.kind}" message="${name}">${body}</failure>` : ''}</testcase>`;
  });
  const failures = [whole, ...cells].filter(cell => cell.ran && cell.problems.length > 0).length;
  const skipped = cells.filter(cell => !cell.ran).length;
  return [
    `<testsuite name="${xml(file)}" tests="${cases.length}" failures="${failures}" skipped="${skipped}" time="${seconds.toFixed(3)}">`,
    ...cases,
    '</testsuite>',
  ].join('\n');
}

/** The reports as one JUnit document. */
export const formatJUnit = (reports: Report[]): string =>
  `${BEGINNINGS.junit}>\n${reports.map(suite).join('\n')}\n</testsuites>\n`;
