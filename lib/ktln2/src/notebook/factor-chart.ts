/**
 * Factors side by side, each with its spread, on one logarithmic axis: a dot for the median, a thick bar for the middle
 * half, a thin line from the least to the most. They are beside each other and not multiplied: whether factors may be
 * multiplied is for the text to say. A line marks a factor that was claimed.
 */
import { type Figure, PALETTE } from './figure';

/** A factor and its spread, as `spreadOf` of ktln2/energy gives it. */
export interface FactorBar {
  label: string;
  /** One of the chart's kinds. */
  kind: string;
  spread: { least: number; lower: number; median: number; upper: number; most: number };
}

/** What a chart of factors consists of, beside what every figure needs. */
export interface FactorChart extends Pick<Figure, 'caption' | 'alt'> {
  title: string;
  /** What the factors are. */
  axis: string;
  /** What the labels of the bars are. */
  labels: string;
  kinds: Record<string, { name: string; color: keyof typeof PALETTE; symbol: string }>;
  /** From the bottom to the top. */
  bars: readonly FactorBar[];
  /** A factor that was claimed. */
  claim: { factor: number; label: string };
  /** Factors at the ticks of the axis; its first and last are the ends of the axis. */
  ticks: readonly number[];
  height?: number;
}

/**
 * The figure of a chart of factors, to be shown by {@link showFigure}.
 *
 * @param chart bars, kinds and words
 * @throws RangeError if a spread is not in order or does not lie between the ends of the axis, or a kind is not there
 * @example
 * const figure = factorChart({
 *   title: 'Two changes', axis: 'factor', labels: 'what changes', ticks: [0.5, 1, 10],
 *   kinds: { saving: { name: 'saving', color: 'blue', symbol: 'circle' } },
 *   bars: [{ label: 'batch', kind: 'saving', spread: { least: 2, lower: 3, median: 4, upper: 5, most: 9 } }],
 *   claim: { factor: 9.4, label: 'claimed' }, caption: 'Sharing saves.', alt: 'One bar from 2 to 9.',
 * });
 * figure.data.length; // => 2
 */
export function factorChart(chart: FactorChart): Figure {
  const { title, axis, labels, kinds, bars, claim, ticks, height = 420, caption, alt } = chart;
  const [low, high] = [Math.min(...ticks), Math.max(...ticks)];
  for (const { label, kind, spread } of bars) {
    const { least, lower, median, upper, most } = spread;
    if (
      !(low <= least && least <= lower && lower <= median && median <= upper && upper <= most && most <= high)
    ) {
      const shown = [least, lower, median, upper, most].join(', ');
      throw new RangeError(`spread of "${label}" is ${shown}; expected numbers in order, ${low} to ${high}`);
    }
    if (!Object.hasOwn(kinds, kind)) {
      throw new RangeError(
        `kind of "${label}" is "${kind}"; expected one of ${Object.keys(kinds).join(', ')}`,
      );
    }
  }
  const halves = bars.map(({ label, kind, spread }) => ({
    ...{ type: 'scatter', mode: 'lines', x: [spread.lower, spread.upper], y: [label, label] },
    ...{ line: { color: PALETTE[kinds[kind].color], width: 9 }, opacity: 0.45, showlegend: false },
  }));
  const dots = Object.entries(kinds).map(([kind, { name, color, symbol }]) => {
    const own = bars.filter(bar => bar.kind === kind);
    return {
      ...{ type: 'scatter', mode: 'markers', name },
      x: own.map(({ spread }) => spread.median),
      y: own.map(({ label }) => label),
      marker: { color: PALETTE[color], symbol, size: 11 },
      error_x: {
        ...{ type: 'data', symmetric: false, color: PALETTE[color], thickness: 1.5, width: 4 },
        array: own.map(({ spread }) => spread.most - spread.median),
        arrayminus: own.map(({ spread }) => spread.median - spread.least),
      },
    };
  });
  const upright = (x: number, dash: string, color: string) => ({
    ...{ type: 'line', x0: x, x1: x, y0: 0, y1: 1, yref: 'paper', layer: 'below' },
    line: { color, width: 1.5, dash },
  });
  return {
    data: [...halves, ...dots] as Figure['data'],
    layout: {
      title: { text: title },
      height,
      xaxis: {
        ...{ title: { text: axis }, type: 'log', range: [Math.log10(low), Math.log10(high)] },
        ...{ tickvals: [...ticks], ticktext: ticks.map(String) },
      },
      yaxis: {
        title: { text: labels, standoff: 16 },
        ...{ categoryorder: 'array', categoryarray: bars.map(({ label }) => label), tickfont: { size: 12 } },
      },
      shapes: [upright(1, 'solid', PALETTE.grey), upright(claim.factor, 'dash', PALETTE.black)],
      annotations: [
        {
          ...{ x: Math.log10(claim.factor), y: 1, yref: 'paper', yanchor: 'bottom', showarrow: false },
          text: claim.label,
        },
      ],
      legend: { orientation: 'h', y: -0.22, x: 0 },
    } as Figure['layout'],
    caption,
    alt,
  };
}
