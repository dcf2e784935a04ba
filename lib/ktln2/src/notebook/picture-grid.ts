/**
 * Pictures in rows of equal squares whose side is given in pixels, so that each pixel can be shown as it is
 * (`pictureRow` fills the width of a page instead).
 */
import { requireInteger } from '../arguments';
import type { Figure } from './figure';

/** What a grid of pictures consists of. */
export interface PictureGrid {
  title: string;
  /** Address of each picture, as `pictureDataUri` makes it, and the label below it; a label's lines end with `<br>`. */
  pictures: readonly { source: string; label: string }[];
  /** Pictures in a row. */
  columns: number;
  /** Side of a square on the page, in pixels; that of the pictures, if they shall be shown as they are. */
  side: number;
  caption: string;
  alt: string;
}

const GAP = 8;
const LABEL = 56; // room for three lines
const MARGIN = { l: 20, r: 20, t: 54, b: 8 };

/**
 * The figure of a grid of pictures.
 *
 * @param grid the pictures, their labels and their places
 * @throws RangeError if columns or side is not a positive integer
 * @example
 * const pictures = [{ source: 'data:image/png;base64,', label: 'a' }];
 * pictureGrid({ title: 'One', pictures, columns: 1, side: 64, caption: 'c', alt: 'a' }).layout.width; // => 104
 */
export function pictureGrid({ title, pictures, columns, side, caption, alt }: PictureGrid): Figure {
  requireInteger('columns', columns, { min: 1 });
  requireInteger('side', side, { min: 1 });
  const rows = Math.ceil(pictures.length / columns);
  const width = columns * (side + GAP) - GAP;
  const height = rows * (side + LABEL);
  const left = (i: number) => ((i % columns) * (side + GAP)) / width;
  const top = (i: number) => 1 - (Math.floor(i / columns) * (side + LABEL)) / height;
  const place = { xref: 'paper', yref: 'paper', yanchor: 'top' } as const;
  return {
    data: [],
    layout: {
      title: { text: title },
      ...{ width: width + MARGIN.l + MARGIN.r, height: height + MARGIN.t + MARGIN.b, margin: MARGIN },
      ...{ xaxis: { visible: false }, yaxis: { visible: false } },
      images: pictures.map(({ source }, i) => ({
        ...{ ...place, source, xanchor: 'left' as const, x: left(i), y: top(i) },
        ...{ sizex: side / width, sizey: side / height },
      })),
      annotations: pictures.map(({ label }, i) => ({
        ...{ ...place, text: label, showarrow: false, xanchor: 'center' as const, font: { size: 12 } },
        ...{ x: left(i) + side / width / 2, y: top(i) - side / height },
      })),
    },
    caption,
    alt,
  };
}
