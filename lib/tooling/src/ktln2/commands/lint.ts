/**
 * `npm run lint [-- --write]`: one formatter and linter for the sources, the tests and the notebooks' cells; and whether
 * what is generated in the README is as it should be.
 */
import { messageOf, PlainError } from '../../errors.js';
import type { Loaded } from '../../notebook/notebook.js';
import { isLoaded } from '../../notebooks.js';
import { formatReport } from '../../reporters/terminal.js';
import { replaceUnchanged } from '../../write-atomically.js';
import { biome, type Formatted } from '../biome.js';
import { ROOT } from '../paths.js';
import { readmeIsCurrent } from '../readme/readme.js';
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

/** Whether the README is current, or has been made so; says what is wrong with it. */
function readmePasses(chapters: Loaded[], write: boolean): boolean {
  try {
    if (readmeIsCurrent(ROOT, chapters, write)) return true;
    console.log('README.md: its generated parts are not current; npm run lint -- --write renews them');
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    console.log(messageOf(error));
  }
  return false;
}

export async function lint(write: boolean): Promise<number> {
  const items = loadCollection();
  const unread = items.filter(item => !isLoaded(item));
  for (const report of unread) if (!isLoaded(report)) console.log(formatReport(report));
  const { ok, report, formatted } = await biome(items.filter(isLoaded), write);
  const stored = formatted.map(store);
  console.log(report);
  // Without all chapters, it cannot be told what belongs into the README.
  const current = unread.length === 0 && readmePasses(items.filter(isLoaded), write);
  return ok && current && stored.every(Boolean) ? 0 : 1;
}
