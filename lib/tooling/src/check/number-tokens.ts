/**
 * A text as its whole numbers and the words around them. A digit counts as a number only where it stands for a
 * quantity: not inside or joined to a word (CO2, 5kT, 12-bit, cell-12, π/4), a date, a time or a ratio (12:30),
 * a version, a colour, a file name, an address or a tag, and neither the base nor the exponent of a power
 * (10^-21, 10⁻²¹, 10<sup>−21</sup>). Whatever is in doubt is a word: words are compared exactly.
 *
 * Thousands separators (comma, U+00A0, U+2009, U+202F before groups of three digits) belong to their number, so
 * `1,500` is 1500 even where a list of 1 and 500 was meant. A year alone is a number.
 */

export interface Tokens {
  numbers: string[];
  /** The texts before, between and after the numbers: one more than there are numbers. */
  words: string[];
}

const SIGN = '[-−+]';
const SEPARATOR = '[,\\u00a0\\u2009\\u202f]';
const LETTER = '\\p{L}\\p{M}\\p{N}_';
const RAISED = '⁺⁻₊₋'; // The raised and lowered digits are in \p{N}.
/** Tags that do not part what stands to their left from what stands to their right. */
const INLINE =
  '(?:<\\/?(?:a|abbr|b|big|code|em|font|i|kbd|mark|s|samp|small|span|strong|su[bp]|tt|u|var)(?:\\s[^<>]*)?>)+';
const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?!\\p{L})\\.?';
const GAP = '[ \\u00a0\\u2009\\u202f]{1,3}';

/** A run of letters and digits, and further ones that are joined to it. */
const run = (first: string, joints: string): string =>
  `${first}[${LETTER}]*(?:(?:[${joints}]|${INLINE})(?=[${LETTER}])[${LETTER}]+)*`;

const WORDS = [
  '<su[bp](?:\\s[^<>]*)?>(?:[^<]+|<(?!\\/su[bp]))*',
  '<\\/?[a-zA-Z][^<>]*>',
  '(?:https?|file):\\/\\/[^\\s<>]+|data:[a-z]+\\/[^\\s<>]+',
  '(?:rgb|hsl)a?\\([^()<>\\n]{0,60}\\)|(?:hwb|(?:ok)?l(?:ab|ch)|color)\\([^()<>\\n]{0,60}\\)',
  `\\d{1,4}\\.?${GAP}${MONTH}(?:,?${GAP}\\d{1,4}(?!\\d))?`,
  `${MONTH}${GAP}\\d{1,4}(?:st|nd|rd|th)?(?!\\d)(?:,?${GAP}\\d{4}(?!\\d))?`,
  `[#@][${LETTER}]+`,
  `(?:\\^|\\*\\*)[({]*${SIGN}?[${LETTER}.]*`,
  // No colon here: "loss:0.5" is a label and its number.
  run('[\\p{L}\\p{M}_]', '-‐‑./\\\\'),
  '\\d{1,4}\\/\\d{1,2}\\/\\d{1,4}(?!\\d)',
];

const GROUPED = `[1-9]\\d{0,2}(?<separator>${SEPARATOR})\\d{3}(?:\\k<separator>\\d{3})*(?!\\d)`;
const WHOLE = `(?:${GROUPED}|(?!${GROUPED.replace('<separator>', '<other>').replace('k<separator>', 'k<other>')})\\d+)`;
const FOLLOWED = [
  `[${LETTER}^${RAISED}]`,
  '\\*\\*',
  '\\.[\\p{L}\\p{N}]',
  '[-‐‑][\\p{L}\\p{N}]',
  ':\\d',
  `${INLINE}[${LETTER}]`,
  '<su[bp]',
  '\\/[\\p{L}\\p{N}_.\\/-]{0,80}\\.\\p{L}',
].join('|');
const BEFORE = `(?<![${LETTER}.])`;
const NUMBER =
  `(?<number>${BEFORE}(?:(?<![)\\]}])${SIGN})?(?:${WHOLE}(?:\\.\\d+)?|\\.\\d+)(?:[eE]${SIGN}?\\d+)?)` +
  `(?!${FOLLOWED})`;

const TOKEN = new RegExp([...WORDS, NUMBER, run('\\p{N}', '-‐‑./:\\\\')].join('|'), 'gu');

/** Splits a text into its whole numbers and the words around them, in time linear in its length. */
export function tokens(text: string): Tokens {
  const numbers: string[] = [];
  const words: string[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const number = match.groups?.number;
    if (number === undefined) continue;
    numbers.push(number);
    words.push(text.slice(end, match.index));
    end = match.index + number.length;
  }
  return { numbers, words: [...words, text.slice(end)] };
}

/** The value of a number as {@link tokens} gives it. */
export const numberOf = (token: string): number =>
  Number(token.replaceAll('−', '-').replaceAll(/[,\u00a0\u2009\u202f]/g, ''));
