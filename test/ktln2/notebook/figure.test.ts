import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Figure, figureBundle, PALETTE, PLOTLY, showFigure } from 'ktln2/notebook';

const title = (text: string) => ({ title: { text } });
const FIGURE: Figure = {
  data: [{ x: [1, 2], y: [3, 4] }],
  layout: { ...title('A figure'), xaxis: title('x / m'), yaxis: title('y / s') },
  caption: 'What to see.',
  alt: 'What it shows.',
};
type Plotly = { data: Record<string, unknown>[]; layout: Record<string, Record<string, unknown>> };
const plotly = (figure: Figure) => figureBundle(figure)[PLOTLY] as Plotly;

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
  // The name under which JupyterLab and VS Code know Plotly's figures.
  assert.deepEqual(Object.keys(figureBundle(FIGURE)), ['application/vnd.plotly.v1+json', 'text/plain']);
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

test('numbers are rounded everywhere, in the layout and in lists of lists as well; all else is left as it is', () => {
  const { data, layout } = plotly({
    ...FIGURE,
    data: [
      { type: 'heatmap', z: [[1 / 3, 2 / 3], Float32Array.of(0.1)], zmax: 20 / 3, zsmooth: false },
      { x: [null, 'a', true, 0, -0], visible: undefined, connectgaps: true },
    ] as never,
    layout: { ...FIGURE.layout, yaxis: { ...title('y / s'), range: [0, 1e7 / 3] } },
  });
  // Zeros of either sign are the same in JSON.
  assert.deepEqual(JSON.parse(JSON.stringify(data)), [
    { type: 'heatmap', z: [[0.333333, 0.666667], [0.1]], zmax: 6.66667, zsmooth: false },
    { x: [null, 'a', true, 0, 0], connectgaps: true },
  ]);
  assert.ok(!('visible' in data[1]), 'what is undefined is left out, as JSON leaves it out');
  assert.deepEqual(layout.yaxis.range, [0, 3333330]);
});

test('every axis has the defaults, and only what is named like an axis is one', () => {
  const { layout } = plotly({
    ...FIGURE,
    layout: {
      ...FIGURE.layout,
      yaxis2: { ...title('y / ms'), zeroline: true },
      // All but the first are no axes of the plane, and have no titles.
      ...({
        xaxis12: title('x / km'),
        coloraxis: { showscale: false },
        xaxisfoo: {},
        foo_yaxis2: {},
      } as object),
    },
  });
  for (const axis of ['xaxis', 'yaxis', 'xaxis12']) {
    const { automargin, ticks, zeroline } = layout[axis];
    // Labels are not cut off, and no line but the axis is thicker than the grid.
    assert.deepEqual([automargin, ticks, zeroline], [true, 'outside', false], axis);
  }
  assert.equal(layout.yaxis2.zeroline, true);
  assert.deepEqual([layout.coloraxis, layout.xaxisfoo, layout.foo_yaxis2], [{ showscale: false }, {}, {}]);
});

/** Red, green and blue of a colour, 0 to 255. */
const rgb = (colour: unknown) => {
  assert.match(String(colour), /^#[0-9A-F]{6}$/);
  return [1, 3, 5].map(i => Number.parseInt(String(colour).slice(i, i + 2), 16));
};
/** Relative luminance and contrast, as the Web Content Accessibility Guidelines 2.2 define them. */
const luminance = (colour: unknown) =>
  rgb(colour)
    .map(c => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + [0.2126, 0.7152, 0.0722][i] * c, 0);
const contrast = (a: unknown, b: unknown) => {
  const [dark, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
};

test('text and axes can be read on the figure’s white, and the grid stays behind them', () => {
  const { layout } = plotly(FIGURE);
  assert.deepEqual(rgb(layout.paper_bgcolor), [255, 255, 255]);
  assert.deepEqual(layout.plot_bgcolor, layout.paper_bgcolor);
  // The guidelines ask for 7 at best for text, 4.5 for small text and 3 for lines that matter.
  assert.ok(contrast(layout.font.color, layout.paper_bgcolor) > 7);
  assert.ok(contrast(layout.xaxis.linecolor, layout.paper_bgcolor) > 4.5);
  assert.ok(contrast(layout.xaxis.gridcolor, layout.paper_bgcolor) < 1.5);
  assert.ok((layout.font.size as unknown as number) >= 12);
  assert.match(String(layout.font.family), /sans-serif$/);
  assert.equal(layout.legend.orientation, 'h');
  // Lengths are in heights of the plot, of which the margins leave more than half of the figure.
  const y = layout.legend.y as number;
  assert.ok(y < 0 && y > -0.5, 'the legend lies below the plot and in the figure');
  assert.equal(layout.legend.x, 0);
  assert.deepEqual(layout.colorway as unknown, Object.values(PALETTE));
});

test('the palette is that of Okabe and Ito, and their yellow’s place is taken by a grey that shows', () => {
  // Okabe, Ito, Color Universal Design (2008), in red, green and blue.
  assert.deepEqual(rgb(PALETTE.blue), [0, 114, 178]);
  assert.deepEqual(rgb(PALETTE.orange), [213, 94, 0]); // vermillion
  assert.deepEqual(rgb(PALETTE.green), [0, 158, 115]);
  assert.deepEqual(rgb(PALETTE.pink), [204, 121, 167]);
  assert.deepEqual(rgb(PALETTE.amber), [230, 159, 0]); // orange
  assert.deepEqual(rgb(PALETTE.sky), [86, 180, 233]);
  for (const colour of [PALETTE.grey, PALETTE.black]) assert.ok(contrast(colour, '#FFFFFF') > 4.5);
});

test('a title may be a text alone', () => {
  const layout = { title: 'A figure', xaxis: { title: 'x' }, yaxis: { title: 'y' } } as never;
  assert.equal(plotly({ ...FIGURE, layout }).layout.title as unknown, 'A figure');
});

test('outside a kernel a figure is not shown, and a wrong one is refused first', () => {
  assert.throws(() => showFigure(FIGURE), /no notebook to display in/);
  assert.throws(() => showFigure({ ...FIGURE, alt: ' ' }), /alt is/);
});
