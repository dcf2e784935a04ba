/** Checks of a stored notebook that need no kernel. */
import { statSync } from 'node:fs';
import { type CodeCell, isCode, type Loaded } from '../notebook/notebook.js';
import { rulesOf } from '../notebook/rules.js';
import type { Config, Repository } from '../repository.js';

/** A notebook is read on slow lines and kept in git for ever. */
const BYTES_ALLOWED = 1_500_000;
const PRINTS = /\bconsole\.(log|info|dir|table)\(|\bshow(Figure|Table)\(|\bdisplay\./;
const DIFFERS_BY_RUN = /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|\bhrtime\b/;
/** The beginnings of absolute paths on Linux, macOS and Windows. */
const ABSOLUTE_PATH = /(?:^|[\s"'`(=])(?:\/(?:home|Users|root|tmp|var|opt|mnt|work)\/|[A-Za-z]:\\\\?\w)/;

function complaintsOfCell(cell: CodeCell, config: Config): string[] {
  const { rules, complaints } = rulesOf(cell, config);
  const { source, outputs } = cell;
  const stored = JSON.stringify(outputs).replace(/base64,[^"\\]+/g, '');
  const random = DIFFERS_BY_RUN.exec(source)?.[0];
  return [
    ...complaints,
    ...(PRINTS.test(source) && outputs.length === 0 ? ['prints, but no output is stored'] : []),
    ...(random && !rules.live
      ? [`${random} differs from run to run; expected a seed, or the tag "live"`]
      : []),
    ...(ABSOLUTE_PATH.test(source) || ABSOLUTE_PATH.test(stored) ? ['holds an absolute path'] : []),
  ];
}

/** Complaints about a notebook's size, and about its cells' rules, sources and stored outputs. */
export function storedComplaints({ file, notebook }: Loaded, { config }: Repository): string[] {
  const bytes = statSync(file).size;
  const size = bytes > BYTES_ALLOWED ? [`is ${bytes} bytes; at most ${BYTES_ALLOWED} are allowed`] : [];
  const cells = notebook.cells.flatMap((cell, i) =>
    isCode(cell) ? complaintsOfCell(cell, config).map(text => `cell ${i + 1}: ${text}`) : [],
  );
  return [...size, ...cells];
}
