/** Pictures side by side in one figure, each with a line or two below. */
import type { Figure } from './figure';

/** Pictures in a row. */
export interface PictureRow {
  title: string;
  /** As `data:` addresses, of equal size. */
  sources: string[];
  /** One text a picture; `<br>` begins a new line. */
  labels: string[];
  caption: string;
  alt: string;
  /** Pictures beside each other; by default all. */
  columns?: number;
  /** Of the figure, in pixels. */
  height?: number;
}

/** Free space beside each picture and below it, as a share of its cell. */
const GAP = 0.06;
/** Share of a cell's height that the picture fills; the label is below. */
const SHOWN = 0.78;

/**
 * The figure for pictures in one row, or in several.
 *
 * @throws TypeError if there are not as many labels as pictures
 * @example
 * pictureRow({ title: 'Two', sources: ['data:,a', 'data:,b'], labels: ['a', 'b'], caption: 'c', alt: 'd' })
 *   .layout.images?.length; // => 2
 */
export function pictureRow(row: PictureRow): Figure {
  const { title, sources, labels, caption, alt, columns = sources.length, height = 310 } = row;
  if (labels.length !== sources.length) {
    throw new TypeError(`labels has ${labels.length} texts; expected ${sources.length}, one a picture`);
  }
  const rows = Math.ceil(sources.length / columns);
  const place = (i: number) => ({ x: (i % columns) / columns, y: 1 - Math.floor(i / columns) / rows });
  const middle = (i: number) => place(i).x + (1 - GAP) / 2 / columns;
  return {
    data: [],
    layout: {
      title: { text: title },
      height,
      margin: { l: 16, r: 16, t: 52, b: 8 },
      xaxis: { visible: false, title: { text: 'x' } },
      yaxis: { visible: false, title: { text: 'y' } },
      images: sources.map((source, i) => ({
        ...{ source, xref: 'paper', yref: 'paper', xanchor: 'center', yanchor: 'top' },
        ...{ x: middle(i), y: place(i).y, sizex: (1 - GAP) / columns, sizey: SHOWN / rows },
      })),
      annotations: labels.map((text, i) => ({
        ...{ text, xref: 'paper', yref: 'paper', xanchor: 'center', yanchor: 'top', showarrow: false },
        ...{ x: middle(i), y: place(i).y - (SHOWN + 0.01) / rows },
        ...{ font: { size: 13 } },
      })),
    },
    caption,
    alt,
  };
}
