import assert from 'node:assert/strict';
import { readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { test } from 'node:test';
import { dataSource, loadTable, readDataFile, readManifest } from 'ktln2/data';
import { CSV, dataFolder, lampEntry, sha256 } from './fixture.js';

const DATA = join(dirname(createRequire(import.meta.url).resolve('ktln2/package.json')), '..', '..', 'data');

test('the manifest lists every file of data/, and every file that it lists is there', () => {
  const files = readdirSync(DATA, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(DATA, join(entry.parentPath ?? entry.path, entry.name)).replaceAll(sep, '/'))
    .filter(file => file !== 'manifest.json' && file !== 'README.md');
  assert.deepEqual(
    files.sort(),
    readManifest()
      .map(entry => entry.file)
      .sort(),
  );
});

test('every file of data/ has the hash, and every table the columns and cells, that the manifest says', () => {
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
  for (const entry of readManifest()) {
    assert.doesNotMatch(
      `${entry.source} ${entry.url ?? ''} ${entry.retrieved}`,
      /(^|\s)(\/\w+\/|~|file:)|localhost/,
    );
    assert.match(entry.url ?? 'https://', /^https:\/\//);
  }
});

test('a file is read and verified, its source found by id', t => {
  const folder = dataFolder(t);
  assert.equal(readDataFile('lamps', folder).toString(), CSV);
  assert.equal(dataSource('lamps', folder).licence, 'CC0');
});

test('an unknown id is answered with the ids there are', t => {
  const expected = { name: 'RangeError', message: 'id is "lamp"; expected one of data/manifest.json: lamps' };
  const folder = dataFolder(t);
  assert.throws(() => dataSource('lamp', folder), expected);
  assert.throws(() => readDataFile('lamp', folder), expected);
});

test('a changed byte is found, and the message gives both hashes', t => {
  const changed = CSV.replace('1.5', '1.6');
  const folder = dataFolder(t, changed, [lampEntry(CSV)]);
  assert.throws(() => readDataFile('lamps', folder), {
    message: `data/energy/lamps.csv (id "lamps") has SHA-256 ${sha256(changed)}; expected ${sha256(CSV)} as in data/manifest.json`,
  });
});

test('a missing file is named', t => {
  const folder = dataFolder(t);
  rmSync(join(folder, 'energy', 'lamps.csv'));
  assert.throws(() => readDataFile('lamps', folder), /data\/energy\/lamps\.csv \(id "lamps"\) is missing/);
});

test('a path outside data/ is refused, written out or by a symbolic link', t => {
  for (const file of [
    '../secret.csv',
    'energy/../../secret.csv',
    '/etc/passwd',
    'C:\\secret',
    '..\\secret.csv',
  ]) {
    const folder = dataFolder(t, CSV, [{ ...lampEntry(), file }]);
    assert.throws(
      () => readDataFile('lamps', folder),
      /entry "lamps": file is ".*"; expected a path inside data\//,
    );
  }
  const outside = join(dataFolder(t), 'energy', 'lamps.csv');
  const folder = dataFolder(t);
  rmSync(join(folder, 'energy', 'lamps.csv'));
  symlinkSync(outside, join(folder, 'energy', 'lamps.csv'));
  assert.throws(() => readDataFile('lamps', folder), /leads outside data\/; expected a file inside/);
});

test('a faulty manifest is named with the entry and what is wrong', t => {
  const entry = lampEntry();
  const cases: [unknown, RegExp][] = [
    [[{ ...entry, licence: ' ' }], /entry "lamps": licence is " "; expected a text that is not empty/],
    [[{ ...entry, id: undefined }], /entry number 1: id is undefined; expected a text/],
    [[null], /entry number 1: id is undefined; expected a text/],
    [
      [{ ...entry, sha256: 'ABC' }],
      /entry "lamps": sha256 is "ABC"; expected 64 lower-case hexadecimal digits/,
    ],
    [[entry, entry], /entry "lamps": its id is taken by an earlier entry/],
    [
      [{ ...entry, columns: [{ name: 'x', type: 'real', meaning: 'x' }] }],
      /type of column "x" is "real"; expected one of text, number/,
    ],
    [
      [{ ...entry, columns: [{ name: 'x', type: [], meaning: 'x' }] }],
      /type of column "x" is \[\]; expected one of text, .* or a list of allowed values/,
    ],
    [
      [{ ...entry, columns: [{ name: 'x', type: ['a', ''], meaning: 'x' }] }],
      /type of column "x" is \["a",""\]/,
    ],
    [[{ ...entry, columns: [{ name: 'x', type: 'text' }] }], /a column is .*; expected a name and a meaning/],
    ['lamps', /expected a list named "files"/],
  ];
  for (const [entries, message] of cases) {
    assert.throws(() => readManifest(dataFolder(t, CSV, entries)), message);
  }
  const folder = dataFolder(t);
  writeFileSync(join(folder, 'manifest.json'), '{');
  assert.throws(() => readManifest(folder), /^Error: data\/manifest\.json cannot be read: /);
});
