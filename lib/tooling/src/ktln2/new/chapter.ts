/** Makes the files of a new chapter; all of them, or none. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { PlainError, UsageError } from '../../errors.js';
import { formatNotebook } from '../../notebook/notebook.js';
import type { Repository } from '../../repository.js';
import { readReadme, requireMarkers } from '../readme/readme.js';
import type { Plan } from './names.js';
import { newNotebook } from './notebook.js';
import { newRoom } from './room.js';
import { writeNew } from './write-new.js';

/** What stands in the way of a plan, in a sentence; undefined if nothing does. */
function obstacle(root: string, { chapter, number, room }: Plan): string | undefined {
  const same = new RegExp(`^0${number}[-.].*ipynb$`);
  const taken = readdirSync(path.join(root, 'notebooks')).find(name => same.test(name));
  if (taken) return `notebooks/${taken} has the number of ${chapter}; take another number`;
  // A file of that name would be imported in the room's place.
  const inPlace = [`lib/ktln2/src/${room}`, `lib/ktln2/src/${room}.ts`, `test/ktln2/${room}`];
  const there = room && inPlace.find(name => existsSync(path.join(root, name)));
  if (there)
    return `${there} is there already; name another room, or none: any chapter may import from a room`;
  return undefined;
}

/**
 * Writes a chapter's notebook, and its room where one is planned; returns the paths in the checkout.
 *
 * @throws UsageError if a file or the number is taken, PlainError if the README cannot be renewed afterwards
 */
export function makeChapter({ root, config }: Repository, plan: Plan): string[] {
  const reason = obstacle(root, plan);
  if (reason) throw new UsageError(reason);
  requireMarkers(readReadme(root).toString());
  const files = {
    [`notebooks/${plan.chapter}.ipynb`]: formatNotebook(newNotebook(plan), config),
    ...(plan.room ? newRoom(plan, plan.room) : {}),
  };
  try {
    writeNew(root, files);
  } catch (error) {
    const { code, path: file } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new PlainError(
      `${path.relative(root, file ?? '')} could not be made (${code}); nothing was left behind`,
    );
  }
  return Object.keys(files);
}
