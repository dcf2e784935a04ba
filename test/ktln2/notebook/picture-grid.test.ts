import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figureBundle, pictureGrid } from 'ktln2/notebook';

const pictures = ['a', 'b', 'c', 'd', 'e'].map(label => ({ source: `data:${label}`, label }));
const grid = { title: 'Five', pictures, columns: 3, side: 100, caption: 'c', alt: 'a' };

test('pictures are shown as large as asked, side by side, without touching', () => {
  const { layout } = pictureGrid(grid);
  const drawn = (layout.width ?? 0) - 40; // less the margins
  const images = layout.images ?? [];
  assert.equal(images.length, 5);
  for (const { sizex } of images) assert.ok(Math.abs((sizex ?? 0) * drawn - 100) < 1e-9);
  const [a, b, , d] = images.map(({ x, y }) => [Number(x) * drawn, Number(y)]);
  assert.ok(b[0] - a[0] > 100 && b[1] === a[1]);
  assert.ok(d[0] === a[0] && d[1] < a[1]);
  assert.deepEqual(
    layout.annotations?.map(({ text }) => text),
    ['a', 'b', 'c', 'd', 'e'],
  );
});

test('its figure can be shown, and bad numbers are named', () => {
  assert.equal(figureBundle({ ...pictureGrid(grid), data: [] })['text/plain'], 'c');
  assert.throws(() => pictureGrid({ ...grid, columns: 0 }), /columns is 0; expected an integer >= 1/);
  assert.throws(() => pictureGrid({ ...grid, side: 0.5 }), /side is 0.5; expected an integer >= 1/);
});
