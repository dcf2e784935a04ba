import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareOutputs } from '#tooling/check/compare';
import { PLOTLY, pictureHtml, pictureProblem } from '#tooling/figures/picture';
import type { Output } from '#tooling/notebook/notebook';

const exact = { rtol: 0, atol: 0 };
const stdout = (text: string): Output => ({ output_type: 'stream', name: 'stdout', text });
const display = (data: Record<string, unknown>): Output => ({
  output_type: 'display_data',
  data,
  metadata: {},
});

const figure = {
  data: [{ type: 'scatter', x: [1, 2], y: [10, 20] }],
  layout: { width: 700, height: 420, title: { text: 'T' }, meta: { alt: 'A "line"' } },
};
const fresh = display({ [PLOTLY]: figure, 'text/plain': 'caption' });
const committed = display({
  [PLOTLY]: figure,
  'text/html': pictureHtml(figure, 'cGljdHVyZQ=='),
  'text/plain': 'caption',
});
const withFigure = (changed: unknown) => display({ [PLOTLY]: changed, 'text/plain': 'caption' });

test('equal outputs match', async () => {
  assert.deepEqual(await compareOutputs([stdout('a\n'), committed], [stdout('a\n'), fresh], exact), []);
});

test('a changed digit is shown as a unified difference with its relative error', async () => {
  const [difference] = await compareOutputs([stdout('E = 1.25 J\n')], [stdout('E = 1.26 J\n')], exact);
  assert.match(difference ?? '', /-E = 1\.25 J\n\+E = 1\.26 J/);
  assert.match(difference ?? '', /relative error 8\.0e-3/);
});

test('a figure is compared by its data and its layout, and the place is named', async () => {
  const moved = structuredClone(figure);
  (moved.data[0] as { y: number[] }).y[1] = 21;
  assert.deepEqual(await compareOutputs([committed], [withFigure(moved)], exact), [
    'figure.data[0].y[1]: 20 → 21 (relative error 5.0e-2)',
  ]);
  assert.deepEqual(await compareOutputs([committed], [withFigure(moved)], { rtol: 0.06, atol: 0 }), []);
  const titled = structuredClone(figure);
  titled.layout.title.text = 'U';
  assert.deepEqual(await compareOutputs([committed], [withFigure(titled)], exact), [
    'figure.layout.title.text: "T" → "U"',
  ]);
  const longer = structuredClone(figure);
  (longer.data[0] as { x: number[] }).x.push(3);
  assert.deepEqual(await compareOutputs([committed], [withFigure(longer)], exact), [
    'figure.data[0].x[2]: nothing → 3',
  ]);
});

test('an output that is missing, left over, of another kind or out of order is a difference', async () => {
  assert.equal((await compareOutputs([stdout('a')], [], exact)).length, 1);
  assert.equal((await compareOutputs([], [stdout('a')], exact)).length, 1);
  assert.equal((await compareOutputs([stdout('a')], [fresh], exact)).length, 1);
  assert.equal((await compareOutputs([stdout('a'), committed], [fresh, stdout('a')], exact)).length, 2);
  assert.equal(
    (await compareOutputs([display({ 'text/plain': 'a' })], [display({ 'text/html': 'a' })], exact)).length,
    2,
  );
});

test('a static picture belongs to its figure: neither may change alone', async () => {
  const data = (committed as { data: Record<string, unknown> }).data;
  const html = String(data['text/html']);
  assert.equal(pictureProblem(data), undefined);
  assert.match(pictureProblem({ ...data, 'text/html': undefined }) ?? '', /missing/);
  assert.match(
    pictureProblem({ ...data, 'text/html': html.replace('cGlj', 'cGlk') }) ?? '',
    /does not belong/,
  );
  assert.match(
    pictureProblem({ ...data, 'text/html': html.replace('line', 'lime') }) ?? '',
    /does not belong/,
  );
  const layout = { ...figure.layout, title: { text: 'U' } };
  assert.match(pictureProblem({ ...data, [PLOTLY]: { ...figure, layout } }) ?? '', /does not belong/);
  const reordered = { layout: figure.layout, data: figure.data };
  assert.equal(pictureProblem({ ...data, [PLOTLY]: reordered }), undefined);
});
