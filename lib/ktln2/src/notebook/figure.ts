/**
 * Figures: Plotly data and layout, a caption and a text alternative, shown as one MIME bundle.
 * The static picture that readers without JavaScript see is drawn afterwards, by the project's checker.
 */
import type { Data, Layout } from 'plotly.js';
import { display, type MimeBundle } from './display';

/** What a figure consists of. */
export interface Figure {
  /** Plotly traces; numbers are rounded to six significant digits before they are stored. */
  data: Data[];
  /** Plotly layout; a title, and a title with its unit for every axis, are required. */
  layout: Partial<Layout>;
  /** What to see in the figure, in one to three sentences. */
  caption: string;
  /** What the figure shows, for a reader who cannot see it. */
  alt: string;
}

/** Okabe and Ito's colours, which stay apart under every common colour blindness. */
export const PALETTE = {
  blue: '#0072B2',
  orange: '#D55E00',
  green: '#009E73',
  pink: '#CC79A7',
  amber: '#E69F00',
  sky: '#56B4E9',
  grey: '#767676',
  black: '#1C1F24',
} as const;

/** The MIME type of Plotly figures, which JupyterLab and VS Code show. */
export const PLOTLY = 'application/vnd.plotly.v1+json';

const FONT_FAMILY = 'Arial, "Liberation Sans", Helvetica, sans-serif';
const AXIS = {
  automargin: true,
  gridcolor: '#E3E6EA',
  linecolor: '#767676',
  zeroline: false,
  ticks: 'outside',
};
const DEFAULTS = {
  width: 700,
  height: 420,
  font: { family: FONT_FAMILY, size: 14, color: PALETTE.black },
  colorway: Object.values(PALETTE),
  paper_bgcolor: '#FFFFFF',
  plot_bgcolor: '#FFFFFF',
  margin: { l: 70, r: 24, t: 56, b: 60 },
  legend: { orientation: 'h', y: -0.3, x: 0 },
};

/** Numbers with six significant digits: what a plot can show, and the same on every machine. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
  if (Array.isArray(value)) return value.map(rounded);
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>, rounded);
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [key, rounded(item)]));
  }
  return value;
}

function titleText(part: unknown): string {
  const title = (part as { title?: string | { text?: string } } | undefined)?.title;
  return (typeof title === 'string' ? title : title?.text) ?? '';
}

function requireText(name: string, value: string): void {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new TypeError(`${name} is ${JSON.stringify(value)}; expected a text that is not empty`);
  }
}

/**
 * Builds a figure's MIME bundle, with the project's fonts, colours and sizes as defaults.
 *
 * @throws TypeError if the title, the caption, the text alternative or an axis title is missing
 * @example
 * Object.keys(figureBundle({
 *   data: [{ x: [1, 2], y: [1, 4] }],
 *   layout: { title: { text: 'Squares' }, xaxis: { title: { text: 'x' } }, yaxis: { title: { text: 'x²' } } },
 *   caption: 'The square grows.',
 *   alt: 'Two points on a rising line.',
 * })); // => ['application/vnd.plotly.v1+json', 'text/plain']
 */
export function figureBundle({ data, layout, caption, alt }: Figure): MimeBundle {
  requireText('caption', caption);
  requireText('alt', alt);
  requireText('layout.title', titleText(layout));
  const given = layout as Record<string, unknown>;
  const axes = new Set(['xaxis', 'yaxis', ...Object.keys(given).filter(key => /^[xy]axis\d+$/.test(key))]);
  const styled: Record<string, unknown> = { ...DEFAULTS, ...given, meta: { alt } };
  const cartesian = data.some(trace => (trace as { type?: string }).type !== 'table');
  for (const axis of cartesian ? axes : []) {
    requireText(`layout.${axis}.title`, titleText(given[axis]));
    styled[axis] = { ...AXIS, ...(given[axis] as object) };
  }
  return {
    [PLOTLY]: rounded({ data, layout: styled }),
    'text/plain': caption,
  };
}

/**
 * Shows a figure as the output of the cell that runs.
 *
 * @throws TypeError as {@link figureBundle} does
 * @throws Error outside a tslab kernel
 */
export function showFigure(figure: Figure): void {
  display(figureBundle(figure));
}
