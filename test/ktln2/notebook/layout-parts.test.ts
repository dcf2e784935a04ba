import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logAxis, verticalLine } from 'ktln2/notebook';

test('a logarithmic axis says its title, its ends and its ticks, and hands out nothing that others share', () => {
  const decades: [number, number] = [-4, 20];
  const axis = logAxis('time (s)', decades, 3);
  decades[0] = 7;
  assert.deepEqual(axis, {
    title: { text: 'time (s)', standoff: 16 },
    type: 'log',
    range: [-4, 20],
    dtick: 3,
    exponentformat: 'power',
  });
});

test('a vertical line goes from the bottom of the plot to its top, whatever the axis of y shows', () => {
  const { x0, x1, y0, y1, yref, line } = verticalLine(900, 'dot');
  assert.deepEqual([x0, x1, y0, y1, yref, line?.dash], [900, 900, 0, 1, 'paper', 'dot']);
});

test('bad ends, ticks and places are named', () => {
  assert.throws(() => logAxis('x', [2, 2]), { message: 'decades[1] is 2; expected a finite number > 2' });
  assert.throws(() => logAxis('x', [0, 1], 0), { message: 'dtick is 0; expected a finite number > 0' });
  assert.throws(() => verticalLine(Number.NaN), { message: 'x is NaN; expected a finite number' });
});
