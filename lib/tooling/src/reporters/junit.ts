/** JUnit XML, which most CI systems can show: a suite for each notebook, a case for each cell. */
import type { Report } from '../check/report.js';
import { shown } from '../ktln2/paths.js';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML 1.0, which has no place for most control characters. */
const xml = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, '').replace(/[&<>"]/g, c => ESCAPES[c] as string);

function suite({ file, seconds, cells, complaints }: Report): string {
  const stored = { number: 0, source: 'as stored', seconds: 0, ran: true, problems: complaints };
  const cases = [stored, ...cells].map(({ number, source, seconds: s, ran, problems }) => {
    const name = xml(number === 0 ? source : `cell ${number}: ${source}`);
    const tag = ran ? 'failure' : 'skipped';
    const body = problems.length > 0 ? `<${tag} message="${name}">${xml(problems.join('\n'))}</${tag}>` : '';
    return `<testcase classname="${xml(shown(file))}" name="${name}" time="${s.toFixed(3)}">${body}</testcase>`;
  });
  const count = (tag: string) => cases.filter(text => text.includes(`<${tag} `)).length;
  return [
    `<testsuite name="${xml(shown(file))}" tests="${cases.length}" failures="${count('failure')}" skipped="${count('skipped')}" time="${seconds.toFixed(3)}">`,
    ...cases,
    '</testsuite>',
  ].join('\n');
}

/** The reports as one JUnit document. */
export const formatJUnit = (reports: Report[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${reports.map(suite).join('\n')}\n</testsuites>\n`;
