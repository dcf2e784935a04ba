/**
 * A figure's static picture: an `<img>` beside the Plotly JSON in the same output, for readers whose viewer runs no
 * JavaScript. Two hashes tell, without a browser, that the picture belongs to the figure:
 *
 *  - when it is drawn, SHA-256(figure JSON) is put into the PNG itself, as a `tEXt` chunk `figure-sha256`, so that
 *    the picture of another figure is refused whatever stands beside it;
 *  - the `<img>` carries SHA-256(figure JSON + PNG), so that neither can change alone.
 */
import { createHash } from 'node:crypto';
import { escapeAttribute } from 'entities';
import type { Bundle } from '../notebook/notebook.js';
import { readPng, withText } from './png.js';

export const PLOTLY = 'application/vnd.plotly.v1+json';

const KEYWORD = 'figure-sha256';
const REMEDY = 'npx tslab-check --update draws it';

interface FigureJson {
  layout?: { width?: unknown; height?: unknown; meta?: { alt?: unknown } };
}

/** JSON with sorted keys: the same figure gives the same text, however its notebook was saved. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, item) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

const sha256 = (...texts: string[]): string => {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return hash.digest('hex');
};

/** What is wrong with a picture of this figure, whether or not it carries the figure's hash yet. */
function pngProblem(png: Buffer, figure: unknown): { wrong: string } | { stamps: string[] } {
  const read = readPng(png);
  if (typeof read === 'string') return { wrong: `is no PNG that can be shown: ${read}` };
  const { width, height } = (figure as FigureJson).layout ?? {};
  if (read.width !== 2 * Number(width) || read.height !== 2 * Number(height)) {
    return {
      wrong: `is ${read.width} × ${read.height} pixels; expected twice the layout's ${width} × ${height}`,
    };
  }
  return { stamps: read.texts.flatMap(([keyword, text]) => (keyword === KEYWORD ? [text] : [])) };
}

/**
 * Puts a figure's hash into the PNG that was drawn from it, unless it is there already. Throws if the PNG is not
 * whole, is not of twice the layout's size, or carries the hash of another figure.
 */
export function stampPng(png: Buffer, figure: unknown): Buffer {
  const found = pngProblem(png, figure);
  if ('wrong' in found) throw new Error(`the picture ${found.wrong}`);
  const stamp = sha256(sortedJson(figure));
  if (found.stamps.length === 0) return withText(png, KEYWORD, stamp);
  if (found.stamps.some(text => text !== stamp)) throw new Error('the picture was drawn from another figure');
  return png;
}

/** The `<img>` for a figure and its PNG in base64, which is stamped if it is not yet; throws as {@link stampPng}. */
export function pictureHtml(figure: unknown, png: string): string {
  const stamped = stampPng(Buffer.from(png, 'base64'), figure).toString('base64');
  const { width, height, meta } = (figure as FigureJson).layout ?? {};
  const digest = sha256(sortedJson(figure), stamped);
  const alt = escapeAttribute(String(meta?.alt ?? ''));
  return `<img alt="${alt}" width="${width}" height="${height}" data-sha256="${digest}" src="data:image/png;base64,${stamped}">`;
}

/** The static picture's PNG in base64, or undefined if there is none. */
export const pngOf = (bundle: Bundle): string | undefined =>
  /base64,([^"]+)"/.exec(String(bundle['text/html'] ?? ''))?.[1];

/** What is wrong with the static picture of a committed figure; undefined for other outputs. Never throws. */
export function pictureProblem(committed: Bundle | undefined): string | undefined {
  if (!committed || !Object.hasOwn(committed, PLOTLY)) return undefined;
  const [figure, png] = [committed[PLOTLY], pngOf(committed)];
  if (png === undefined) return `figure: its static picture is missing; ${REMEDY}`;
  const anew = `${REMEDY} anew`;
  const alien = `figure: its static picture does not belong to its data; ${anew}`;
  try {
    const found = pngProblem(Buffer.from(png, 'base64'), figure ?? {});
    if ('wrong' in found) return `figure: its static picture ${found.wrong}; ${anew}`;
    const stamp = sha256(sortedJson(figure));
    if (found.stamps.length === 0)
      return `figure: its static picture does not say what it was drawn from; ${anew}`;
    if (found.stamps.some(text => text !== stamp)) {
      return `figure: its static picture was drawn from another figure and does not belong to its data; ${anew}`;
    }
    return committed['text/html'] === pictureHtml(figure, png) ? undefined : alien;
  } catch (error) {
    if (error instanceof RangeError) return 'figure: it is nested too deeply to be hashed; make it flatter';
    return alien;
  }
}
