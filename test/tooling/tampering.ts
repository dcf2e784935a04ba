/** Changes to a stored output, one at a time and each beyond the cell's tolerance, that a comparison must catch. */
import { numberOf, tokens } from '#tooling/check/numbers';
import { PLOTLY } from '#tooling/figures/picture';
import type { Bundle, Output } from '#tooling/notebook/notebook';
import type { Tolerance } from '#tooling/notebook/rules';

export interface Tampered {
  what: string;
  output: Output;
}

/** A number that is further away than the tolerance allows. */
const beyond = (value: number, { rtol, atol }: Tolerance): number =>
  value + 3 * (atol + rtol * Math.abs(value)) + (rtol + atol === 0 ? Math.max(1, Math.abs(value)) * 1e-6 : 0);

/** A text with one number changed, and with one word changed. */
function changedTexts(text: string, tolerance: Tolerance): { what: string; text: string }[] {
  const { numbers, words } = tokens(text);
  const middle = Math.floor(numbers.length / 2);
  const digits = numbers.map((n, i) => (i === middle ? String(beyond(numberOf(n), tolerance)) : n));
  const joined = words.map((word, i) => word + (digits[i] ?? '')).join('');
  const word = { what: 'a word', text: text.replace(/\p{L}/u, letter => (letter === 'x' ? 'y' : 'x')) };
  const number = { what: 'a number', text: joined };
  return [word, ...(numbers.length > 0 ? [number] : [])].filter(change => change.text !== text);
}

/** Paths to one value of each array of numbers in a trace. */
function traceValues(trace: Bundle): { key: string; index: number }[] {
  return Object.entries(trace).flatMap(([key, value]) => {
    const index = Array.isArray(value) ? value.findLastIndex(item => typeof item === 'number') : -1;
    return index < 0 ? [] : [{ key, index }];
  });
}

function changedFigures(figure: Bundle, tolerance: Tolerance): { what: string; figure: Bundle }[] {
  const changed = (
    what: string,
    change: (copy: { data: Bundle[]; layout: { title: { text: string } } }) => void,
  ) => {
    const copy = structuredClone(figure);
    change(copy as never);
    return { what, figure: copy };
  };
  const values = (figure.data as Bundle[]).flatMap((trace, t) =>
    traceValues(trace).map(({ key, index }) =>
      changed(`trace ${t}, ${key}[${index}]`, copy => {
        const list = copy.data[t]?.[key] as number[];
        list[index] = beyond(list[index] as number, tolerance);
      }),
    ),
  );
  const title = changed('the title', copy => {
    copy.layout.title.text += '.';
  });
  const fewer = changed('a trace left out', copy => void copy.data.pop());
  return [...values, title, ...((figure.data as Bundle[]).length > 0 ? [fewer] : [])];
}

/** All changes that are tried on an output. */
export function tamper(output: Output, tolerance: Tolerance): Tampered[] {
  if (output.output_type === 'stream') {
    return changedTexts(output.text, tolerance).map(({ what, text }) => ({
      what,
      output: { ...output, text },
    }));
  }
  return Object.entries(output.data).flatMap(([mime, value]) => {
    const put = (what: string, changed: unknown) => ({
      what: `${mime}: ${what}`,
      output: { ...output, data: { ...output.data, [mime]: changed } },
    });
    if (mime === PLOTLY) {
      return changedFigures(value as Bundle, tolerance).map(({ what, figure }) => put(what, figure));
    }
    return changedTexts(String(value), tolerance).map(({ what, text }) => put(what, text));
  });
}
