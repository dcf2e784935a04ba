/** A new chapter: what is refused, what is written, and that it passes as it is. */
import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { failed } from '#tooling/check/report';
import { storedComplaints } from '#tooling/check/static';
import { typeComplaints } from '#tooling/check/types';
import { updateNotebook } from '#tooling/check/update';
import { PlainError, UsageError } from '#tooling/errors';
import { biome } from '#tooling/ktln2/biome';
import { makeChapter } from '#tooling/ktln2/new/chapter';
import { planOf } from '#tooling/ktln2/new/names';
import { newRoom } from '#tooling/ktln2/new/room';
import { writeNew } from '#tooling/ktln2/new/write-new';
import { at } from '#tooling/ktln2/paths';
import { chapterTable } from '#tooling/ktln2/readme/chapters';
import { readRooms } from '#tooling/ktln2/readme/rooms';
import { loadNotebook } from '#tooling/notebook/read';
import { findRepository } from '#tooling/repository';
import { mustRun, run } from '#tooling/run';
import { command, temporaryFolder } from './support.js';

/** A checkout in small: the settings and the README of this one, no chapter, no room. */
function checkout(): string {
  const root = temporaryFolder();
  for (const name of ['package.json', 'tsconfig.json', 'README.md']) cpSync(at(name), path.join(root, name));
  mkdirSync(path.join(root, 'notebooks'));
  return root;
}

/** All files below a folder, sorted. */
const filesIn = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .flatMap(entry =>
      entry.isDirectory() ? [] : [path.relative(root, path.join(entry.parentPath, entry.name))],
    )
    .map(name => name.split(path.sep).join('/'))
    .sort();

const make = (root: string, chapter: string, room?: string): string[] =>
  makeChapter(findRepository(root), planOf(chapter, room));

const GIVEN = ['README.md', 'package.json', 'tsconfig.json'];

test('names are understood', () => {
  assert.deepEqual(planOf('04-noise'), { chapter: '04-noise', number: '4', title: 'Noise' });
  const plan = { chapter: '09b-two-3-words', number: '9b', title: 'Two 3 words', room: 'heat-engines' };
  assert.deepEqual(planOf('09b-two-3-words', 'heat-engines'), plan);
});

test('names that could lead elsewhere, or are not in the form of the others, are refused', () => {
  const chapters = [
    '',
    '04',
    '4-a',
    '00-a',
    '10-a',
    '04-',
    '04-A',
    '04A-a',
    '04ab-a',
    '04--a',
    '04-a-',
    '04_a',
  ];
  const tricks = [
    '../04-a',
    '04-../a',
    '04-a/b',
    '04-a\\b',
    '04-a.ipynb',
    '04-a\n',
    ' 04-a',
    '04-ä',
    '04-a\0',
  ];
  for (const name of [...chapters, ...tricks, `04-${'a'.repeat(58)}`]) {
    const message = `the chapter's name is ${JSON.stringify(name)}; expected 01 to 09`;
    assert.throws(
      () => planOf(name),
      (error: Error) => error instanceof UsageError && error.message.startsWith(message),
      name,
    );
  }
  for (const room of [
    '',
    '..',
    '.',
    'a/b',
    'a\\b',
    'A',
    '1a',
    'a-',
    'a--b',
    '-a',
    'a.ts',
    'nul',
    'a'.repeat(21),
  ]) {
    const message = `--room is ${JSON.stringify(room)}; expected words`;
    assert.throws(
      () => planOf('04-a', room),
      (error: Error) => error instanceof UsageError && error.message.startsWith(message),
      room,
    );
  }
});

test('the command refuses words that make no sense, with exit status 2', async () => {
  for (const [words, message] of [
    [[], /^a name is missing/],
    [['04-a', 'b'], /^unexpected b;/],
    [['04-a', '--room'], /--room/],
    [['04-a', '--rom', 'b'], /--rom/],
    [['04-a/../b'], /^the chapter's name is/],
    [['04-a', '--room', '../b'], /^--room is/],
  ] as const) {
    const { status, printed } = await command('new', ...words);
    assert.match(printed, message);
    assert.equal(status, 2, words.join(' '));
  }
});

test('a chapter alone is its notebook', () => {
  const root = checkout();
  assert.deepEqual(make(root, '04-noise'), ['notebooks/04-noise.ipynb']);
  assert.deepEqual(filesIn(root), [...GIVEN, 'notebooks/04-noise.ipynb'].sort());
  make(root, '04a-more');
  make(root, '05-other');
  assert.equal(filesIn(root).length, 6);
});

test('what is there already is refused, and stays as it is', () => {
  const root = checkout();
  make(root, '04-noise', 'heat');
  mkdirSync(path.join(root, 'test', 'ktln2', 'tested'), { recursive: true });
  writeFileSync(path.join(root, 'lib', 'ktln2', 'src', 'arguments.ts'), '');
  const before = filesIn(root).map(name => [name, readFileSync(path.join(root, name), 'utf8')]);
  for (const [chapter, room, message] of [
    ['04-noise', undefined, 'notebooks/04-noise.ipynb has the number of 04-noise; take another number'],
    ['04-other', undefined, 'notebooks/04-noise.ipynb has the number of 04-other; take another number'],
    ['05-other', 'heat', /^lib\/ktln2\/src\/heat is there already;/],
    ['05-other', 'arguments', /^lib\/ktln2\/src\/arguments\.ts is there already;/],
    ['05-other', 'tested', /^test\/ktln2\/tested is there already;/],
  ] as const) {
    assert.throws(() => make(root, chapter, room), { message }, `${chapter} ${room}`);
  }
  assert.deepEqual(
    filesIn(root).map(name => [name, readFileSync(path.join(root, name), 'utf8')]),
    before,
  );
});

test('nothing is written where the README could not be renewed', () => {
  const root = checkout();
  writeFileSync(path.join(root, 'README.md'), 'no markers');
  assert.throws(() => make(root, '04-noise'), { message: /^README\.md has the line .* 0 times/ });
  assert.deepEqual(filesIn(root), GIVEN);
});

test('files that cannot all be written are not written at all', () => {
  const root = checkout();
  const target = path.join(root, 'target');
  // Not there for those who follow the link; writing through it would make the file that it names.
  symlinkSync(target, path.join(root, 'notebooks', 'b'));
  const files = { 'new/deep/a': 'a', 'notebooks/a': 'a', 'notebooks/b': 'b' };
  assert.throws(() => writeNew(root, files), { code: 'EEXIST' });
  assert.deepEqual(filesIn(root), [...GIVEN, 'notebooks/b'].sort());
  assert.ok(!existsSync(path.join(root, 'new')));
  assert.ok(!existsSync(target));
});

test('a folder in a file’s place is told in a sentence, and nothing is left behind', () => {
  const root = checkout();
  mkdirSync(path.join(root, 'lib'));
  writeFileSync(path.join(root, 'lib', 'ktln2'), 'a file');
  assert.throws(
    () => make(root, '04-noise', 'heat'),
    (error: Error) =>
      error instanceof PlainError && /could not be made \(ENOTDIR|EEXIST\)/.test(error.message),
  );
  assert.deepEqual(filesIn(root), [...GIVEN, 'lib/ktln2'].sort());
});

/** The library with a room in it, compiled as far as new chapters import it; the checkout can then import it. */
async function compileLibrary(root: string, room: string): Promise<void> {
  const library = path.join(root, 'lib', 'ktln2');
  for (const name of ['package.json', 'src']) {
    cpSync(at('lib', 'ktln2', name), path.join(library, name), { recursive: true });
  }
  const { compilerOptions } = JSON.parse(readFileSync(at('lib', 'ktln2', 'tsconfig.json'), 'utf8'));
  const { composite: _, tsBuildInfoFile: __, ...options } = compilerOptions;
  // Only these and what they import: the other rooms take most of the time.
  const files = ['energy', 'notebook', room].map(name => `src/${name}/index.ts`);
  const settings = {
    extends: '../../tsconfig.json',
    compilerOptions: { ...options, declaration: true },
    files,
  };
  writeFileSync(path.join(library, 'tsconfig.json'), JSON.stringify(settings));
  mkdirSync(path.join(root, 'node_modules'));
  symlinkSync(library, path.join(root, 'node_modules', 'ktln2'), 'junction');
  const tsc = at('node_modules', 'typescript', 'bin', 'tsc');
  await mustRun(process.execPath, [tsc, '-p', library], 'The library does not compile.');
}

test('a chapter with a room passes as it is: format, types, run, README, example and test', {
  timeout: 240_000,
}, async () => {
  const root = checkout();
  const repository = findRepository(root);
  const room = 'a-room-of-20-letters';
  const [notebook = '', ...sources] = make(root, '04-noise', room);
  await compileLibrary(root, room);

  const loaded = loadNotebook(path.join(root, notebook), repository);
  const { report, written } = await updateNotebook(loaded, repository);
  assert.ok(!failed(report) && written, JSON.stringify(report));
  const stored = loadNotebook(loaded.file, repository);
  assert.deepEqual(storedComplaints(stored, repository), []);
  assert.deepEqual([...(await typeComplaints([stored], repository)).values()].flat(), []);
  assert.match(chapterTable([stored]), /\[4 · Noise\]\(notebooks\/04-noise\.ipynb\)/);
  assert.deepEqual(readRooms(root).find(({ name }) => name === room)?.uses, ['energy']);

  // The example, as documented; the test, compiled against the room and run.
  const library = createRequire(path.join(root, 'package.json'))(`ktln2/${room}`);
  assert.equal(library.aRoomOf20LettersExample(1, 300).toPrecision(4), '3.483e+20');
  const file = path.join(root, sources.at(-1) as string);
  const flags = [
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--strict',
    '--skipLibCheck',
    '--types',
    'node',
  ];
  const tsc = at('node_modules', 'typescript', 'bin', 'tsc');
  await mustRun(process.execPath, [tsc, ...flags, '--ignoreConfig', file], 'The test does not compile.');
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const { status, stdout } = await run(process.execPath, [file.replace(/ts$/, 'js')], { env });
  assert.equal(status, 0, stdout);
  assert.match(stdout, /^# pass 2$/m);
});

test('what is written has the project’s format, however long the names are', async () => {
  const root = checkout();
  const files = make(root, `04-${'a'.repeat(57)}`, 'heat');
  const loaded = loadNotebook(path.join(root, files[0] as string), findRepository(root));
  const { ok, report, formatted } = await biome([loaded], false);
  assert.ok(ok, report);
  assert.deepEqual(formatted, []);
  const settings = JSON.parse(readFileSync(at('biome.json'), 'utf8'));
  writeFileSync(path.join(root, 'biome.json'), JSON.stringify({ ...settings, root: true }));
  for (const room of ['a', 'heat', 'a-room-of-20-letters']) writeRoom(root, room);
  const tool = at('node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const words = [tool, 'check', '--colors=off', 'lib', 'test'];
  const { status, stdout, stderr } = await run(process.execPath, words, { cwd: root });
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout + stderr, /Checked 9 files/);
});

/** Writes a room's files over those that may be there. */
function writeRoom(root: string, room: string): void {
  for (const [name, content] of Object.entries(newRoom(planOf('04-a', room), room))) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
