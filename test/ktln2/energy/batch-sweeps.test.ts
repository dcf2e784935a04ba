import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadTable } from 'ktln2/data';
import { batchSweeps } from 'ktln2/energy';

const row = (card: string, batch: number) => ({ card, batch });
const card = (r: { card: string }) => r.card;
const batch = (r: { batch: number }) => r.batch;

test('every row is in one sweep, in the order of its batches, and the input stays as it was', () => {
  const rows = [row('b', 64), row('a', 16), row('b', 8), row('a', 8), row('b', 16)];
  const before = structuredClone(rows);
  const sweeps = batchSweeps(rows, card, batch);
  assert.deepEqual(
    sweeps.map(sweep => sweep.map(r => `${r.card}${r.batch}`)),
    [
      ['b8', 'b16', 'b64'],
      ['a8', 'a16'],
    ],
  );
  assert.deepEqual(rows, before);
});

test('the rule asks for the first batch and for different batches', () => {
  const rows = [row('a', 8), row('a', 16), row('b', 16), row('b', 32), row('c', 8), row('c', 8)];
  const names = (startsAt: number, leastBatches: number) =>
    batchSweeps(rows, card, batch, { startsAt, leastBatches }).map(([first]) => first.card);
  assert.deepEqual(names(8, 2), ['a']);
  assert.deepEqual(names(8, 1), ['a', 'c']);
  assert.deepEqual(names(16, 1), ['b']);
  assert.deepEqual(names(4, 1), []);
});

test('in the benchmark the rule leaves 67 of 72 sweeps, counted here without it', () => {
  const columns = { model: 'text', gpu: 'text', gpus: 'integer', max_batch: 'integer' } as const;
  const tasks = { task: ['lm-arena-chat', 'gpqa', 'sourcegraph-fim'] } as const;
  const rows = loadTable('llm-batch-sweeps', { ...columns, ...tasks });
  assert.equal(rows.length, 565);
  const setting = (r: (typeof rows)[number]) => `${r.model} ${r.gpu} ${r.gpus} ${r.task}`;
  const batches: Record<string, Set<number>> = {};
  for (const r of rows) {
    batches[setting(r)] ??= new Set();
    batches[setting(r)]?.add(r.max_batch);
  }
  const counted = Object.values(batches).filter(set => set.size >= 4 && Math.min(...set) === 8);
  const found = batchSweeps(rows, setting, r => r.max_batch, { startsAt: 8, leastBatches: 4 });
  assert.deepEqual([Object.keys(batches).length, counted.length, found.length], [72, 67, 67]);
});

test('bad arguments are named', () => {
  assert.throws(() => batchSweeps([row('a', 0)], card, batch), /^RangeError: batchOf\(rows\[0\]\) is 0/);
  const sweep = (startsAt: number, leastBatches: number) => () =>
    batchSweeps([row('a', 8)], card, batch, { startsAt, leastBatches });
  assert.throws(sweep(-1, 1), /^RangeError: rule.startsAt is -1/);
  assert.throws(sweep(8, 0), /^RangeError: rule.leastBatches is 0; expected an integer >= 1/);
});
