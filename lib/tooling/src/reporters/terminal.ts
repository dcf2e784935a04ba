/** The report for people: a line for each notebook, and for each failed cell what is wrong with it. */
import { type CellReport, failed, type Report } from '../check/report.js';
import { inWords, visible } from './text.js';

const indent = (text: string, by: string): string => text.replace(/^/gm, by);
const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

const describe = ({ number, source, problems }: CellReport): string =>
  `  cell ${number}: ${visible(source)}\n${indent(problems.map(inWords).join('\n'), '    ')}`;

/** One line for the notebook, then each failed cell with its number, its first line and what is wrong. */
export function formatReport(report: Report): string {
  const { file, seconds, skipped, cells, problems } = report;
  const name = visible(file);
  if (skipped && !failed(report)) return `same ${name}  (known good, not run)`;
  const exempt = cells.filter(cell => cell.exempt.length > 0).length;
  const counts = [plural(cells.length, 'cell'), ...(exempt ? [`${exempt} with exemptions`] : [])].join(', ');
  const wrong = cells.filter(cell => cell.ran && cell.problems.length > 0);
  const unrun = cells.filter(cell => !cell.ran).length;
  return [
    `${failed(report) ? 'FAIL' : 'ok  '} ${name}  ${seconds.toFixed(1)} s  (${counts})`,
    ...problems.map(item => indent(inWords(item), '  ')),
    ...wrong.map(describe),
    ...(unrun ? [`  ${plural(unrun, 'cell')} after it not run`] : []),
  ].join('\n');
}

/** Every exemption that the notebooks' authors made, so that nothing is skipped in silence. */
export function formatExemptions(reports: Report[]): string {
  const lines = reports.flatMap(({ file, cells }) =>
    cells
      .filter(cell => cell.exempt.length > 0)
      .map(({ number, id, exempt }) => visible(`  ${file}, cell ${number} (${id}): ${exempt.join('; ')}`)),
  );
  return lines.length > 0 ? [`Exemptions: ${lines.length}`, ...lines].join('\n') : 'Exemptions: none';
}

/** Shows on a terminal how far the notebooks that run have come; silent where output goes to a file. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  readonly #running = new Map<string, string>();

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  update(file: string, done: number, of: number): void {
    this.#running.set(file, `${visible(file)} ${done + 1}/${of}`);
    this.#draw();
  }

  finish(file: string): void {
    this.#running.delete(file);
    this.#draw();
  }

  #draw(): void {
    if (!this.#stream.isTTY) return;
    const text = [...this.#running.values()].join('  ');
    this.#stream.write(`\r\x1b[K${text.slice(0, (this.#stream.columns || 80) - 1)}`);
  }
}
