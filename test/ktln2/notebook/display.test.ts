/** Displaying, in a module that stands in for the kernel's. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { type Figure, figureBundle, showFigure, showTable, tableBundle } from 'ktln2/notebook';

const { cache } = createRequire(import.meta.url);
const KERNEL = '/node_modules/tslab/dist/jupyter.js';
const TABLE = { caption: 'One', columns: ['x'], rows: [[1]] };
const axis = (text: string) => ({ title: { text } });
const FIGURE: Figure = {
  data: [{ x: [1], y: [1] }],
  layout: { ...axis('One'), xaxis: axis('x'), yaxis: axis('y') },
  caption: 'One point.',
  alt: 'A point.',
};

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
  const outputs: unknown[] = [];
  kernel.lastWriteDisplayData = ({ data }: { data: unknown }) => outputs.push(data);
  showFigure(FIGURE);
  assert.deepEqual(outputs, [figureBundle(FIGURE)]);
  // Between cells.
  kernel.lastWriteDisplayData = null;
  assert.throws(() => showTable(TABLE), /no notebook to display in/);
});

test('a module that is only named like the kernel’s is none', t => {
  const named = ['/tslab/dist/jupyter.js.map', '/tslab/dist/notjupyter.js', '/tslab/jupyter.js'];
  const outputs: unknown[] = [];
  for (const name of named) {
    cache[name] = { exports: { lastWriteDisplayData: () => outputs.push(name) } } as unknown as NodeJS.Module;
  }
  t.after(() => {
    for (const name of named) delete cache[name];
  });
  assert.throws(() => showTable(TABLE), /no notebook to display in/);
  assert.deepEqual(outputs, []);
});
