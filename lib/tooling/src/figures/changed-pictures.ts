/** Pictures of a figure before and after it changed, left in the folder `changed` of the cache for the eye. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Execution } from '../check/execution.js';
import { messageOf } from '../errors.js';
import type { Loaded, Output } from '../notebook/notebook.js';
import { type Repository, shownIn } from '../repository.js';
import { Artist, findChromium } from './chromium.js';
import { PLOTLY, pngOf } from './picture.js';

const figures = (outputs: Output[]) =>
  outputs.flatMap(o => (o.output_type === 'display_data' && PLOTLY in o.data ? [o.data] : []));

async function keep(
  { name }: Loaded,
  repository: Repository,
  { cell, outputs, number }: Execution,
): Promise<string[]> {
  const after = figures(outputs);
  const changed = figures(cell.outputs).flatMap((before, i) => {
    const now = after[i]?.[PLOTLY];
    return now && JSON.stringify(now) !== JSON.stringify(before[PLOTLY]) ? [{ before, now, i }] : [];
  });
  if (changed.length === 0) return [];
  const folder = path.join(repository.root, repository.config.cache, 'changed');
  mkdirSync(folder, { recursive: true });
  const artist = findChromium() ? await Artist.open(repository.root) : undefined;
  try {
    const said: string[] = [];
    for (const { before, now, i } of changed) {
      const file = path.join(folder, `${name.replace(/[^\w.-]+/g, '-')}-cell-${number}-${i + 1}`);
      const pictures = { before: pngOf(before), after: artist && (await artist.draw(now)) };
      const kept = Object.entries(pictures).flatMap(([when, png]) => {
        if (png === undefined) return [];
        writeFileSync(`${file}.${when}.png`, Buffer.from(png, 'base64'));
        return [shownIn(repository, `${file}.${when}.png`)];
      });
      said.push(`pictures: ${kept.join(', ')}${artist ? '' : ' (no Chromium to draw the new one)'}`);
    }
    return said;
  } finally {
    await artist?.close();
  }
}

/** Leaves the pictures of every figure of a cell whose data changed; returns sentences that say where. */
export async function keepChangedPictures(
  loaded: Loaded,
  repository: Repository,
  execution: Execution,
): Promise<string[]> {
  try {
    return await keep(loaded, repository, execution);
  } catch (error) {
    return [`pictures of the change could not be kept: ${messageOf(error)}`];
  }
}
