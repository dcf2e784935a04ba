/** `npm run lint [-- --write]`: one formatter and linter for the sources, the tests and the notebooks' cells. */
import { messageOf, PlainError } from '../../errors.js';
import { isLoaded } from '../../notebooks.js';
import { formatReport } from '../../reporters/terminal.js';
import { replaceUnchanged } from '../../write-atomically.js';
import { biome, type Formatted } from '../biome.js';
import { loadCollection } from './check.js';

/** Stores what Biome made of a notebook's cells; returns whether it could. */
function store(formatted: Formatted): boolean {
  const { name, file, bytes } = formatted.loaded;
  let refused = 'refused' in formatted ? formatted.refused : undefined;
  try {
    if ('text' in formatted) replaceUnchanged(file, bytes, formatted.text);
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    refused = messageOf(error);
  }
  console.log(refused === undefined ? `formatted ${name}` : `left ${name} as it is: ${refused}`);
  return refused === undefined;
}

export async function lint(write: boolean): Promise<number> {
  const items = loadCollection();
  const unread = items.filter(item => !isLoaded(item));
  for (const report of unread) if (!isLoaded(report)) console.log(formatReport(report));
  const { ok, report, formatted } = await biome(items.filter(isLoaded), write);
  const stored = formatted.map(store);
  console.log(report);
  return ok && unread.length === 0 && stored.every(Boolean) ? 0 : 1;
}
