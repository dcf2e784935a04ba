/** What is wrong with a notebook as it is stored, which needs no kernel to be seen. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Cell, isCode, type Loaded, type Notebook, type Output } from '../notebook/notebook.js';
import { rulesOf } from '../notebook/rules.js';
import { type CellSource, examineSource } from '../notebook/source.js';
import { typeScriptOf } from '../notebook/typescript.js';
import type { Repository } from '../repository.js';
import { absolutePath } from './absolute-paths.js';
import { stderrOf } from './execution.js';

/** tslab's own reading of the tags in a cell's first comments, such as `@browser`. */
interface TslabMetadata {
  module?: string;
  mode?: 'node' | 'browser';
}

function tslabMetadata(source: string, root: string): TslabMetadata {
  if (!/@(browser|module)\b/.test(source)) return {};
  const require = createRequire(createRequire(path.join(root, 'package.json')).resolve('tslab/dist/main.js'));
  return require('./metadata.js').getCodeMetadata(source);
}

/** The texts of outputs, without pictures in base64. */
const textOf = (outputs: Output[]): string =>
  outputs
    .flatMap(o =>
      o.output_type === 'stream'
        ? [o.text]
        : Object.values(o.data).map(v => (typeof v === 'string' ? v : JSON.stringify(v))),
    )
    .join('\n')
    .replace(/base64,[^"\\]+/g, '');

/** Complaints about the outputs that are stored with a cell. */
function complaintsOfOutputs(
  cell: Cell,
  found: CellSource | undefined,
  { root, config }: Repository,
): string[] {
  const outputs = cell.outputs ?? [];
  if (!isCode(cell))
    return outputs.length > 0 ? [`has outputs, which a ${cell.cell_type} cell cannot have; remove them`] : [];
  if (!cell.source.trim()) return outputs.length > 0 ? ['has outputs, and nothing to run; run --update'] : [];
  const { rules } = rulesOf(cell, config);
  const place = config.portable ? absolutePath(textOf(outputs), root) : undefined;
  return [
    ...(found?.prints && outputs.length === 0 ? ['prints, but no output is stored; run --update'] : []),
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
  found: CellSource,
  { module, mode }: TslabMetadata,
  imported: Set<string>,
  { root, config }: Repository,
): string[] {
  const { rules } = rulesOf(cell, config);
  const place = config.portable
    ? absolutePath([...found.texts, ...found.comments].join('\n'), root)
    : undefined;
  const [random] = config.seeded && !rules.live ? found.random : [];
  return [
    ...(mode === 'browser'
      ? ['begins with @browser: tslab never runs it; take the tag away, or the cell']
      : []),
    ...(module && mode !== 'browser' && !imported.has(module)
      ? [
          `is the module "${module}", which no cell imports: tslab never runs it; import it from './${module}'`,
        ]
      : []),
    ...(found.comments.some(text => /@ts-nocheck\b/.test(text))
      ? ['holds @ts-nocheck, which switches its type check off; remove it']
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

const importedBy = (all: (CellSource | undefined)[]): Set<string> =>
  new Set(
    all.flatMap(found => found?.modules ?? []).map(name => name.replace(/^\.\//, '').replace(/\.[jt]s$/, '')),
  );

/** What is found in the code of each cell; nothing in those that hold none. */
function sourcesOf({ cells }: Notebook, { root, config }: Repository): (CellSource | undefined)[] {
  const t = typeScriptOf(root);
  return cells.map(cell => (isCode(cell) ? examineSource(t, cell.source, config.prints) : undefined));
}

/** Complaints about a stored notebook: its size and kernel, and its cells' rules, code and outputs. */
export function storedComplaints(loaded: Loaded, repository: Repository): string[] {
  const { notebook } = loaded;
  const sources = sourcesOf(notebook, repository);
  const imported = importedBy(sources);
  const ofCells = notebook.cells.flatMap((cell, i) => {
    const found = sources[i];
    const { complaints } = rulesOf(cell, repository.config);
    const own = found
      ? complaintsOfSource(cell, found, tslabMetadata(cell.source, repository.root), imported, repository)
      : [];
    const all = [...complaints, ...own, ...complaintsOfOutputs(cell, found, repository)];
    return all.map(text => `cell ${i + 1}: ${text}`);
  });
  return [...complaintsOfWhole(loaded, repository), ...ofCells];
}
