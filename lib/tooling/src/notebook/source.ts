/**
 * What a cell's code does, read from its syntax tree: comments are not code, nor are the words of a text.
 */
import type ts from 'typescript';
import { randomOf } from './random.js';
import type { TypeScript } from './typescript.js';

/** What was found in a cell. */
export interface CellSource {
  /** Whether it calls a function that puts something out. */
  prints: boolean;
  /** Calls whose results differ from run to run. */
  random: string[];
  /** The modules that it names in imports and in calls of `require`. */
  modules: string[];
  /** Texts and comments: what is in them is written out by their authors. */
  texts: string[];
  comments: string[];
}

const CONSOLE = new Set(['log', 'info', 'debug', 'dir', 'table', 'group']);
/** `a.b` and `a['b']` as ['a', 'b']. */
function member(t: TypeScript, node: ts.Node): [object: string, name: string] | undefined {
  if (t.isPropertyAccessExpression(node) && t.isIdentifier(node.expression)) {
    return [node.expression.text, node.name.text];
  }
  if (
    t.isElementAccessExpression(node) &&
    t.isIdentifier(node.expression) &&
    t.isStringLiteralLike(node.argumentExpression)
  ) {
    return [node.expression.text, node.argumentExpression.text];
  }
  return undefined;
}

/** Whether a node is a function that its cell only defines: a callback is called where it stands. */
const isDefinition = (t: TypeScript, node: ts.Node): boolean =>
  t.isFunctionDeclaration(node) ||
  t.isClassLike(node) ||
  ((t.isFunctionExpression(node) || t.isArrowFunction(node) || t.isMethodDeclaration(node)) &&
    (t.isVariableDeclaration(node.parent) ||
      t.isPropertyAssignment(node.parent) ||
      t.isObjectLiteralExpression(node.parent)));

function isPrinting(t: TypeScript, node: ts.Node, prints: string[]): boolean {
  if (!t.isCallExpression(node)) return false;
  const { expression } = node;
  const found = member(t, expression);
  if (found) return (found[0] === 'console' && CONSOLE.has(found[1])) || found[0] === 'display';
  if (t.isPropertyAccessExpression(expression)) {
    return /^(process\.stdout\.write|tslab\.display\.\w+)$/.test(expression.getText());
  }
  return t.isIdentifier(expression) && prints.includes(expression.text);
}

function moduleOf(t: TypeScript, node: ts.Node): string | undefined {
  // What is imported for its types alone is not run.
  if (t.isImportDeclaration(node) && node.importClause?.isTypeOnly) return undefined;
  if ((t.isImportDeclaration(node) || t.isExportDeclaration(node)) && node.moduleSpecifier) {
    return t.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : undefined;
  }
  if (!t.isCallExpression(node)) return undefined;
  const [argument] = node.arguments;
  const loads =
    node.expression.kind === t.SyntaxKind.ImportKeyword || node.expression.getText() === 'require';
  return loads && argument && t.isStringLiteralLike(argument) ? argument.text : undefined;
}

/** All comments, which stand before tokens and after the last. */
function commentsOf(t: TypeScript, file: ts.SourceFile): string[] {
  const found = new Map<number, string>();
  const text = file.getFullText();
  const take = (start: number, end: number) => void found.set(start, text.slice(start, end));
  const isDoc = ({ kind }: ts.Node) =>
    kind >= t.SyntaxKind.FirstJSDocNode && kind <= t.SyntaxKind.LastJSDocNode;
  const visit = (node: ts.Node): void => {
    t.forEachLeadingCommentRange(text, node.pos, take);
    t.forEachTrailingCommentRange(text, node.end, take);
    for (const child of node.getChildren(file)) if (!isDoc(child)) visit(child);
  };
  visit(file);
  return [...found.values()];
}

/** Stands before a text that goes on from another, as in `${folder}/x`: its beginning is the beginning of nothing. */
const CONTINUED = '}';

const isContinued = (t: TypeScript, node: ts.Node): boolean =>
  t.isTemplateMiddleOrTemplateTail(node) ||
  (t.isBinaryExpression(node.parent) &&
    node.parent.operatorToken.kind === t.SyntaxKind.PlusToken &&
    node.parent.right === node);

/**
 * Reads a cell's code.
 *
 * @param prints functions that put something out, besides the console's
 * @param names what earlier cells call the objects of ./random.ts; this cell's names are added
 * @throws RangeError if it is nested too deeply for anyone to read
 */
export function examineSource(
  t: TypeScript,
  source: string,
  prints: string[],
  names = new Map<string, string>(),
): CellSource {
  const file = t.createSourceFile('cell.ts', source, t.ScriptTarget.ES2022, true, t.ScriptKind.TS);
  const found: CellSource = {
    prints: false,
    random: [],
    modules: [],
    texts: [],
    comments: commentsOf(t, file),
  };
  const visit = (node: ts.Node, defined: boolean): void => {
    found.prints ||= !defined && isPrinting(t, node, prints);
    found.random.push(...randomOf(t, node, names));
    const module = moduleOf(t, node);
    if (module !== undefined) found.modules.push(module);
    if (t.isStringLiteralLike(node) || t.isTemplateHead(node) || t.isTemplateMiddleOrTemplateTail(node)) {
      found.texts.push(isContinued(t, node) ? CONTINUED + node.text : node.text);
    }
    const inside = defined || isDefinition(t, node);
    t.forEachChild(node, child => visit(child, inside));
  };
  visit(file, false);
  return found;
}
