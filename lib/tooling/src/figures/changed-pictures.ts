/** Pictures of a figure before and after it changed, left in .cache/changed/ for the eye. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Artist, findChromium } from './chromium.js';
import type { Output } from '../notebook/notebook.js';
import { at, shown } from '../ktln2/paths.js';
import { PLOTLY, pngOf } from './picture.js';
import type { Execution } from '../check/session.js';

const figures = (outputs: Output[]) =>
  outputs.flatMap(o => (o.output_type === 'display_data' && PLOTLY in o.data ? [o.data] : []));

/** Leaves the pictures of every figure of a cell whose data changed; returns sentences that say where. */
export async function keepChangedPictures(file: string, { cell, outputs }: Execution): Promise<string[]> {
  const after = figures(outputs);
  const changed = figures(cell.outputs).flatMap((before, i) => {
    const now = after[i]?.[PLOTLY];
    return now && JSON.stringify(now) !== JSON.stringify(before[PLOTLY]) ? [{ before, now, i }] : [];
  });
  if (changed.length === 0) return [];
  const folder = at('.cache', 'changed');
  mkdirSync(folder, { recursive: true });
  const artist = findChromium() ? await Artist.open() : undefined;
  const said: string[] = [];
  try {
    for (const { before, now, i } of changed) {
      const name = path.join(folder, `${path.basename(file, '.ipynb')}-${cell.id}-${i + 1}`);
      const pictures = { before: pngOf(before), after: artist && (await artist.draw(now)) };
      const kept = Object.entries(pictures).flatMap(([when, png]) => {
        if (png === undefined) return [];
        writeFileSync(`${name}.${when}.png`, Buffer.from(png, 'base64'));
        return [shown(`${name}.${when}.png`)];
      });
      said.push(`pictures: ${kept.join(', ')}${artist ? '' : ' (no Chromium to draw the new one)'}`);
    }
  } finally {
    await artist?.close();
  }
  return said;
}
