import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadTable } from 'ktln2/data';
import { CSV, dataFolder, lampEntry, sha256 } from './fixture.js';

const ALL = { name: 'text', energy: 'number', count: 'integer?', kind: ['measured', 'claimed'] } as const;

test('cells come with their types, quoted commas and empty cells included', t => {
  const rows = loadTable('lamps', ALL, dataFolder(t));
  // The row type follows from the columns: each of these assignments must compile.
  const name: string | undefined = rows[0]?.name;
  const energy: number | undefined = rows[0]?.energy;
  const kind: 'measured' | 'claimed' | undefined = rows[1]?.kind;
  assert.deepEqual([name, energy, kind], ['lamp', 1.5, 'claimed']);
  assert.deepEqual(rows, [
    { name: 'lamp', energy: 1.5, count: 2, kind: 'measured' },
    { name: 'desk, old', energy: -0.002, count: undefined, kind: 'claimed' },
  ]);
});

test('the row type forbids what the columns do not give', t => {
  const rows = loadTable('lamps', { name: 'text', count: 'integer?' }, dataFolder(t));
  // @ts-expect-error: this column was not asked for
  assert.equal(rows[0]?.energy, undefined);
  // @ts-expect-error: an optional cell may be undefined
  const count: number = rows[1]?.count;
  assert.equal(count, undefined);
});

test('a damaged cell is named by file, line and column, whether asked for or not', t => {
  const cases: [from: string, to: string, message: string][] = [
    ['1.5', 'much', 'line 2, column "energy": found "much"; expected a number'],
    ['1.5', '', 'line 2, column "energy": found ""; expected a number'],
    ['1.5', 'Infinity', 'line 2, column "energy": found "Infinity"; expected a number'],
    ['1.5', '0x10', 'line 2, column "energy": found "0x10"; expected a number'],
    ['1.5', '1e999', 'line 2, column "energy": found "1e999"; expected a number'],
    [',2,', ',2.5,', 'line 2, column "count": found "2.5"; expected an integer or nothing'],
    ['claimed', 'guessed', 'line 3, column "kind": found "guessed"; expected one of measured, claimed'],
    ['"desk, old"', ' ', 'line 3, column "name": found " "; expected a text that is not empty'],
  ];
  for (const [from, to, message] of cases) {
    const folder = dataFolder(t, CSV.replace(from, to));
    const expected = { name: 'Error', message: `data/energy/lamps.csv, ${message}` };
    assert.throws(() => loadTable('lamps', { name: 'text' }, folder), expected);
  }
});

test('missing, undescribed and short columns are named', t => {
  const without = CSV.replace('energy', 'power');
  assert.throws(
    () => loadTable('lamps', ALL, dataFolder(t, without)),
    /data\/energy\/lamps\.csv: column "energy" is missing, which data\/energy\/lamps\.csv\.source\.json describes/,
  );
  const extra = CSV.replace('kind', 'kind,colour').replaceAll('ed\n', 'ed,red\n');
  assert.throws(
    () => loadTable('lamps', ALL, dataFolder(t, extra)),
    /column "colour" is not described in data\/energy\/lamps\.csv\.source\.json/,
  );
  assert.throws(
    () => loadTable('lamps', ALL, dataFolder(t, `${CSV}lamp,1\n`)),
    /data\/energy\/lamps\.csv: expected CSV with as many cells in every row: .*line 4/,
  );
});

test('a caller who asks for other columns or types than are described is told so', t => {
  const folder = dataFolder(t);
  assert.throws(() => loadTable('lamps', { power: 'number' }, folder), {
    name: 'RangeError',
    message:
      'columns.power: data/energy/lamps.csv has no such column; expected some of name, energy, count, kind',
  });
  assert.throws(() => loadTable('lamps', { count: 'integer' }, folder), {
    name: 'TypeError',
    message: 'columns.count is integer; expected integer? as in data/energy/lamps.csv.source.json',
  });
  const plain = dataFolder(t, CSV, { ...lampEntry(), columns: undefined });
  assert.throws(() => loadTable('lamps', ALL, plain), /id is "lamps"; expected a table/);
});

test('no column and no row gets lost unseen', t => {
  const one = (type: string) => ({ ...lampEntry(), columns: [{ name: 'a', type, meaning: 'a' }] });
  const twice = 'a,a\n1,2\n';
  assert.throws(
    () =>
      loadTable('lamps', { a: 'number' }, dataFolder(t, twice, { ...one('number'), sha256: sha256(twice) })),
    /column "a" is there twice/,
  );
  const gap = 'a\n1\n\n3\n';
  const folder = dataFolder(t, gap, { ...one('number?'), sha256: sha256(gap) });
  assert.deepEqual(loadTable('lamps', { a: 'number?' }, folder), [{ a: 1 }, { a: undefined }, { a: 3 }]);
});
