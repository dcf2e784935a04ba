/**
 * Whether two sources are the same code: equal syntax trees but for parentheses and empty statements, equal texts
 * whatever their quotes, equal comments but for white space. A formatter may change the rest.
 */
import type ts from 'typescript';
import { examineSource } from '../notebook/source.js';
import type { TypeScript } from '../notebook/typescript.js';

/** A property's name, which may be quoted or not. */
const isPropertyName = (t: TypeScript, node: ts.Node): node is ts.StringLiteral | ts.Identifier =>
  (t.isStringLiteral(node) || t.isIdentifier(node)) &&
  (t.isObjectLiteralElement(node.parent) ||
    t.isClassElement(node.parent) ||
    t.isTypeElement(node.parent) ||
    t.isEnumMember(node.parent)) &&
  node.parent.name === node;

const isTemplate = (t: TypeScript, node: ts.Node): boolean =>
  t.isNoSubstitutionTemplateLiteral(node) || t.isTemplateHead(node) || t.isTemplateMiddleOrTemplateTail(node);

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
    const { operator, token, isTypeOnly, isExportEquals } = node as unknown as Record<string, unknown>;
    // Parentheses end an optional chain, and make a directive such as 'use strict' an ordinary text.
    const flags = node.flags & (t.NodeFlags.BlockScoped | t.NodeFlags.OptionalChain);
    const isDirective = t.isExpressionStatement(node) && t.isStringLiteral(node.expression);
    const more = [flags, operator, token, isTypeOnly, isExportEquals, isDirective].join();
    if (isPropertyName(t, node)) found.push(`name ${node.text}`);
    // In a template, \\x41 and A are two things to a tag.
    else if (isTemplate(t, node)) found.push(`${node.kind} ${node.getText(file)}`);
    else found.push(`${node.kind} ${more} ${t.isSourceFile(node) ? '' : (text ?? '')}`);
    t.forEachChild(node, visit);
    found.push('end');
  };
  visit(file);
  const { comments } = examineSource(t, source, []);
  return [...found, ...comments.map(comment => comment.replace(/\s+/g, ' '))];
}

/** Whether `one` and `other` are the same code; not if they are nested too deeply to be read. */
export function sameCode(t: TypeScript, one: string, other: string): boolean {
  try {
    return outline(t, one).join('\0') === outline(t, other).join('\0');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}
