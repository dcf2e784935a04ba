/** Every public function's documentation is complete, and every example in it is true. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { moduleExports, roomExports, ROOMS } from './rooms.js';

const SRC = path.join('lib', 'ktln2', 'src');
const files = (readdirSync(SRC, { recursive: true }) as string[]).filter(file => file.endsWith('.ts')).sort();
/** Whatever a file exports may stand in an example, whether or not its room hands it on. */
const scope = Object.assign({}, ...files.map(moduleExports));

/** Functions that display in a notebook cannot run here; their bundles, which have examples, can. */
const NEED_A_KERNEL = ['showFigure', 'showTable'];
const PUBLIC = ROOMS.flatMap(room =>
  Object.entries(roomExports(room)).flatMap(([name, value]) => (typeof value === 'function' ? [name] : [])),
);

interface Documented {
  file: string;
  name: string;
  text: string;
  example: string | undefined;
}

function documentedFunctions(file: string): Documented[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(SRC, file), 'utf8'),
    ts.ScriptTarget.ES2022,
    true,
  );
  return source.statements.flatMap(statement => {
    const named =
      ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)
        ? statement.name
        : ts.isVariableStatement(statement)
          ? statement.declarationList.declarations[0]?.name
          : undefined;
    if (!named || !ts.isIdentifier(named)) return [];
    const docs = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
    const tag = docs.flatMap(doc => [...(doc.tags ?? [])]).find(t => t.tagName.text === 'example');
    const text = docs.map(doc => ts.getTextOfJSDocComment(doc.comment) ?? '').join('\n');
    return [{ file, name: named.text, text, example: ts.getTextOfJSDocComment(tag?.comment) }];
  });
}

/** Turns the last statement of `code` into a returned value, and runs it with all exports in scope. */
async function evaluate(code: string): Promise<unknown> {
  const parsed = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  const last = parsed.statements.at(-1);
  assert.ok(last && ts.isExpressionStatement(last), `the example's last statement is no expression: ${code}`);
  const body = `${code.slice(0, last.getStart())}return (${last.expression.getText()});`;
  const script = ts.transpile(`const run = async () => { ${body} };`, { target: ts.ScriptTarget.ES2022 });
  return new Function(...Object.keys(scope), `${script}; return run();`)(...Object.values(scope));
}

/** A number must agree to the digits that the example shows; anything else must be equal. */
function agrees(actual: unknown, shown: string): void {
  const digits = /^-?([\d.]+)(e[-+]?\d+)?$/i.exec(shown)?.[1]?.replace('.', '').replace(/^0+/, '').length;
  if (digits && typeof actual === 'number') {
    assert.equal(Number(actual.toPrecision(digits)), Number(shown));
  } else assert.deepEqual(actual, new Function(`return (${shown})`)());
}

const all = files.flatMap(documentedFunctions);

test('every public function is documented, with an example', () => {
  const lacking = PUBLIC.filter(name => {
    const found = all.find(item => item.name === name);
    return !found?.text || (!found.example && !NEED_A_KERNEL.includes(name));
  });
  assert.deepEqual(lacking, []);
});

for (const { file, name, example } of all) {
  if (!example) continue;
  test(`the example of ${name} in ${file}`, async () => {
    // Code up to each `// => value`, which may stand on a line of its own.
    const parts = example.split(/\/\/ => (.*)/);
    assert.ok(parts.length > 1, 'the example shows no result (// => value)');
    let code = '';
    for (let i = 0; i + 1 < parts.length; i += 2) {
      code += parts[i];
      agrees(await evaluate(code), parts[i + 1]?.trim() ?? '');
    }
  });
}
