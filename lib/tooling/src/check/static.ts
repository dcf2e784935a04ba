/** What is wrong with a notebook as it is stored, which needs no kernel to be seen. */
import { type Cell, isCode, type Loaded, type Notebook, type Output } from '../notebook/notebook.js';
import { rulesOf } from '../notebook/rules.js';
import { type CellSource, examineSource } from '../notebook/source.js';
import { moduleCellOf, type TslabMetadata, tslabMetadata } from '../notebook/tslab-metadata.js';
import { typeScriptOf } from '../notebook/typescript.js';
import type { Repository } from '../repository.js';
import { absolutePath } from './absolute-paths.js';
import { stderrOf } from './execution.js';

/** What is known of a cell by reading it. */
interface Read {
  /** What is in its code; undefined if it holds none, or none that can be read. */
  found: CellSource | undefined;
  tslab: TslabMetadata;
}

/** One half of a character that takes two. */
const HALF = /\p{Surrogate}/u;
const PICTURE = /^image\/(?!svg)/;

/** The texts of outputs, without pictures in base64. */
const textOf = (outputs: Output[]): string =>
  outputs
    .flatMap(o =>
      o.output_type === 'stream'
        ? [o.text]
        : Object.entries(o.data).map(([mime, v]) =>
            PICTURE.test(mime) ? '' : typeof v === 'string' ? v : JSON.stringify(v),
          ),
    )
    .join('\n')
    .replace(/base64,[A-Za-z0-9+/=]+/g, '');

/** Complaints about the outputs that are stored with a cell. */
function complaintsOfOutputs(cell: Cell, { found, tslab }: Read, { root, config }: Repository): string[] {
  const outputs = cell.outputs ?? [];
  if (!isCode(cell))
    return outputs.length > 0 ? [`has outputs, which a ${cell.cell_type} cell cannot have; remove them`] : [];
  if (!cell.source.trim()) {
    const counted = typeof cell.execution_count === 'number' ? ['has an execution count'] : [];
    const has = outputs.length > 0 ? ['has outputs'] : counted;
    return has.map(text => `${text}, and nothing to run; run --update`);
  }
  const { rules } = rulesOf(cell, config);
  const place = config.portable ? absolutePath(textOf(outputs), root) : undefined;
  return [
    // What a module prints belongs to the cell that imports it.
    ...(found?.prints && !tslab.module && outputs.length === 0
      ? ['prints, but no output is stored; run --update']
      : []),
    ...(stderrOf(outputs) && !rules.allowStderr && rules.raises === undefined
      ? ['holds stored standard error; mend the cell, or give it the tag "allow-stderr", and run --update']
      : []),
    ...(place
      ? [`an output holds an absolute path (${place}), which is another one elsewhere; print a relative one`]
      : []),
  ];
}

/** Complaints about a cell's code. */
function complaintsOfSource(
  cell: Cell,
  { found, tslab: { module, mode } }: Read,
  isImported: boolean,
  { root, config }: Repository,
): string[] {
  if (!found) return isCode(cell) ? ['is nested too deeply to be read; break it up'] : [];
  const { rules } = rulesOf(cell, config);
  const place = config.portable
    ? absolutePath([...found.texts, ...found.comments].join('\n'), root)
    : undefined;
  const [random] = config.seeded && !rules.live ? found.random : [];
  return [
    ...(mode === 'browser'
      ? ['begins with @browser: tslab never runs it; take the tag away, or the cell']
      : []),
    ...(module && mode !== 'browser' && !isImported
      ? [
          `is the module "${module}", which no later cell imports: tslab never runs it; import it from './${module}'`,
        ]
      : []),
    ...(found.comments.some(text => /@ts-nocheck\b/.test(text))
      ? ['holds @ts-nocheck, which switches its type check off; remove it']
      : []),
    ...(HALF.test(cell.source)
      ? ['holds one half of a character (a lone surrogate), which no file in UTF-8 can hold; remove it']
      : []),
    ...(random ? [`${random} differs from run to run; use a seed, or give the cell the tag "live"`] : []),
    ...(place
      ? [`holds an absolute path (${place}), which is another one elsewhere; use a relative one`]
      : []),
  ];
}

/** Complaints about the notebook's own metadata and size. */
function complaintsOfWhole({ bytes, notebook }: Loaded, { config }: Repository): string[] {
  const kernel = (notebook.metadata.kernelspec as { name?: unknown } | undefined)?.name;
  const { largest } = config;
  return [
    ...(largest !== null && bytes.length > largest
      ? [`is ${bytes.length} bytes; at most ${largest} are allowed: show smaller figures, or fewer`]
      : []),
    ...(kernel === 'tslab'
      ? []
      : [
          `its kernel is ${JSON.stringify(kernel) ?? 'not stated'}; expected "tslab" in metadata.kernelspec.name (choose the kernel in your editor and save)`,
        ]),
    ...(notebook.foreign ?? []),
  ];
}

/**
 * The numbers of the module cells that run: those that a later cell imports, by itself or through other modules.
 */
function importedModules(cells: Read[]): Set<number> {
  const run = new Set<number>();
  /** Follows the imports of a cell, of which those of an ordinary cell see the modules `before` it. */
  const follow = (cell: Read, before: number): void => {
    for (const name of cell.found?.modules.map(moduleCellOf) ?? []) {
      const number = cells.findLastIndex(({ tslab }, i) => i < before && name && tslab.module === name);
      const module = cells[number];
      if (!module || run.has(number)) continue;
      run.add(number);
      follow(module, before);
    }
  };
  for (const [i, cell] of cells.entries()) if (!cell.tslab.module) follow(cell, i);
  return run;
}

function readCells({ cells }: Notebook, { root, config }: Repository): Read[] {
  const t = typeScriptOf(root);
  const names = new Map<string, string>();
  return cells.map((cell): Read => {
    if (!isCode(cell)) return { found: undefined, tslab: {} };
    const tslab = tslabMetadata(cell.source, root);
    try {
      return { found: examineSource(t, cell.source, config.prints, names), tslab };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { found: undefined, tslab };
    }
  });
}

/** Complaints about a stored notebook: its size and kernel, and its cells' rules, code and outputs. */
export function storedComplaints(loaded: Loaded, repository: Repository): string[] {
  const { notebook } = loaded;
  const cells = readCells(notebook, repository);
  const imported = importedModules(cells);
  const ofCells = notebook.cells.flatMap((cell, i) => {
    const read = cells[i] as Read;
    const { complaints } = rulesOf(cell, repository.config);
    const all = [
      ...complaints,
      ...complaintsOfSource(cell, read, imported.has(i), repository),
      ...complaintsOfOutputs(cell, read, repository),
    ];
    return all.map(text => `cell ${i + 1}: ${text}`);
  });
  return [...complaintsOfWhole(loaded, repository), ...ofCells];
}
