/** Displaying, in a module that stands in for the kernel's. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { showTable, tableBundle } from 'ktln2/notebook';

const { cache } = createRequire(import.meta.url);
const KERNEL = '/node_modules/tslab/dist/jupyter.js';
const TABLE = { caption: 'One', columns: ['x'], rows: [[1]] };

test('outside a kernel it says so', () => {
  assert.throws(() => showTable(TABLE), /no notebook to display in/);
});

test('a bundle is one output of the cell that runs', t => {
  const kernel = { lastWriteDisplayData: undefined as unknown };
  cache[KERNEL] = { exports: kernel } as NodeJS.Module;
  t.after(() => delete cache[KERNEL]);
  for (const cell of ['first', 'second']) {
    const outputs: unknown[] = [];
    kernel.lastWriteDisplayData = (content: unknown, update: unknown) => outputs.push([content, update]);
    showTable(TABLE);
    assert.deepEqual(outputs, [[{ data: tableBundle(TABLE), metadata: {}, transient: {} }, false]], cell);
  }
  // Between cells.
  kernel.lastWriteDisplayData = null;
  assert.throws(() => showTable(TABLE), /no notebook to display in/);
});
