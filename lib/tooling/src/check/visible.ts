/**
 * Texts made fit for a message: control characters are always written out as `\u001b`, and where two texts look
 * alike, everything that is not plain ASCII is.
 */

// Line breaks and tabs are left. Format characters turn the direction of text, or take no room.
const CONTROLS = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu;
const NOT_PLAIN = /[^\x20-\x7e]| +$/gu;
const BLANKS = /[\s\p{Cc}\p{Cf}\p{Cs}\p{Cn}]+/gu;

const code = (text: string): string =>
  Array.from(
    { length: text.length },
    (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');

/** The text without characters that a terminal would act upon or not show at all. */
export const printable = (text: string): string => text.replace(CONTROLS, code);

/** Whether two different texts can hardly be told apart by the eye. */
export const lookAlike = (one: string, other: string): boolean =>
  one !== other &&
  one.normalize('NFKC').replace(BLANKS, ' ').trim() === other.normalize('NFKC').replace(BLANKS, ' ').trim();

/** Two texts as they are shown beside each other. */
export const sideBySide = (one: string, other: string): [string, string] =>
  lookAlike(one, other)
    ? [one.replace(NOT_PLAIN, code), other.replace(NOT_PLAIN, code)]
    : [printable(one), printable(other)];
