/** The names of a new chapter and of its room. Nothing but these patterns ever becomes part of a path. */
import { UsageError } from '../../errors.js';

/** What is to be made. */
export interface Plan {
  /** The notebook's name, without its ending: `04a-name-of-it`. */
  chapter: string;
  /** Its number as it is written in texts: `4a`. */
  number: string;
  /** Its title: `Name of it`. */
  title: string;
  room?: string;
}

const CHAPTER = /^0([1-9][a-z]?)((?:-[a-z0-9]+)+)$/;
const LONGEST_CHAPTER = 60;
const ROOM = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const LONGEST_ROOM = 20;
/** Names that Windows gives to devices, and those of folders that git ignores. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d|dist|site|scratch)$/;

/** Understands the words of the command; throws a `UsageError` that says what is not understood. */
export function planOf(chapter: string, room?: string): Plan {
  const [, number, words] = (chapter.length <= LONGEST_CHAPTER && CHAPTER.exec(chapter)) || [];
  if (!number || !words) {
    throw new UsageError(
      `the chapter's name is ${JSON.stringify(chapter)}; expected 01 to 09, perhaps a lower-case letter, and words of ` +
        `a-z and 0-9, joined by hyphens, ${LONGEST_CHAPTER} characters at most: 04-name or 04a-name-of-it`,
    );
  }
  const text = words.slice(1).replaceAll('-', ' ');
  const plan = { chapter, number, title: text.charAt(0).toUpperCase() + text.slice(1) };
  if (room === undefined) return plan;
  if (room.length > LONGEST_ROOM || !ROOM.test(room) || RESERVED.test(room)) {
    throw new UsageError(
      `--room is ${JSON.stringify(room)}; expected words of a-z and 0-9 that begin with a letter, joined by hyphens, ` +
        `${LONGEST_ROOM} characters at most, and no name that Windows or .gitignore reserves: heat or heat-engines`,
    );
  }
  return { ...plan, room };
}
