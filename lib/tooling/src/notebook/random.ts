/**
 * What of a cell's code differs from run to run: random numbers and clocks, under whatever names they were imported
 * or taken out of their objects. Names that are told here go for all cells that are read with the same `names`.
 */
import type ts from 'typescript';
import type { TypeScript } from './typescript.js';

/** Objects that hold something which is not the same twice, and objects that hold such objects. */
const HOLDERS = new Map<string, { random: string[]; holders: Record<string, string> }>([
  ['Math', { random: ['random'], holders: {} }],
  ['Date', { random: ['now'], holders: {} }],
  ['performance', { random: ['now', 'timeOrigin'], holders: {} }],
  ['process', { random: ['hrtime', 'uptime'], holders: {} }],
  [
    'crypto',
    {
      random: ['randomUUID', 'randomBytes', 'randomInt', 'randomFill', 'randomFillSync', 'getRandomValues'],
      holders: { webcrypto: 'crypto', default: 'crypto' },
    },
  ],
  ['perf_hooks', { random: [], holders: { performance: 'performance', default: 'perf_hooks' } }],
  [
    'globalThis',
    {
      random: [],
      holders: {
        Math: 'Math',
        Date: 'Date',
        performance: 'performance',
        process: 'process',
        crypto: 'crypto',
      },
    },
  ],
]);
const GLOBALS = new Set(['Math', 'Date', 'performance', 'process', 'crypto', 'globalThis']);
const MODULES = new Set(['crypto', 'process', 'perf_hooks']);
/** Functions that no other library has under these names: called so, they are what was imported in another cell. */
const CALLED = new Set(['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues', 'hrtime']);

const moduleName = (specifier: string): string | undefined => {
  const name = specifier.replace(/^node:/, '');
  return MODULES.has(name) ? name : undefined;
};
const ownOf = (record: Record<string, string>, key: string): string | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** An expression without the parentheses and assertions around it. */
function bare(t: TypeScript, node: ts.Expression): ts.Expression {
  let inner = node;
  while (
    t.isParenthesizedExpression(inner) ||
    t.isAsExpression(inner) ||
    t.isNonNullExpression(inner) ||
    t.isTypeAssertionExpression(inner) ||
    t.isSatisfiesExpression(inner) ||
    t.isAwaitExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** `a.b` and `a['b']`, taken apart. */
function member(t: TypeScript, node: ts.Node): { of: ts.Expression; name: string } | undefined {
  if (t.isPropertyAccessExpression(node)) return { of: node.expression, name: node.name.text };
  if (t.isElementAccessExpression(node) && t.isStringLiteralLike(node.argumentExpression)) {
    return { of: node.expression, name: node.argumentExpression.text };
  }
  return undefined;
}

/** Which of the holders an expression is. */
function holderOf(t: TypeScript, expression: ts.Expression, names: Map<string, string>): string | undefined {
  const node = bare(t, expression);
  if (t.isIdentifier(node)) return names.get(node.text) ?? (GLOBALS.has(node.text) ? node.text : undefined);
  if (t.isCallExpression(node)) {
    const [argument] = node.arguments;
    const loads =
      node.expression.kind === t.SyntaxKind.ImportKeyword || node.expression.getText() === 'require';
    return loads && argument && t.isStringLiteralLike(argument) ? moduleName(argument.text) : undefined;
  }
  const found = member(t, node);
  const outer = found && HOLDERS.get(holderOf(t, found.of, names) ?? '');
  return found && outer && ownOf(outer.holders, found.name);
}

/** What is taken out of a holder, and under which name. */
function taken(holder: string, name: string, as: string, names: Map<string, string>): string[] {
  const inner = ownOf(HOLDERS.get(holder)?.holders ?? {}, name);
  if (inner) names.set(as, inner);
  return HOLDERS.get(holder)?.random.includes(name) ? [`${holder}.${name}`] : [];
}

function ofImport(node: ts.ImportDeclaration, t: TypeScript, names: Map<string, string>): string[] {
  const clause = node.importClause;
  const holder = t.isStringLiteral(node.moduleSpecifier) ? moduleName(node.moduleSpecifier.text) : undefined;
  if (!holder || !clause || clause.isTypeOnly) return [];
  if (clause.name) names.set(clause.name.text, holder);
  const bindings = clause.namedBindings;
  if (!bindings) return [];
  if (t.isNamespaceImport(bindings)) {
    names.set(bindings.name.text, holder);
    return [];
  }
  return bindings.elements.flatMap(({ propertyName, name, isTypeOnly }) =>
    isTypeOnly ? [] : taken(holder, (propertyName ?? name).text, name.text, names),
  );
}

/** `const M = Math`, `const { random } = Math` and `({ random } = Math)`. */
function ofBinding(
  target: ts.Node,
  value: ts.Expression,
  t: TypeScript,
  names: Map<string, string>,
): string[] {
  const holder = holderOf(t, value, names);
  if (!holder) return [];
  if (t.isIdentifier(target)) {
    names.set(target.text, holder);
    return [];
  }
  if (t.isObjectBindingPattern(target)) {
    return target.elements.flatMap(({ propertyName, name }) =>
      taken(holder, (propertyName ?? name).getText(), name.getText(), names),
    );
  }
  if (!t.isObjectLiteralExpression(target)) return [];
  return target.properties.flatMap(({ name }) => (name ? taken(holder, name.getText(), '', names) : []));
}

const isAssignment = (t: TypeScript, node: ts.Node): node is ts.BinaryExpression =>
  t.isBinaryExpression(node) && node.operatorToken.kind === t.SyntaxKind.EqualsToken;

/** What of one node differs from run to run; `names` keeps the names that holders were given. */
export function randomOf(t: TypeScript, node: ts.Node, names: Map<string, string>): string[] {
  if (t.isImportDeclaration(node)) return ofImport(node, t, names);
  if (t.isVariableDeclaration(node) && node.initializer) {
    return ofBinding(node.name, node.initializer, t, names);
  }
  if (isAssignment(t, node)) return ofBinding(bare(t, node.left), node.right, t, names);
  if (t.isNewExpression(node) || t.isCallExpression(node)) {
    const { expression } = node;
    const isDate = !node.arguments?.length && holderOf(t, expression, names) === 'Date';
    if (isDate) return [t.isNewExpression(node) ? 'new Date()' : 'Date()'];
    return t.isIdentifier(expression) && CALLED.has(expression.text) ? [`${expression.text}()`] : [];
  }
  const found = member(t, node);
  // A seeded function in place of the random one is what is asked for.
  if (!found || (isAssignment(t, node.parent) && node.parent.left === node)) return [];
  const holder = holderOf(t, found.of, names);
  return holder && HOLDERS.get(holder)?.random.includes(found.name) ? [`${holder}.${found.name}`] : [];
}
