/** Changes to a stored output, one at a time and each beyond the cell's tolerance, that a comparison must catch. */
import { PLOTLY } from '#tooling/figures/picture';
import type { Bundle, Output } from '#tooling/notebook/notebook';
import type { Tolerance } from '#tooling/notebook/rules';

export interface Tampered {
  what: string;
  output: Output;
}

/** Digits as anyone sees them; what the code under test holds for a number is deliberately not asked. */
const DIGITS = /\d+(?:\.\d+)?/g;
/** In HTML, those that are shown: not within a tag. */
const SHOWN_DIGITS = /(?<![^<>]*"[^<>]*)\d+(?:\.\d+)?(?=[^<>]*<)/g;

/** A number that is further away than the tolerance allows. */
const beyond = (value: number, { rtol, atol }: Tolerance): number =>
  value + 3 * (atol + rtol * Math.abs(value)) + (rtol + atol === 0 ? Math.max(1, Math.abs(value)) * 1e-6 : 0);

/** The text with some of its digits changed: the first, the one in the middle, the last. */
function changedDigits(text: string, digits: RegExp, tolerance: Tolerance): { what: string; text: string }[] {
  const found = [...text.matchAll(digits)];
  const chosen = new Set([0, Math.floor(found.length / 2), found.length - 1]);
  return [...chosen].flatMap(i => {
    const match = found[i];
    if (!match) return [];
    const [before, after] = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
    // Joined to its neighbours a number may be larger than its digits say: thousands, powers.
    const joined =
      /\d[,\u00a0\u2009\u202f.]$|e[-+]?$/.test(before) || /^(?:[,\u00a0\u2009\u202f]\d|e[-+]?\d)/.test(after);
    if (joined && tolerance.rtol + tolerance.atol > 0) return [];
    const changed = `${before}${beyond(Number(match[0]), tolerance)}${after}`;
    return [{ what: `the number ${match[0]} at ${match.index}`, text: changed }];
  });
}

/** A text with one number changed, and with one word changed. */
function changedTexts(text: string, digits: RegExp, tolerance: Tolerance): { what: string; text: string }[] {
  const word = { what: 'a word', text: text.replace(/\p{L}/u, letter => (letter === 'x' ? 'y' : 'x')) };
  const space = { what: 'a no-break space', text: text.replace(/(?<=\p{L}) (?=\p{L})/u, '\u00a0') };
  return [word, space, ...changedDigits(text, digits, tolerance)].filter(change => change.text !== text);
}

/** Paths to one value of each array of numbers in a trace. */
function traceValues(trace: Bundle): { key: string; index: number }[] {
  return Object.entries(trace).flatMap(([key, value]) => {
    const index = Array.isArray(value) ? value.findLastIndex(item => typeof item === 'number') : -1;
    return index < 0 ? [] : [{ key, index }];
  });
}

interface Figure {
  data: Bundle[];
  layout: { title: { text: string }; width: number };
}

function changedFigures(figure: Bundle, tolerance: Tolerance): { what: string; figure: Bundle }[] {
  const changed = (what: string, change: (copy: Figure) => void) => {
    const copy = structuredClone(figure);
    change(copy as unknown as Figure);
    return { what, figure: copy };
  };
  const traces = figure.data as Bundle[];
  const values = traces.flatMap((trace, t) =>
    traceValues(trace).map(({ key, index }) =>
      changed(`trace ${t}, ${key}[${index}]`, copy => {
        const list = copy.data[t]?.[key] as number[];
        list[index] = beyond(list[index] as number, tolerance);
      }),
    ),
  );
  const names = traces.flatMap((trace, t) =>
    typeof trace.name === 'string'
      ? [
          changed(
            `trace ${t}, name`,
            copy => void Object.assign(copy.data[t] as Bundle, { name: `${trace.name}1` }),
          ),
        ]
      : [],
  );
  const title = changed('the title', copy => {
    copy.layout.title.text += '.';
  });
  const wider = changed('the width', copy => {
    copy.layout.width += 1;
  });
  const fewer = changed('a trace left out', copy => void copy.data.pop());
  return [...values, ...names, title, wider, ...(traces.length > 0 ? [fewer] : [])];
}

/** All changes that are tried on an output. */
export function tamper(output: Output, tolerance: Tolerance): Tampered[] {
  if (output.output_type === 'stream') {
    return changedTexts(output.text, DIGITS, tolerance).map(({ what, text }) => ({
      what,
      output: { ...output, text },
    }));
  }
  const metadata = { what: 'metadata', output: { ...output, metadata: { ...output.metadata, width: 1 } } };
  const contents = Object.entries(output.data).flatMap(([mime, value]) => {
    const put = (what: string, changed: unknown) => ({
      what: `${mime}: ${what}`,
      output: { ...output, data: { ...output.data, [mime]: changed } },
    });
    if (mime === PLOTLY) {
      return changedFigures(value as Bundle, tolerance).map(({ what, figure }) => put(what, figure));
    }
    // Beside a figure the HTML is its picture, of which any character counts.
    const digits = mime === 'text/html' && !(PLOTLY in output.data) ? SHOWN_DIGITS : DIGITS;
    return changedTexts(String(value), digits, tolerance).map(({ what, text }) => put(what, text));
  });
  return [metadata, ...contents];
}
