/**
 * Where in an output's JSON a tolerance reaches. In a figure: numbers in `data`, and in the layout only positions
 * of annotations, coordinates of shapes and ranges of axes; numbers within strings only under keys that hold
 * prose. In other JSON: every number, and no string.
 */

/** What a value's place allows to be tolerant. */
export interface Place {
  numbers: boolean;
  /** Whether whole numbers within a string are. */
  text: boolean;
}

/** The place of a value by the keys that lead to it; indices of arrays are numbers. */
export type Places = (keys: (string | number)[]) => Place;

const PROSE = new Set(['text', 'hovertext', 'customdata', 'alt', 'title']);
const COORDINATE: Record<string, RegExp> = { annotations: /^[xy]$/, shapes: /^[xy][01]?$/ };

const layoutNumber = (keys: (string | number)[]): boolean => {
  const [, group, index, key] = keys;
  if (
    typeof group === 'string' &&
    typeof index === 'number' &&
    typeof key === 'string' &&
    keys.length === 4
  ) {
    return Object.hasOwn(COORDINATE, group) && (COORDINATE[group] as RegExp).test(key);
  }
  const [axis, name, item] = keys.slice(-3);
  return /axis\d*$/.test(String(axis)) && name === 'range' && typeof item === 'number';
};

/** The places of a figure's JSON. */
export const figurePlaces: Places = keys => {
  const named = keys.findLast(key => typeof key === 'string');
  return {
    numbers: keys[0] === 'data' || (keys[0] === 'layout' && layoutNumber(keys)),
    text: typeof named === 'string' && PROSE.has(named),
  };
};

/** The places of any other JSON. */
export const jsonPlaces: Places = () => ({ numbers: true, text: false });
