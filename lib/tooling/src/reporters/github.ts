/** GitHub's workflow commands: an annotation for each failed cell, on the notebook's file. */
import type { Report } from '../check/report.js';
import { shown } from '../ktln2/paths.js';

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** The annotations, one a line. */
export function formatAnnotations(reports: Report[]): string {
  const lines = reports.flatMap(({ file, cells, complaints }) => {
    const wrong = cells.filter(({ ran, problems }) => ran && problems.length > 0);
    const said = [
      ...complaints.map(text => ({ title: 'as stored', text })),
      ...wrong.map(({ number, source, problems }) => ({
        title: `cell ${number}: ${source}`,
        text: problems.join('\n'),
      })),
    ];
    return said.map(
      ({ title, text }) => `::error file=${property(shown(file))},title=${property(title)}::${data(text)}`,
    );
  });
  return lines.join('\n');
}
