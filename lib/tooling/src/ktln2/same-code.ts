/**
 * Whether two sources are the same code: equal syntax trees but for parentheses and empty statements, equal texts
 * whatever their quotes, equal comments but for white space. A formatter may change the rest.
 */
import type ts from 'typescript';
import { examineSource } from '../notebook/source.js';
import type { TypeScript } from '../notebook/typescript.js';

function outline(t: TypeScript, source: string): string[] {
  const file = t.createSourceFile('cell.ts', source, t.ScriptTarget.ES2022, true, t.ScriptKind.TS);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (t.isEmptyStatement(node)) return;
    if (t.isParenthesizedExpression(node) || t.isParenthesizedTypeNode(node)) {
      t.forEachChild(node, visit);
      return;
    }
    const { text } = node as { text?: unknown };
    // What a node is besides its kind: let or const, minus or plus, extends or implements, import type.
    const { operator, token, isTypeOnly } = node as unknown as Record<string, unknown>;
    const more = [node.flags & t.NodeFlags.BlockScoped, operator, token, isTypeOnly].join();
    // A property's name may be quoted or not.
    const isName = t.isStringLiteral(node) || t.isIdentifier(node);
    found.push(
      isName ? `name ${node.text}` : `${node.kind} ${more} ${t.isSourceFile(node) ? '' : (text ?? '')}`,
    );
    t.forEachChild(node, visit);
    found.push('end');
  };
  visit(file);
  const { comments } = examineSource(t, source, []);
  return [...found, ...comments.map(comment => comment.replace(/\s+/g, ' '))];
}

/** Whether `one` and `other` are the same code. */
export const sameCode = (t: TypeScript, one: string, other: string): boolean =>
  outline(t, one).join('\0') === outline(t, other).join('\0');
