/** Data made and checked by scripts: fakes, in a folder of their own. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { mock, test } from 'node:test';
import { dataCheck } from '#tooling/ktln2/commands/data-check';
import { dataMake } from '#tooling/ktln2/commands/data-make';
import { tellDifference } from '#tooling/ktln2/data/difference';
import { loadScript, scriptNames } from '#tooling/ktln2/data/scripts';
import { command, temporaryFolder } from './support.js';

const root = temporaryFolder();
const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

/** What a script's module holds when `make` has this body. */
const script = (body: string, more = ''): string =>
  `export const dataset = { tools: () => ['fake 1'], same: 'byte by byte', async make(onProgress) { ${body} }, ${more} };`;
const MAKES = script("onProgress('half'); return 'made\\n';");

/** Folders with one data set, energy/lamps.txt, and the scripts given; `stored` is what its description knows. */
function folders(scripts: Record<string, string>, content = 'old\n', stored = content) {
  const folder = mkdtempSync(path.join(root, 'd'));
  const at = { scripts: path.join(folder, 'scripts'), data: path.join(folder, 'data') };
  for (const name of ['src', 'dist']) mkdirSync(path.join(at.scripts, name), { recursive: true });
  for (const [name, code] of Object.entries(scripts)) {
    writeFileSync(path.join(at.scripts, 'src', `${name}.ts`), '');
    writeFileSync(path.join(at.scripts, 'dist', `${name}.js`), code);
  }
  mkdirSync(path.join(at.data, 'energy'), { recursive: true });
  const file = path.join(at.data, 'energy', 'lamps.txt');
  const source = `${file}.source.json`;
  writeFileSync(file, content);
  const said = { sha256: sha256(stored), title: 'Lamps', source: 'a script', licence: 'CC0' };
  writeFileSync(source, JSON.stringify({ ...said, retrieved: 'by hand' }));
  const said2 = () => JSON.parse(readFileSync(source, 'utf8'));
  return { ...at, file, source, said: said2, names: () => readdirSync(path.dirname(file)).sort() };
}

/** Runs a command; what it prints and how it ends. */
async function outcome(
  work: Promise<number>,
): Promise<{ status: number; printed: string; progress: string }> {
  const [log, write] = [
    mock.method(console, 'log', () => {}),
    mock.method(process.stderr, 'write', () => true),
  ];
  const texts = ({ mock: { calls } }: typeof log | typeof write) => calls.map(call => call.arguments[0]);
  try {
    const status = await work;
    return { status, printed: texts(log).join('\n'), progress: texts(write).join('') };
  } finally {
    log.mock.restore();
    write.mock.restore();
  }
}

const make = (at: ReturnType<typeof folders>) => outcome(dataMake(['lamps'], at));
const check = (at: ReturnType<typeof folders>, ...names: string[]) => outcome(dataCheck(names, at));

test('a data set is made: its file, its hash and its tools are new, the rest of its description is kept', async () => {
  const at = folders({ lamps: MAKES });
  const { status, printed, progress } = await make(at);
  assert.equal(status, 0);
  assert.equal(printed, `data/energy/lamps.txt: written, SHA-256 ${sha256('made\n')}`);
  assert.match(progress, /^lamps: half$/m);
  assert.equal(readFileSync(at.file, 'utf8'), 'made\n');
  const { retrieved, ...rest } = at.said();
  assert.match(retrieved, /^\d{4}-\d\d-\d\d, npm run data:make -- lamps$/);
  const kept = { title: 'Lamps', source: 'a script', licence: 'CC0' };
  assert.deepEqual(rest, { ...kept, sha256: sha256('made\n'), tools: ['fake 1'] });
  assert.deepEqual(at.names(), ['lamps.txt', 'lamps.txt.source.json']);

  const before = readFileSync(at.source, 'utf8').replace(/\d{4}-\d\d-\d\d/, '2001-01-01');
  writeFileSync(at.source, before);
  assert.match((await make(at)).printed, /the same as before, SHA-256/);
  assert.equal(readFileSync(at.source, 'utf8'), before);
});

test('a description that is edited while the script runs keeps the edit', async () => {
  const at = folders({
    lamps: `import fs from 'node:fs'; ${script(`const file = new URL('../../data/energy/lamps.txt.source.json', import.meta.url);
      fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('Lamps', 'Old lamps')); return 'made';`)}`,
  });
  await make(at);
  assert.deepEqual([at.said().title, at.said().sha256], ['Old lamps', sha256('made')]);
});

test('the first file of a data set that has been described is made', async () => {
  const at = folders({ lamps: MAKES }, 'old\n', 'other');
  rmSync(at.file);
  assert.equal((await make(at)).status, 0);
  assert.equal((await check(at)).status, 0);
});

test('a script that throws half-way, or makes nothing or nonsense, leaves everything as it was', async () => {
  for (const [body, message] of [
    ["onProgress('half'); throw new Error('out of lamps');", /Error: lamps was not made: out of lamps$/],
    ["return '';", /^Error: script "lamps" made an empty file$/],
    ['return 5;', /^Error: lamps was not made: script "lamps" made 5; expected a text or bytes$/],
  ] as const) {
    const at = folders({ lamps: script(body) });
    const before = readFileSync(at.source, 'utf8');
    await assert.rejects(make(at), message);
    assert.equal(readFileSync(at.file, 'utf8'), 'old\n');
    assert.equal(readFileSync(at.source, 'utf8'), before);
    assert.deepEqual(at.names(), ['lamps.txt', 'lamps.txt.source.json']);
  }
});

test('what was left between the file and its description is told, and mended by the same command', async () => {
  const at = folders({ lamps: MAKES }, 'made\n', 'old\n');
  const { status, printed } = await check(at);
  assert.equal(status, 1);
  assert.match(
    printed,
    /^lamps: differs\. data\/energy\/lamps\.txt has SHA-256 .* expected .*data:make -- lamps/,
  );
  await make(at);
  assert.equal((await check(at)).status, 0);
});

test('only scripts that are there are run, by their name and nothing else', async () => {
  const at = folders({ lamps: MAKES, other: MAKES });
  writeFileSync(path.join(at.scripts, 'dist', 'deleted.js'), MAKES);
  writeFileSync(path.join(at.scripts, 'src', 'types.d.ts'), '');
  assert.deepEqual(scriptNames(at), ['lamps', 'other']);
  for (const name of [
    'lamp',
    'deleted',
    '../dist/lamps',
    './lamps',
    path.join(at.scripts, 'dist', 'lamps'),
  ]) {
    const expected = { message: `no script makes "${name}"; expected lamps, other` };
    await assert.rejects(loadScript(name, at), expected);
  }
  await assert.rejects(dataMake([], at), { message: '0 names are given; expected one of lamps, other' });
  await assert.rejects(dataMake(['lamps', 'other'], at), /2 names are given/);
  await assert.rejects(
    make(folders({ lamps: 'export const data = 1;' })),
    /script "lamps" exports no data set/,
  );
});

test('a script whose data set is not described, or no file, writes nothing', async () => {
  const at = folders({ other: MAKES });
  await assert.rejects(
    outcome(dataMake(['other'], at)),
    /id is "other"; expected one of data\/: lamps\. A script makes "other"; data\/README\.md says how to describe/,
  );
  const linked = folders({ lamps: MAKES });
  const elsewhere = path.join(linked.data, '..', 'elsewhere');
  writeFileSync(elsewhere, 'mine');
  rmSync(linked.file);
  symlinkSync(elsewhere, linked.file);
  await assert.rejects(make(linked), /data\/energy\/lamps\.txt is no ordinary file; it is left as it is/);
  assert.equal(readFileSync(elsewhere, 'utf8'), 'mine');
});

test('a program that is missing is named with how to get it: nothing is made, and nothing is wrong', async () => {
  const needs = "programs: { 'no-such-program': 'apt-get install none' }";
  const at = folders({ lamps: script("throw new Error('ran');", needs) });
  const said = /needs no-such-program; to be had by: apt-get install none/;
  await assert.rejects(make(at), said);
  const { status, printed } = await check(at);
  assert.equal(status, 0);
  assert.match(printed, /^lamps: cannot be made here\. /);
  assert.match(printed, said);
  const there = folders({ lamps: script("return 'old\\n';", "programs: { node: 'nodejs.org' }") });
  const PATH = process.env.PATH;
  process.env.PATH = path.dirname(process.execPath);
  try {
    assert.match((await check(there)).printed, /^lamps: same\. "Same" means byte by byte$/m);
  } finally {
    process.env.PATH = PATH;
  }
});

test('the check tells what differs, from what is the same, from rounding, from scripts that fail', async () => {
  const told = (rounding: boolean) => `compare: () => ({ rounding: ${rounding}, told: 'by 1e-9' })`;
  for (const [code, status, expected] of [
    [script("return 'old\\n';"), 0, /^lamps: same\. "Same" means byte by byte$/m],
    [MAKES, 1, /^lamps: differs\. 1 of 2 lines differ, .* Stored: by unknown tools; here: by fake 1$/m],
    [script("return 'new';", told(true)), 0, /^lamps: differs in rounding\. by 1e-9\. "Same" means byte/m],
    [script("return 'new';", told(false)), 1, /^lamps: differs\. by 1e-9\. /m],
    [script("return 'old\\n';", told(false)), 0, /^lamps: same\. /m],
    [script("throw new Error('out of lamps');"), 1, /^lamps: script fails\. out of lamps$/m],
    ["throw new Error('broken');", 1, /^lamps: script fails\. broken$/m],
  ] as const) {
    const at = folders({ lamps: code });
    const found = await check(at);
    assert.equal(found.status, status, found.printed);
    assert.match(found.printed, expected);
    assert.match(found.printed, /\n1 data sets: 1 [a-z ]+$/);
    assert.equal(readFileSync(at.file, 'utf8'), 'old\n');
    assert.equal(at.said().retrieved, 'by hand');
  }
});

test('data without a script are held against their hash, in the words of their description', async () => {
  const good = await check(folders({}));
  assert.equal(good.status, 0);
  assert.match(good.printed, /^lamps: unchanged\. .*No script makes it: by hand$/m);
  const bad = await check(folders({}, 'old', 'other'), 'lamps');
  assert.equal(bad.status, 1);
  assert.match(bad.printed, /^lamps: changed\. data\/energy\/lamps\.txt has SHA-256/);
  await assert.rejects(check(folders({}), 'lamp'), { message: 'no data set is called lamp; expected lamps' });
});

test('a script that makes no data set is found by the check', async () => {
  const { status, printed } = await check(folders({ stray: MAKES }));
  assert.equal(status, 1);
  assert.match(printed, /^stray: differs\. id is "stray"; expected one of data\/: lamps/m);
});

test('differences are told by line, or by byte where there are none', () => {
  const tell = (...texts: (string | number[])[]) =>
    tellDifference(...(texts.map(text => Buffer.from(text as string)) as [Buffer, Buffer]));
  assert.equal(
    tell('a\nb\nc\n', 'a\nB\nC\n'),
    '2 of 4 lines differ, the first is line 2: stored "b", made "B"',
  );
  assert.match(tell('a', 'a\nb'), /^1 of 2 lines differ, the first is line 2: stored nothing, made "b"$/);
  assert.match(tell('x'.repeat(1e4), 'y'), /stored "x{120}…", made "y"$/);
  const long = 'x'.repeat(1e4);
  assert.match(tell(`${long}1`, `${long}2`), /stored "…x{40}1", made "…x{40}2"$/);
  assert.equal(tell([0, 1, 2], [0, 1]), '3 bytes stored, 2 made, first different at byte 2');
  assert.equal(tell([0, 1], [0, 1, 2]), '2 bytes stored, 3 made, first different at byte 2');
});

test('the commands are known, and refuse names and options that they do not know', async () => {
  const { status, printed } = await command('data:make', '../data');
  assert.equal(status, 2);
  assert.match(printed, /^no script makes "\.\.\/data"; expected .*slow-codecs, uniform-square/);
  assert.equal((await command('data:check', '--write')).status, 2);
});

test('two data sets of one id are told apart by their paths, which serve everywhere', async () => {
  const at = folders({});
  const [folder, name] = [path.join(at.data, 'more'), 'lamps.txt'];
  mkdirSync(folder);
  for (const each of [name, `${name}.source.json`]) {
    writeFileSync(path.join(folder, each), readFileSync(path.join(at.data, 'energy', each)));
  }
  const both = await outcome(dataCheck([], at));
  assert.equal(both.status, 0);
  assert.match(both.printed, /^energy\/lamps\.txt: unchanged[\s\S]*^more\/lamps\.txt: unchanged/m);
  assert.equal((await outcome(dataCheck(['more/lamps.txt'], at))).status, 0);
  rmSync(folder, { recursive: true });
  assert.match((await outcome(dataCheck(['energy/lamps.txt'], at))).printed, /^lamps: unchanged/);
});
