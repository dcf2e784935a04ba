/** Which mutants are made of a source text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { chosen, compiled, keyOf, mutantsOf } from '../mutants/generate.js';
import { PACKAGES } from '../mutants/packages.js';

const options = { target: ts.ScriptTarget.ES2022 };
const changes = (text: string) =>
  mutantsOf('check/x.ts', text, options).map(({ original, mutated }) => `${original} → ${mutated}`);

test('operators, conditions and literals are changed', () => {
  assert.deepEqual(changes('export const f = (a: number) => a < 3 && a !== 0;'), [
    'a < 3 && a !== 0 → a < 3 || a !== 0',
    'a < 3 → a <= 3',
    '3 → 4',
    'a !== 0 → a === 0',
    '0 → 1',
  ]);
  assert.deepEqual(changes('x = y ? !z : true;').slice(1), [
    'y → true',
    'y → false',
    '!z → z',
    'true → false',
  ]);
  assert.deepEqual(changes('const n = (a ?? b) * c - 1_000;'), [
    '(a ?? b) * c - 1_000 → (a ?? b) * c + 1_000',
    '(a ?? b) * c → (a ?? b) / c',
    'a ?? b → a',
    '1_000 → 1001',
  ]);
});

test('calls, statements and results are taken away', () => {
  assert.deepEqual(changes('function f() { g(); return a?.b.filter(h).some(i); }'), [
    'g(); → ;',
    'a?.b.filter(h).some(i) → undefined',
    'some → every',
    'a?.b.filter(h) → a?.b',
    '?. → .',
  ]);
});

test('texts are emptied, and joined texts are not taken for numbers', () => {
  assert.deepEqual(changes(`const s = 'a' + b + \`c\${d}\` + '';`), ["'a' → ''", `\`c\${d}\` → \`\``]);
});

test('types, modules, names and directives are left alone', () => {
  const text = `'use strict';
import { a } from 'module';
export { b } from 'other';
type C = 'c' | 1;
interface D { e: true }
export const f = { 'g-h': a as 'x' | 2, i: await import('lazy') };`;
  assert.deepEqual(changes(text), []);
});

test('what compiles to the same, or not at all, is no mutant', () => {
  assert.deepEqual(changes('if (true) f;'), ['true → false', 'f; → ;']);
});

test('a mutant is known by content; a second one on the same line by its number', () => {
  const [one, other] = mutantsOf('check/x.ts', '\n  f(1, 1);', options).filter(({ line, operator }) => {
    return line === 2 && operator === 'number';
  });
  assert.deepEqual([one?.source, one?.nth, other?.nth], ['f(1, 1);', undefined, 2]);
  const [moved] = mutantsOf('check/x.ts', '\n\n\nf(1, 1);', options).slice(1);
  assert.equal(keyOf(moved as never), keyOf(one as never));
});

test('the choice is spread over the files in proportion, and follows from the seed', () => {
  const many = (file: string, n: number) => mutantsOf(file, 'f(1);'.repeat(n), options).slice(0, n);
  const all = [...many('check/big.ts', 40), ...many('check/small.ts', 10)];
  const some = chosen(all, 10, 1);
  const big = some.filter(({ file }) => file === 'check/big.ts').length;
  assert.equal(some.length, 10);
  assert.ok(big >= 7 && big <= 9, String(big));
  assert.deepEqual(chosen(all, 10, 1), some);
  assert.notDeepEqual(chosen(all, 10, 2), some);
  assert.deepEqual(chosen(all, 1_000, 1), all);
});

test('a module is compiled to the kind that its package has', () => {
  const text = "export { a } from './a';";
  const kindOf = (module?: ts.ModuleKind) =>
    compiled('x.ts', text, module === undefined ? options : { ...options, module });
  assert.match(kindOf() ?? '', /^export \{ a \} from/);
  assert.match(kindOf(PACKAGES.tooling?.module) ?? '', /^export \{ a \} from/);
  assert.match(kindOf(PACKAGES.ktln2?.module) ?? '', /require\("\.\/a"\)/);
});

test('a mutant of a room meets the room’s own tests first, then all; a file without tests of its own meets all', () => {
  const stages = PACKAGES.ktln2?.stagesFor('numerics/grid.ts') ?? [];
  assert.ok(stages[0]?.length && stages[0].every(name => name.startsWith('numerics/')), String(stages[0]));
  assert.ok(stages[1]?.includes('erasure/langevin') && stages[1].includes('examples'));
  assert.deepEqual(PACKAGES.ktln2?.stagesFor('arguments.ts'), [stages[1]]);
  const [fast] = PACKAGES.tooling?.stagesFor('check/numbers.ts') ?? [];
  assert.ok(fast?.includes('numbers') && !fast.includes('kernel'));
});
