/** GitHub's workflow commands: an annotation for each failed cell, on the notebook's file. */
import type { Report } from '../check/report.js';
import { inWords, visible } from './text.js';

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** The annotations, one a line. */
export function formatAnnotations(reports: Report[]): string {
  const lines = reports.flatMap(({ file, cells, problems }) => {
    const wrong = cells.filter(cell => cell.ran && cell.problems.length > 0);
    const said = [
      ...problems.map(item => ({ title: 'as a whole', text: inWords(item) })),
      ...wrong.map(cell => ({
        title: `cell ${cell.number}: ${cell.source}`,
        text: cell.problems.map(inWords).join('\n'),
      })),
    ];
    return said.map(
      ({ title, text }) => `::error file=${property(file)},title=${property(title)}::${data(text)}`,
    );
  });
  return lines.join('\n');
}
