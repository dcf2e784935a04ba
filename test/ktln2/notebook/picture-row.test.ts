import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figureBundle, pictureRow } from 'ktln2/notebook';

const texts = { title: 'Pictures', caption: 'c', alt: 'a' };
const row = { ...texts, sources: ['data:,1', 'data:,2', 'data:,3'], labels: ['one', 'two', 'three'] };

test('pictures stand in reading order, none over another, each above its label', () => {
  const { layout } = pictureRow({ ...row, columns: 2 });
  const boxes = (layout.images ?? []).map(image => {
    const { x = 0, y = 0, sizex = 0, sizey = 0 } = image;
    return {
      left: Number(x) - sizex / 2,
      right: Number(x) + sizex / 2,
      top: Number(y),
      bottom: Number(y) - sizey,
    };
  });
  const [first, second, third] = boxes;
  assert.ok(first.right < second.left && first.top === second.top && third.top < first.bottom);
  assert.ok(
    Math.abs(third.left - first.left) < 1e-12 &&
      boxes.every(b => b.left >= -1e-12 && b.right <= 1 && b.bottom >= 0),
  );
  layout.annotations?.forEach((label, i) => {
    assert.ok(Number(label.y) < boxes[i].bottom);
    assert.ok(Math.abs(Number(label.x) - (boxes[i].left + boxes[i].right) / 2) < 1e-12);
    assert.equal(label.text, row.labels[i]);
  });
});

test('the figure is one that can be shown, and a missing label is named', () => {
  assert.equal(figureBundle(pictureRow(row))['text/plain'], 'c');
  assert.throws(() => pictureRow({ ...row, labels: ['one'] }), /labels has 1 texts; expected 3/);
});
