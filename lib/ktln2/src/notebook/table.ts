/** Tables of results, shown as HTML with a plain-text alternative. */
import { display, type MimeBundle } from './display';

/** What a table consists of. */
export interface Table {
  /** What the table shows. */
  caption: string;
  /** Column headings, with units. */
  columns: string[];
  /** Rows of cells that are already formatted. */
  rows: (string | number)[][];
}

const escapeHtml = (text: string) =>
  text.replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] as string);

const isNumeric = (cell: string) => /^[−+-]?[\d.,\s]+(e[−+-]?\d+)?\s*%?$/i.test(cell);

/**
 * Builds a table's MIME bundle.
 *
 * @throws TypeError if a row's length differs from the number of columns
 * @example
 * tableBundle({ caption: 'Squares', columns: ['x', 'x²'], rows: [[1, 1], [2, 4]] })['text/plain'];
 * // => 'Squares\nx  x²\n1  1\n2  4'
 */
export function tableBundle({ caption, columns, rows }: Table): MimeBundle {
  const cells = rows.map((row, i) => {
    if (row.length !== columns.length) {
      throw new TypeError(`rows[${i}] has ${row.length} cells; expected ${columns.length}, one a column`);
    }
    return row.map(String);
  });
  const numeric = columns.map((_, j) => cells.every(row => isNumeric(row[j])));
  const html = (tag: string, row: string[]) =>
    `<tr>${row.map((c, j) => `<${tag}${numeric[j] ? ' style="text-align:right"' : ''}>${escapeHtml(c)}</${tag}>`).join('')}</tr>`;
  const widths = columns.map((c, j) => Math.max(c.length, ...cells.map(row => row[j].length)));
  const line = (row: string[]) =>
    row
      .map((c, j) => c.padEnd(widths[j]))
      .join('  ')
      .trimEnd();
  return {
    'text/html':
      `<table><caption>${escapeHtml(caption)}</caption>` +
      `<thead>${html('th', columns)}</thead><tbody>${cells.map(row => html('td', row)).join('')}</tbody></table>`,
    'text/plain': [caption, line(columns), ...cells.map(line)].join('\n'),
  };
}

/**
 * Shows a table as the output of the cell that runs.
 *
 * @throws TypeError as {@link tableBundle} does
 * @throws Error outside a tslab kernel
 */
export function showTable(table: Table): void {
  display(tableBundle(table));
}
