/** Parts of layouts that figures share: a logarithmic axis with ticks at powers of ten, a line from bottom to top. */
import type { Layout, LayoutAxis, Shape } from 'plotly.js';
import { requireNumber } from '../arguments';
import { PALETTE } from './figure';

/**
 * A logarithmic axis with ticks at powers of ten.
 *
 * @param title what is shown, with its unit
 * @param decades ends of the axis, as powers of ten
 * @param dtick decades from tick to tick
 * @returns a part of a Plotly layout
 * @throws RangeError if the ends are not in order, or if there is no distance between ticks
 * @example
 * logAxis('time (s)', [-4, 2]).range; // => [-4, 2]
 */
export function logAxis(title: string, decades: readonly [number, number], dtick = 1): Partial<LayoutAxis> {
  requireNumber('decades[1]', decades[1], { above: decades[0] });
  requireNumber('dtick', dtick, { above: 0 });
  // The distance keeps the title off the ticks, whose exponents Plotly takes for narrower than they are.
  return {
    title: { text: title, standoff: 16 },
    type: 'log',
    range: [...decades],
    dtick,
    exponentformat: 'power',
  };
}

/**
 * A thin grey line from the bottom of the plot to its top.
 *
 * @param x where it stands; on a logarithmic axis too, the value itself
 * @param dash its pattern
 * @returns a shape of a Plotly layout
 * @throws RangeError if x is not finite
 * @example
 * verticalLine(0.04).x1; // => 0.04
 */
export function verticalLine(
  x: number,
  dash: Shape['line']['dash'] = 'dash',
): NonNullable<Layout['shapes']>[number] {
  requireNumber('x', x);
  return {
    type: 'line',
    x0: x,
    x1: x,
    y0: 0,
    y1: 1,
    yref: 'paper',
    line: { color: PALETTE.grey, width: 1, dash },
  };
}
