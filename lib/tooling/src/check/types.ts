/**
 * The strict type check: each notebook's cells as one module, under the settings of the repository's tsconfig.json.
 * The modules exist in memory only, each beside its notebook, so that imports lead where the kernel's do. They are
 * checked one by one: what is wrong with one hides nothing in another.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type ts from 'typescript';
import { UsageError } from '../errors.js';
import { isCode, type Loaded } from '../notebook/notebook.js';
import { type TypeScript, typeScriptOf } from '../notebook/typescript.js';
import type { Repository } from '../repository.js';

/** Ends a cell's last statement, so that the next cell does not go on with it. */
const BETWEEN = '\n;\n';

/** A notebook's module, and where each cell begins in it. */
interface Module {
  loaded: Loaded;
  file: string;
  text: string;
  cells: { number: number; start: number; end: number }[];
}

function moduleOf(loaded: Loaded, token: string, index: number): Module {
  const cells: Module['cells'] = [];
  let text = '';
  for (const [i, cell] of loaded.notebook.cells.entries()) {
    if (!isCode(cell)) continue;
    const start = text.length;
    // The directive must not switch the check off: that it is there is a complaint of its own.
    text += cell.source.replaceAll('@ts-nocheck', '@ts_nocheck');
    cells.push({ number: i + 1, start, end: text.length });
    text += BETWEEN;
  }
  const file = path.join(path.dirname(loaded.file), `tslab-check-${token}-${index}.ts`);
  return { loaded, file: file.split(path.sep).join('/'), text: `${text}export {};\n`, cells };
}

/** The settings of a tsconfig.json, with those that the kernel decides. */
function settings(t: TypeScript, { root, config }: Repository): ts.CompilerOptions {
  const file = path.resolve(root, config.types ?? '');
  const { config: json, error } = t.readConfigFile(file, t.sys.readFile);
  const parsed = json && t.parseJsonConfigFileContent(json, t.sys, path.dirname(file));
  // That it names no files is right: the cells are added here.
  const wrong = error ?? parsed?.errors.find(({ code }: ts.Diagnostic) => code !== 18002 && code !== 18003);
  if (wrong || !parsed) {
    const text = wrong ? t.flattenDiagnosticMessageText(wrong.messageText, ' ') : 'it cannot be read';
    throw new UsageError(`types is ${JSON.stringify(config.types)}: ${text}`);
  }
  return {
    ...parsed.options,
    ...{ noEmit: true, composite: false, incremental: false, declaration: false, declarationMap: false },
    ...{ module: t.ModuleKind.ESNext, moduleResolution: t.ModuleResolutionKind.Bundler },
    ...{ moduleDetection: t.ModuleDetectionKind.Force, esModuleInterop: true, resolveJsonModule: true },
    // Scripts beside a notebook can be imported as they are.
    ...{ allowJs: true, checkJs: false, skipLibCheck: true },
  };
}

/** Where in the notebook a position of its module lies; between cells, at the end of the one before. */
function placeOf({ cells, text }: Module, position: number): string {
  const cell = cells.findLast(({ start }) => start <= position) ?? cells[0];
  if (!cell) return 'no cell';
  const line = text.slice(cell.start, Math.min(position, cell.end)).split('\n').length;
  return `cell ${cell.number}, line ${line}`;
}

/** Type errors under the repository's settings, by notebook file; none where it states no settings. */
export async function typeComplaints(
  notebooks: Loaded[],
  repository: Repository,
): Promise<Map<string, string[]>> {
  if (repository.config.types === null || notebooks.length === 0) return new Map();
  const t = typeScriptOf(repository.root);
  const options = settings(t, repository);
  const token = randomUUID();
  const modules = new Map(
    notebooks.map((loaded, i) => {
      const module = moduleOf(loaded, token, i);
      return [module.file, module] as const;
    }),
  );
  const host = t.createCompilerHost(options, true);
  const { getSourceFile, fileExists, readFile } = host;
  host.getCurrentDirectory = () => repository.root;
  host.fileExists = name => modules.has(name) || fileExists(name);
  host.readFile = name => modules.get(name)?.text ?? readFile(name);
  host.getSourceFile = (name, language, ...rest) => {
    const module = modules.get(name);
    return module
      ? t.createSourceFile(name, module.text, language, true)
      : getSourceFile(name, language, ...rest);
  };
  const program = t.createProgram([...modules.keys()], options, host);
  const complaints = new Map<string, string[]>();
  for (const module of modules.values()) {
    const source = program.getSourceFile(module.file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    const texts = found.map(({ start = 0, code, messageText }) => {
      const message = t.flattenDiagnosticMessageText(messageText, '\n  ');
      return `${placeOf(module, start)}: TS${code}: ${message}`;
    });
    complaints.set(module.loaded.file, texts);
  }
  return complaints;
}
