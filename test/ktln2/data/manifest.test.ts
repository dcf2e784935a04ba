import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { test } from 'node:test';
import { dataSource, loadTable, readDataFile, readManifest } from 'ktln2/data';
import { at } from '#tooling/ktln2/paths';
import { CSV, dataFolder, lampEntry, sha256 } from './fixture.js';

const DATA = at('data');
const LAMPS = join('energy', 'lamps.csv');

test('every file of data/ is described by one beside it, and every description has its file', () => {
  const files = readdirSync(DATA, { recursive: true, withFileTypes: true })
    .filter(entry => !entry.isDirectory())
    .map(entry => relative(DATA, join(entry.parentPath ?? entry.path, entry.name)).replaceAll(sep, '/'));
  assert.deepEqual(
    files.filter(file => file !== 'README.md').sort(),
    readManifest()
      .flatMap(({ file }) => [file, `${file}.source.json`])
      .sort(),
  );
});

test('an id names one data set', () => {
  const ids = readManifest().map(({ id }) => id);
  assert.deepEqual([...new Set(ids)], ids);
});

test('every file of data/ has the hash, and every table the columns and cells, that are said beside it', () => {
  for (const { id, columns } of readManifest()) {
    assert.ok(readDataFile(id).length > 0);
    if (!columns) continue;
    const rows = loadTable(id, Object.fromEntries(columns.map(({ name, type }) => [name, type])));
    assert.ok(rows.length > 0);
    for (const { name, type, unit } of columns) {
      const numeric = typeof type === 'string' && !type.startsWith('text');
      assert.ok(!numeric || unit || name === 'year', `${id}: ${name} is a number without a unit`);
    }
  }
});

test('sources are public: no entry names a path of one machine', () => {
  for (const { source, url = '', retrieved, tools = [] } of readManifest()) {
    assert.doesNotMatch([source, url, retrieved, ...tools].join(' '), /(^|\s)(\/\w+\/|~|file:)|localhost/);
    assert.match(url || 'https://', /^https:\/\//);
  }
});

test('a file is read and verified, its source found by id and by path', t => {
  const folder = dataFolder(t);
  for (const name of ['lamps', 'energy/lamps.csv']) {
    assert.equal(readDataFile(name, folder).toString(), CSV);
    assert.deepEqual(dataSource(name, folder), { id: 'lamps', file: 'energy/lamps.csv', ...lampEntry() });
  }
});

test('an unknown id is answered with the ids there are', t => {
  const expected = { name: 'RangeError', message: 'id is "lamp"; expected one of data/: lamps' };
  const folder = dataFolder(t);
  assert.throws(() => dataSource('lamp', folder), expected);
  assert.throws(() => readDataFile('lamp', folder), expected);
});

test('of two data sets with one id, the path tells which', t => {
  const folder = dataFolder(t);
  for (const [name, content] of [
    ['lamps.txt', 'text'],
    ['lamps.txt.source.json', JSON.stringify(lampEntry('text'))],
  ] as const) {
    writeFileSync(join(folder, name), content);
  }
  assert.throws(() => dataSource('lamps', folder), {
    name: 'RangeError',
    message: 'id is "lamps"; expected the path of one: energy/lamps.csv or lamps.txt',
  });
  assert.equal(readDataFile('lamps.txt', folder).toString(), 'text');
});

test('a data set is read though another one is described wrongly', t => {
  const folder = dataFolder(t);
  writeFileSync(join(folder, 'broken.csv.source.json'), '{');
  assert.equal(readDataFile('lamps', folder).toString(), CSV);
  assert.throws(
    () => dataSource('broken', folder),
    /^Error: data\/broken\.csv\.source\.json cannot be read: /,
  );
  assert.throws(() => readManifest(folder), /^Error: data\/broken\.csv\.source\.json cannot be read: /);
});

test('a changed byte is found, and the message gives both hashes', t => {
  const changed = CSV.replace('1.5', '1.6');
  const folder = dataFolder(t, changed, lampEntry(CSV));
  assert.throws(() => readDataFile('lamps', folder), {
    message: `data/energy/lamps.csv has SHA-256 ${sha256(changed)}; expected ${sha256(CSV)} as in data/energy/lamps.csv.source.json`,
  });
});

test('a missing file is named', t => {
  const folder = dataFolder(t);
  rmSync(join(folder, LAMPS));
  assert.throws(
    () => readDataFile('lamps', folder),
    /data\/energy\/lamps\.csv is missing; expected the file/,
  );
});

test('nothing outside data/ is read, by a name or by a symbolic link', t => {
  const other = dataFolder(t);
  const folder = join(other, 'data');
  mkdirSync(folder);
  for (const name of ['../energy/lamps.csv', join(other, LAMPS), '..\\energy\\lamps.csv', 'x/../../lamps']) {
    assert.throws(() => readDataFile(name, folder), { name: 'RangeError' });
  }
  symlinkSync(join(other, 'energy'), join(folder, 'linked'));
  assert.throws(() => readDataFile('linked/lamps.csv', folder), { name: 'RangeError' });
  renameSync(join(other, `${LAMPS}.source.json`), join(folder, 'lamps.csv.source.json'));
  symlinkSync(join(other, LAMPS), join(folder, 'lamps.csv'));
  assert.throws(() => readDataFile('lamps', folder), /leads outside data\/; expected a file inside/);
});

test('a faulty description is named, with what is wrong', t => {
  const entry = lampEntry();
  const cases: [unknown, string | RegExp][] = [
    [{ ...entry, licence: ' ' }, 'licence is " "; expected a text that is not empty'],
    [{ ...entry, retrieved: undefined }, 'retrieved is undefined; expected a text that is not empty'],
    [{ ...entry, file: 'energy/lamps.csv' }, /^file is not known; expected sha256, title, /],
    [null, 'found null; expected an object'],
    [[entry], /^found \[.*\]; expected an object/],
    [{ ...entry, sha256: 'ABC' }, 'sha256 is "ABC"; expected 64 lower-case hexadecimal digits'],
    [{ ...entry, url: 5 }, 'url is 5; expected an address'],
    [{ ...entry, tools: 'cjxl' }, 'tools is "cjxl"; expected a list of names with versions'],
    [{ ...entry, picture: { width: 4 } }, 'picture is {"width":4}; expected width, height and channels'],
    [{ ...entry, columns: {} }, 'columns is {}; expected a list'],
    [{ ...entry, columns: [null] }, 'a column is null; expected a name and a meaning'],
    [{ ...entry, columns: [{ name: 'x', type: 'text' }] }, /^a column is .*; expected a name and a meaning$/],
    [
      { ...entry, columns: [{ name: 'x', type: 'real', meaning: 'x' }] },
      /^the type of column "x" is "real"; expected one of text, number, .* or a list of allowed values$/,
    ],
    [{ ...entry, columns: [{ name: 'x', type: [], meaning: 'x' }] }, /type of column "x" is \[\];/],
    [{ ...entry, columns: [{ name: 'x', type: ['a', ''], meaning: 'x' }] }, /column "x" is \["a",""\]/],
  ];
  const where = 'data/energy/lamps.csv.source.json: ';
  for (const [said, expected] of cases) {
    assert.throws(
      () => readManifest(dataFolder(t, CSV, said)),
      ({ message }: Error) => {
        assert.ok(message.startsWith(where), message);
        const rest = message.slice(where.length);
        if (typeof expected === 'string') assert.equal(rest, expected);
        else assert.match(rest, expected);
        return true;
      },
    );
  }
});
