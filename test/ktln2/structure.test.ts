/** The library is built of rooms: which may use which, and which run in a browser. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import vm from 'node:vm';
import { build } from 'esbuild';
import ts from 'typescript';
import { at } from '#tooling/ktln2/paths';
import { ROOMS, roomExports } from './rooms.js';

const SRC = at('lib', 'ktln2', 'src');
const files = (readdirSync(SRC, { recursive: true }) as string[])
  .filter(file => file.endsWith('.ts'))
  .map(file => file.replaceAll(path.sep, '/'));

/** Every module that a file names, in imports, exports and calls of require. */
function namedBy(file: string): string[] {
  const info = ts.preProcessFile(readFileSync(path.join(SRC, file), 'utf8'), true, true);
  return info.importedFiles.map(({ fileName }) => fileName);
}

/** The source file that a relative name leads to. */
function target(file: string, name: string): string {
  const to = path.posix.join(path.posix.dirname(file), name);
  return files.includes(`${to}.ts`) ? `${to}.ts` : `${to}/index.ts`;
}

const imports = new Map(
  files.map(file => {
    const own = namedBy(file).filter(name => name.startsWith('.'));
    return [file, own.map(name => target(file, name))] as const;
  }),
);
const packages = (file: string) => namedBy(file).filter(name => !name.startsWith('.'));
const roomOf = (file: string) => file.split('/')[0] ?? '';
const filesOf = (room: string) => files.filter(file => roomOf(file) === room);

/** A way from a node back to itself, if there is one. */
function circle(edges: Map<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (node: string, trail: string[]): string[] | undefined => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const next of edges.get(node) ?? []) {
      const found = visit(next, [...trail, node]);
      if (found) return found;
    }
    done.add(node);
    return undefined;
  };
  for (const node of edges.keys()) {
    const found = visit(node, []);
    if (found) return found;
  }
  return undefined;
}

const rooms = new Map(
  ROOMS.map(room => {
    const used = filesOf(room).flatMap(file => imports.get(file) ?? []);
    return [
      room,
      [...new Set(used.map(roomOf))].filter(other => other !== room && ROOMS.includes(other)),
    ] as const;
  }),
);

test('no import runs in a circle, neither of files nor of rooms', () => {
  assert.equal(
    circle(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    )?.join(),
    'b,c,b',
  );
  assert.equal(circle(imports), undefined);
  assert.equal(circle(rooms), undefined);
});

test('rooms use one another by their entries only', () => {
  assert.ok(ROOMS.length > 5);
  for (const [file, used] of imports) {
    for (const to of used) {
      const allowed = roomOf(to) === roomOf(file) || to === `${roomOf(to)}/index.ts` || to === 'arguments.ts';
      assert.ok(allowed, `${file} reaches inside: ${to}`);
    }
  }
});

/** Packages that need Node: native ones, those that read files, and one that starts what a kernel shows. */
const isNodeOnly = (name: string) => /^node:|^sharp$|^@tensorflow\/|^csv-parse/.test(name);

function needsNode(room: string): boolean {
  const own = filesOf(room).some(
    file =>
      packages(file).some(isNodeOnly) ||
      /\brequire\.cache\b/.test(readFileSync(path.join(SRC, file), 'utf8')),
  );
  return own || (rooms.get(room) ?? []).some(needsNode);
}

/** A room says in its header that it needs Node, so that none comes to need it unnoticed. */
const saysSo = (room: string) => /Needs Node/.test(readFileSync(path.join(SRC, room, 'index.ts'), 'utf8'));

/** Every room that needs no Node as a script for a browser, which calls its exports `room`; built at once, for speed. */
const scripts = build({
  entryPoints: ROOMS.filter(room => !needsNode(room)).map(room => ({ in: `ktln2/${room}`, out: room })),
  ...{ absWorkingDir: at(), outdir: 'out', write: false, logLevel: 'silent' },
  ...{ bundle: true, platform: 'browser', format: 'iife', globalName: 'room' },
});

for (const room of ROOMS) {
  test(`${room} needs Node, or runs in a browser, as its header says`, async () => {
    assert.equal(saysSo(room), needsNode(room));
    if (needsNode(room)) return;
    const script = (await scripts).outputFiles.find(file => path.basename(file.path) === `${room}.js`);
    // A context with the language's own globals and none of Node's.
    const page = vm.createContext({});
    vm.runInContext(script?.text ?? '', page);
    const names = vm.runInContext('Object.keys(room)', page) as string[];
    const expected = Object.keys(roomExports(room));
    assert.deepEqual([...names].filter(name => name !== 'default').sort(), expected.sort());
  });
}
