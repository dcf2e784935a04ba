/**
 * A figure's static picture: an `<img>` beside the Plotly JSON in the same output, for readers whose viewer
 * runs no JavaScript. It carries SHA-256(figure JSON + PNG), so that a check needs no browser to see that
 * the picture still belongs to the figure.
 */
import { createHash } from 'node:crypto';
import type { Bundle } from '../notebook/notebook.js';

export const PLOTLY = 'application/vnd.plotly.v1+json';

interface FigureJson {
  layout: { width: number; height: number; meta?: { alt?: string } };
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** JSON with sorted keys: the same figure gives the same text, however its notebook was saved. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

/** The `<img>` for a figure and its PNG in base64. */
export function pictureHtml(figure: unknown, png: string): string {
  const { width, height, meta } = (figure as FigureJson).layout;
  const digest = createHash('sha256').update(canonical(figure)).update(png).digest('hex');
  const alt = escapeHtml(meta?.alt ?? '');
  return `<img alt="${alt}" width="${width}" height="${height}" data-sha256="${digest}" src="data:image/png;base64,${png}">`;
}

/** The static picture's PNG in base64, or undefined if there is none. */
export const pngOf = (bundle: Bundle): string | undefined =>
  /base64,([^"]+)"/.exec(String(bundle['text/html'] ?? ''))?.[1];

/** What is wrong with the static picture of a committed figure; undefined for other outputs. */
export function pictureProblem(committed: Bundle): string | undefined {
  if (!(PLOTLY in committed)) return undefined;
  const png = pngOf(committed);
  if (png === undefined) return 'figure: its static picture is missing';
  if (committed['text/html'] !== pictureHtml(committed[PLOTLY], png))
    return 'figure: its static picture does not belong to its data';
  return undefined;
}
