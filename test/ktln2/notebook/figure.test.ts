import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Figure, figureBundle, PALETTE } from 'ktln2/notebook';

const title = (text: string) => ({ title: { text } });
const FIGURE: Figure = {
  data: [{ x: [1, 2], y: [3, 4] }],
  layout: { ...title('A figure'), xaxis: title('x / m'), yaxis: title('y / s') },
  caption: 'What to see.',
  alt: 'What it shows.',
};
type Plotly = { data: Record<string, unknown>[]; layout: Record<string, Record<string, unknown>> };
const plotly = (figure: Figure) => figureBundle(figure)['application/vnd.plotly.v1+json'] as Plotly;

test('numbers are stored with six significant digits, what is no number as null, arrays of all kinds as lists', () => {
  const { data } = plotly({
    ...FIGURE,
    data: [
      {
        x: [1 / 3, 12345678, -2e-9 / 3],
        y: Float64Array.of(Number.NaN, -Infinity, 2),
        name: undefined as never,
      },
    ],
  });
  assert.deepEqual(data, [{ x: [0.333333, 12345700, -6.66667e-10], y: [null, null, 2] }]);
});

test('the caption stands for the figure as text, the alternative goes with the layout', () => {
  assert.equal(figureBundle(FIGURE)['text/plain'], 'What to see.');
  assert.deepEqual(plotly(FIGURE).layout.meta, { alt: 'What it shows.' });
});

test('what the layout gives comes before the defaults, also inside an axis', () => {
  const { layout } = plotly({
    ...FIGURE,
    layout: { ...FIGURE.layout, height: 300, xaxis: { ...title('x / m'), ticks: 'inside' } },
  });
  assert.equal(layout.height, 300);
  assert.equal(layout.width, 700);
  assert.deepEqual([layout.xaxis.ticks, layout.yaxis.ticks], ['inside', 'outside']);
  assert.deepEqual(layout.font.color, PALETTE.black);
});

test('a figure without its texts is refused, and the text that lacks is named', () => {
  const { layout } = FIGURE;
  for (const [change, message] of [
    [{ caption: ' ' }, /^TypeError: caption is " "; expected a text/],
    [{ alt: '' }, /^TypeError: alt is ""/],
    [{ layout: { ...layout, title: undefined } }, /^TypeError: layout\.title is ""/],
    [{ layout: { ...layout, xaxis: {} } }, /^TypeError: layout\.xaxis\.title is ""/],
    [{ layout: { ...layout, yaxis: undefined } }, /^TypeError: layout\.yaxis\.title is ""/],
    [{ layout: { ...layout, yaxis2: { side: 'right' } } }, /^TypeError: layout\.yaxis2\.title is ""/],
  ] as const) {
    assert.throws(() => figureBundle({ ...FIGURE, ...change } as Figure), message);
  }
});

test('only a figure all of tables has no axes', () => {
  const table = { type: 'table' } as Figure['data'][number];
  const layout = title('A table');
  assert.equal(plotly({ ...FIGURE, layout, data: [table] }).layout.xaxis, undefined);
  assert.throws(
    () => figureBundle({ ...FIGURE, layout, data: [table, { x: [1], y: [1] }] }),
    /layout\.xaxis\.title/,
  );
});
