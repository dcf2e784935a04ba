/**
 * Mutants: copies of a source file with one small change each, that a good test suite notices. Types, imports and
 * exports are left alone, and so is a change after which the compiled JavaScript is the same as before.
 */
import ts from 'typescript';

/** A change as it is known for good: by its content, not by its place. */
export interface Change {
  /** The source file, relative to the package's src. */
  file: string;
  /** The text of the line on which the change begins, without its indentation. */
  source: string;
  original: string;
  mutated: string;
  /** Which one it is, from 2 on, where the same change can be made more than once on such a line. */
  nth?: number;
}

export interface Mutant extends Change {
  line: number;
  operator: string;
  /** The whole file, compiled. */
  code: string;
}

/** What a node's text becomes, in the range that changes. */
type Edit = [operator: string, start: number, end: number, text: string];

const SWAPPED: Record<string, [operator: string, text: string]> = {
  '<': ['boundary', '<='],
  '<=': ['boundary', '<'],
  '>': ['boundary', '>='],
  '>=': ['boundary', '>'],
  '===': ['equality', '!=='],
  '!==': ['equality', '==='],
  '&&': ['logic', '||'],
  '||': ['logic', '&&'],
  '+': ['arithmetic', '-'],
  '-': ['arithmetic', '+'],
  '*': ['arithmetic', '/'],
  '/': ['arithmetic', '*'],
};
const OTHER_METHOD: Record<string, string> = { some: 'every', every: 'some' };
const REMOVED_METHODS = ['filter', 'sort', 'toSorted', 'trim', 'trimStart', 'trimEnd'];

/** Compiles one file as its package is compiled; undefined if it cannot be parsed. */
export function compiled(file: string, text: string, options: ts.CompilerOptions): string | undefined {
  // The kind of a module does not show in its text: .cts are CommonJS, .ts are as the package is.
  const module = file.endsWith('.cts') ? ts.ModuleKind.NodeNext : (options.module ?? ts.ModuleKind.ESNext);
  const { outputText, diagnostics } = ts.transpileModule(text, {
    ...{ fileName: file, reportDiagnostics: true },
    compilerOptions: { ...options, module, rootDir: '' },
  });
  return diagnostics?.length ? undefined : outputText;
}

const isText = (node: ts.Expression): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isParenthesizedExpression(node) && isText(node.expression)) ||
  (ts.isBinaryExpression(node) && (isText(node.left) || isText(node.right)));

const isLoader = (node: ts.Node): boolean =>
  ts.isCallExpression(node) &&
  (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require');

/** Whether nothing in a node is changed: it says nothing at run time, or only which module is meant. */
const isOutOfScope = (node: ts.Node): boolean =>
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isImportEqualsDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  isLoader(node) ||
  (ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression)); // 'use strict'

function editsOfExpression(node: ts.Node): Edit[] {
  const [start, end] = [node.getStart(), node.getEnd()];
  if (ts.isBinaryExpression(node)) {
    const { left, operatorToken: token, right } = node;
    if (token.kind === ts.SyntaxKind.QuestionQuestionToken) {
      return [['left of ??', start, end, left.getText()]];
    }
    const [operator, text] = SWAPPED[token.getText()] ?? [];
    if (operator === undefined || (operator === 'arithmetic' && (isText(left) || isText(right)))) return [];
    const [before, after] = [left.getText(), node.getText().slice(token.getEnd() - start)];
    return [[operator, start, end, `${before} ${text}${after}`]];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return [['negation', start, end, node.operand.getText()]];
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [['boolean', start, end, 'false']];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [['boolean', start, end, 'true']];
  if (ts.isNumericLiteral(node)) return [['number', start, end, String(Number(node.text) + 1)]];
  if (ts.isStringLiteral(node) && node.text !== '') return [['text', start, end, "''"]];
  if (ts.isTemplateExpression(node) || (ts.isNoSubstitutionTemplateLiteral(node) && node.text !== '')) {
    return [['text', start, end, '``']];
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression: object } = node.expression;
    const other = Object.hasOwn(OTHER_METHOD, name.text) ? OTHER_METHOD[name.text] : undefined;
    if (other !== undefined) return [['some/every', name.getStart(), name.getEnd(), other]];
    if (REMOVED_METHODS.includes(name.text)) return [['call removed', start, end, object.getText()]];
  }
  return [];
}

function editsOf(node: ts.Node): Edit[] {
  if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
    const condition = ts.isIfStatement(node) ? node.expression : node.condition;
    const range = [condition.getStart(), condition.getEnd()] as const;
    return [
      ['condition', ...range, 'true'],
      ['condition', ...range, 'false'],
    ];
  }
  if (ts.isExpressionStatement(node)) {
    const isSuper =
      ts.isCallExpression(node.expression) && node.expression.expression.kind === ts.SyntaxKind.SuperKeyword;
    return isSuper ? [] : [['statement removed', node.getStart(), node.getEnd(), ';']];
  }
  if (ts.isReturnStatement(node) && node.expression) {
    return [['return', node.expression.getStart(), node.expression.getEnd(), 'undefined']];
  }
  if (ts.isQuestionDotToken(node)) {
    return [['?.', node.getStart(), node.getEnd(), ts.isPropertyAccessExpression(node.parent) ? '.' : '']];
  }
  return editsOfExpression(node);
}

/** All mutants of a source text, in its order. `file` names it; its ending tells the kind of module. */
export function mutantsOf(file: string, text: string, options: ts.CompilerOptions): Mutant[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const seen = new Set([compiled(file, text, options), undefined]);
  const counts = new Map<string, number>();
  const mutants: Mutant[] = [];
  const make = ([operator, start, end, mutated]: Edit) => {
    const code = compiled(file, text.slice(0, start) + mutated + text.slice(end), options);
    if (code === undefined || seen.has(code)) return;
    seen.add(code);
    const { line } = tree.getLineAndCharacterOfPosition(start);
    const source = (text.split('\n')[line] as string).trim();
    const change = { file, source, original: text.slice(start, end), mutated };
    const nth = (counts.get(keyOf(change)) ?? 0) + 1;
    counts.set(keyOf(change), nth);
    mutants.push({ ...change, ...(nth > 1 ? { nth } : {}), line: line + 1, operator, code });
  };
  const visit = (node: ts.Node): void => {
    if (isOutOfScope(node)) return;
    const isName = (node.parent as { name?: ts.Node } | undefined)?.name === node;
    if (!isName) editsOf(node).forEach(make);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return mutants;
}

/** The same for changes of the same content. */
export const keyOf = ({ file, source, original, mutated, nth = 1 }: Change): string =>
  JSON.stringify([file, source, original, mutated, nth]);

/** Numbers from 0 to 1 that follow from the seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** As many of the mutants as asked for, from each file in proportion to what it has; in the order given. */
export function chosen(mutants: Mutant[], count: number, seed: number): Mutant[] {
  const random = randomFrom(seed);
  const places = [...new Set(mutants.map(({ file }) => file))].flatMap(file => {
    const all = mutants.filter(mutant => mutant.file === file);
    const mixed = all.map(mutant => ({ mutant, by: random() })).sort((a, b) => a.by - b.by);
    // One falls into each of a file's equal parts of the scale from 0 to 1; whose begin is taken, in all files alike.
    return mixed.map(({ mutant }, i) => ({ mutant, place: (i + random()) / mixed.length }));
  });
  places.sort((a, b) => a.place - b.place);
  const taken = new Set(places.slice(0, count).map(({ mutant }) => mutant));
  return mutants.filter(mutant => taken.has(mutant));
}
