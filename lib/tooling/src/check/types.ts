/**
 * The strict type check: each notebook's cells as one module, under the settings of the repository's tsconfig.json;
 * a cell that begins with `@module name` is a module of its own. They exist in memory only, beside their notebook, so
 * that imports lead where the kernel's do. What is wrong with one notebook hides nothing in another, nor does what one
 * declares for all files: it is checked apart.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type ts from 'typescript';
import { UsageError } from '../errors.js';
import type { Loaded } from '../notebook/notebook.js';
import { moduleCellOf } from '../notebook/tslab-metadata.js';
import { type TypeScript, typeScriptOf } from '../notebook/typescript.js';
import type { Repository } from '../repository.js';
import { type Module, type Modules, modulesOf, placeOf } from './modules.js';

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

/** Whether a file changes what every other file of its program sees. */
const isGlobal = (t: TypeScript, { statements }: ts.SourceFile): boolean =>
  statements.some(
    node =>
      t.isModuleDeclaration(node) &&
      (t.isStringLiteral(node.name) || node.flags & t.NodeFlags.GlobalAugmentation),
  );

/** Reads files from memory or, once for all programs, from the disk, and knows what imports of module cells mean. */
function hostOf(
  t: TypeScript,
  options: ts.CompilerOptions,
  notebooks: Modules[],
  root: string,
): ts.CompilerHost {
  const owners = new Map(
    notebooks.flatMap(owner => owner.all.map(module => [module.file, { owner, module }] as const)),
  );
  const sources = new Map<string, ts.SourceFile | undefined>();
  const host = t.createCompilerHost(options, true);
  const { getSourceFile, fileExists, readFile } = host;
  host.getCurrentDirectory = () => root;
  host.fileExists = name => owners.has(name) || fileExists(name);
  host.readFile = name => owners.get(name)?.module.text ?? readFile(name);
  host.getSourceFile = (name, language, ...rest) => {
    if (!sources.has(name)) {
      const text = owners.get(name)?.module.text;
      const source =
        text === undefined
          ? getSourceFile(name, language, ...rest)
          : t.createSourceFile(name, text, language, true);
      sources.set(name, source);
    }
    return sources.get(name);
  };
  const cache = t.createModuleResolutionCache(root, name => host.getCanonicalFileName(name), options);
  host.resolveModuleNameLiterals = (literals, from, redirected, settings, source) =>
    literals.map(literal => {
      const cell = owners.get(from)?.owner.named.get(moduleCellOf(literal.text) ?? '');
      if (cell) return { resolvedModule: { resolvedFileName: cell.file, extension: t.Extension.Ts } };
      const mode = t.getModeForUsageLocation(source, literal, settings);
      return t.resolveModuleName(literal.text, from, settings, host, cache, redirected, mode);
    });
  return host;
}

/** What is wrong with the modules of a program, by notebook file. */
function complaintsOf(t: TypeScript, program: ts.Program, modules: Module[]): Map<string, string[]> {
  const complaints = new Map<string, string[]>();
  for (const module of modules) {
    const source = program.getSourceFile(module.file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    const texts = found.map(({ start = 0, code, messageText }) => {
      const message = t.flattenDiagnosticMessageText(messageText, '\n  ');
      return `${placeOf(module, start)}: TS${code}: ${message}`;
    });
    const { file } = module.loaded;
    complaints.set(file, [...(complaints.get(file) ?? []), ...texts]);
  }
  return complaints;
}

/** Type errors under the repository's settings, by notebook file; none where it states no settings. */
export async function typeComplaints(
  notebooks: Loaded[],
  repository: Repository,
): Promise<Map<string, string[]>> {
  if (repository.config.types === null || notebooks.length === 0) return new Map();
  const { root } = repository;
  const t = typeScriptOf(root);
  const options = settings(t, repository);
  const token = randomUUID();
  const all = notebooks.map((loaded, i) => modulesOf(loaded, token, i, root));
  const host = hostOf(t, options, all, root);
  const check = (group: Modules[]): [string, string[]][] => {
    const modules = group.flatMap(notebook => notebook.all);
    const program = t.createProgram(
      modules.map(({ file }) => file),
      options,
      host,
    );
    return [...complaintsOf(t, program, modules)];
  };
  const alone = (notebook: Modules): [string, string[]][] => {
    try {
      return check([notebook]);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const file = notebook.all[0]?.loaded.file ?? '';
      return [[file, ['its cells are nested too deeply for a type check; break them up']]];
    }
  };
  const needsOwn = ({ all: modules }: Modules): boolean =>
    modules.some(({ file }) => {
      const source = host.getSourceFile(file, options.target ?? t.ScriptTarget.ES2022);
      return source !== undefined && isGlobal(t, source);
    });
  try {
    const own = all.filter(needsOwn);
    const together = all.filter(notebook => !own.includes(notebook));
    return new Map([...check(together), ...own.flatMap(alone)]);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // One of them is nested too deeply: which one, is seen when each is checked alone.
    return new Map(all.flatMap(alone));
  }
}
