/**
 * Paths that name a place on one machine: in texts, comments and outputs. A path on a server (`GET /home/page`, the
 * rest of an address) is none, nor is a division.
 */
import { homedir, tmpdir } from 'node:os';

/** What stands before a path's first slash or letter. */
const BEFORE = String.raw`(?<![\w.~%&?=)\]}/:-]|\b(?:GET|POST|PUT|HEAD|PATCH|DELETE|OPTIONS)[ \t])`;
const KNOWN = new RegExp(
  [
    String.raw`${BEFORE}(?:file://)?/(?:home|Users)/[^\s/"'<>]+/[^\s"'<>]?`,
    String.raw`${BEFORE}(?:file://)?/(?:root|tmp|var|opt|mnt|work|private|srv)/[^\s"'<>]`,
    String.raw`file:///[^\s/"'<>]+/`,
    String.raw`(?<!\w)[A-Za-z]:\\{1,2}(?:Users|Windows|Program Files|Temp)\b`,
    // Any other folder, if a file's name ends it: in formulas, backslashes begin commands.
    String.raw`(?<!\w)[A-Za-z]:\\{1,2}(?:[\w.-]+\\{1,2})*[\w-]+\.\w`,
  ].join('|'),
);

/** Folders of this machine, whatever they are called. */
const here = (root: string): string[] =>
  [root, homedir(), tmpdir()].filter(folder => /[\\/][^\\/]+[\\/][^\\/]/.test(folder));

/** The first absolute path in a text, as far as it was recognised; undefined if there is none. */
export function absolutePath(text: string, root: string): string | undefined {
  const own = here(root).find(folder => text.includes(`${folder}/`) || text.includes(`${folder}\\`));
  return own ?? KNOWN.exec(text)?.[0];
}
