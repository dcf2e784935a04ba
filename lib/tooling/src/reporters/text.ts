/** Text of notebooks and kernels as it can be shown: nothing in it steers the terminal or breaks a file format. */

/** Control characters but for line feed and tab. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;
/** Halves of a character that stand alone. */
const SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The text with characters that cannot be shown, or that XML does not allow, written as `\u001b`. */
export const visible = (text: string): string => text.replace(CONTROL, escaped).replace(SURROGATE, escaped);

/** A problem in words: its kind and its text. */
export const inWords = ({ kind, text }: { kind: string; text: string }): string =>
  `${kind}: ${visible(text)}`;
