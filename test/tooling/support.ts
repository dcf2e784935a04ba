/** What the tests of the tooling share: notebooks made from sources, a folder for them, and the command line. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, mock } from 'node:test';
import { main } from '#tooling/ktln2/cli';
import { type CodeCell, formatNotebook, type Notebook, type Output } from '#tooling/notebook/notebook';
import { at } from '#tooling/ktln2/paths';

let count = 0;

/** A code cell with an id of its own. */
export function codeCell(
  source: string,
  outputs: Output[] = [],
  metadata: Record<string, unknown> = {},
): CodeCell {
  count += 1;
  return { cell_type: 'code', id: `cell-${count}`, metadata, source, outputs };
}

/** A notebook of code cells. */
export function notebookOf(...cells: (string | CodeCell)[]): Notebook {
  return {
    metadata: { kernelspec: { name: 'tslab' } },
    cells: cells.map(cell => (typeof cell === 'string' ? codeCell(cell) : cell)),
  };
}

/** A folder inside the project, where cells can import `ktln2`; removed when the tests of the file are done. */
export function temporaryFolder(): string {
  mkdirSync(at('.cache'), { recursive: true });
  const folder = mkdtempSync(at('.cache', 'test-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a notebook to a file and returns its path. */
export function saved(folder: string, name: string, notebook: Notebook): string {
  const file = path.join(folder, `${name}.ipynb`);
  writeFileSync(file, formatNotebook(notebook, { clean: true, metadata: 'ktln2' }));
  return file;
}

/** Runs a command and returns its exit status and what it printed. */
export async function command(...words: string[]): Promise<{ status: number; printed: string }> {
  const printed: unknown[] = [];
  const collect = (...texts: unknown[]) => void printed.push(...texts);
  const mocks = [mock.method(console, 'log', collect), mock.method(console, 'error', collect)];
  try {
    return { status: await main(words), printed: printed.join('\n') };
  } finally {
    for (const { mock: m } of mocks) m.restore();
  }
}
