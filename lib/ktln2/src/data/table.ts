/**
 * Tables from data/: CSV whose columns are checked against the description beside the file and against what the
 * caller expects, so that a row has the right TypeScript type and each cell the right content.
 */
import { parse } from 'csv-parse/sync';
import { dataSource, readDataFile } from './manifest';
import { type ColumnType, type DataColumn, SOURCE_ENDING } from './source';

/** The columns that a caller wants, each with its type. */
export type TableColumns = Readonly<Record<string, ColumnType>>;

/** The TypeScript type of one cell. */
export type TableCell<T extends ColumnType> = T extends readonly string[]
  ? T[number]
  : T extends 'text'
    ? string
    : T extends 'number' | 'integer'
      ? number
      : T extends 'text?'
        ? string | undefined
        : number | undefined;

/** The TypeScript type of one row: a property for each column asked for. */
export type TableRow<C extends TableColumns> = { readonly [K in keyof C]: TableCell<C[K]> };

/** One CSV record, its cells still texts, and the line on which it ends. */
interface CsvRecord {
  record: Record<string, string>;
  info: { lines: number };
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const WHAT = { text: 'a text that is not empty', number: 'a number', integer: 'an integer' };

const shown = (type: ColumnType) => (typeof type === 'string' ? type : type.join(' | '));

/** The value of a cell, or an error that says what was expected of it. */
function parseCell(text: string, type: ColumnType): string | number | undefined {
  if (typeof type !== 'string') {
    if (type.includes(text)) return text;
    throw new Error(`one of ${type.join(', ')}`);
  }
  const optional = type.endsWith('?');
  if (optional && text === '') return undefined;
  const base = type.replace('?', '') as keyof typeof WHAT;
  const value = Number(text);
  const valid =
    base === 'text'
      ? text.trim() !== ''
      : NUMBER.test(text) && (base === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value));
  if (!valid) throw new Error(optional ? `${WHAT[base]} or nothing` : WHAT[base]);
  return base === 'text' ? text : value;
}

function checkColumns(file: string, documented: DataColumn[], header: string[], wanted: TableColumns): void {
  for (const { name } of documented) {
    if (!header.includes(name))
      throw new Error(
        `data/${file}: column "${name}" is missing, which data/${file}${SOURCE_ENDING} describes`,
      );
  }
  for (const [i, name] of header.entries()) {
    if (header.indexOf(name) < i)
      throw new Error(`data/${file}: column "${name}" is there twice; expected it once`);
    if (!documented.some(column => column.name === name)) {
      throw new Error(`data/${file}: column "${name}" is not described in data/${file}${SOURCE_ENDING}`);
    }
  }
  for (const [name, type] of Object.entries(wanted)) {
    const column = documented.find(candidate => candidate.name === name);
    if (!column) {
      const names = documented.map(candidate => candidate.name).join(', ');
      throw new RangeError(`columns.${name}: data/${file} has no such column; expected some of ${names}`);
    }
    if (shown(column.type) !== shown(type)) {
      throw new TypeError(
        `columns.${name} is ${shown(type)}; expected ${shown(column.type)} as in data/${file}${SOURCE_ENDING}`,
      );
    }
  }
}

function parseCsv(file: string, content: Buffer, width: number): { header: string[]; records: CsvRecord[] } {
  let header: string[] = [];
  try {
    const columns = (names: string[]) => {
      header = names;
      return names;
    };
    // In a table of one column, an empty line is an empty cell.
    const options = { bom: true, columns, info: true, skip_empty_lines: width > 1 };
    const records = parse(content, options) as unknown;
    return { header, records: records as CsvRecord[] };
  } catch (error) {
    throw new Error(
      `data/${file}: expected CSV with as many cells in every row: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

/**
 * Loads a table of data/: verifies the file's hash, its columns and every cell.
 *
 * @param id the data set's id, which is its file's name without the ending, or its path inside data/
 * @param columns the columns wanted and their types, which must be those of the description beside the file
 * @param folder the data folder; the project's own if it is not given
 * @returns the rows in the file's order, with the columns wanted; an empty optional cell is `undefined`
 * @throws RangeError if the id or a column does not exist
 * @throws TypeError if a column's type is not the description's
 * @throws Error if the file is damaged; it names the file, the line, the column and what was expected
 * @example
 * const rows = loadTable('llm-batch-sweeps', { gpu: 'text', joules_per_token: 'number' });
 * rows[0]; // => { gpu: 'B200', joules_per_token: 1.36626 }
 */
export function loadTable<const C extends TableColumns>(
  id: string,
  columns: C,
  folder?: string,
): TableRow<C>[] {
  const { file, columns: documented } = dataSource(id, folder);
  if (!documented) throw new TypeError(`id is "${id}"; expected a table, data/${file} has no columns`);
  const { header, records } = parseCsv(file, readDataFile(id, folder), documented.length);
  checkColumns(file, documented, header, columns);
  return records.map(({ record, info }) => {
    // Cells that the caller did not ask for are checked as well: a damaged table is damaged for everybody.
    const cells = documented.map(({ name, type }) => {
      try {
        return [name, parseCell(record[name] as string, type)] as const;
      } catch (error) {
        const cell = JSON.stringify(record[name]);
        const expected = (error as Error).message;
        throw new Error(
          `data/${file}, line ${info.lines}, column "${name}": found ${cell}; expected ${expected}`,
          { cause: error },
        );
      }
    });
    return Object.fromEntries(cells.filter(([name]) => Object.hasOwn(columns, name))) as TableRow<C>;
  });
}
