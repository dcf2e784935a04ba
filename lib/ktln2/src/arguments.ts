/** Checks of arguments: every error names the parameter, the value and what was expected. */

function fail(name: string, value: unknown, expected: string): never {
  const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
  const message = `${name} is ${shown}; expected ${expected}`;
  throw typeof value === 'number' ? new RangeError(message) : new TypeError(message);
}

/**
 * Returns `value` if it is a finite number inside `[min, max]` (bounds excluded where the flags say so).
 * Throws a `TypeError` for anything but a number and a `RangeError` for a number outside.
 */
export function requireNumber(
  name: string,
  value: number,
  { min = -Infinity, max = Infinity, above = -Infinity, unit = '' } = {},
): number {
  // Called in inner loops: the words are put together only for an error.
  if (Number.isFinite(value) && !(value < min || value > max || value <= above)) return value;
  const bounds = [
    above > -Infinity ? `> ${above}` : '',
    min > -Infinity ? `>= ${min}` : '',
    max < Infinity ? `<= ${max}` : '',
  ].filter(Boolean);
  const expected = ['a finite number', bounds.join(' and '), unit && `in ${unit}`].filter(Boolean).join(' ');
  return fail(name, value, expected);
}

/** Returns `value` if it is a finite number > 0. */
export function requirePositive(name: string, value: number, unit = ''): number {
  return requireNumber(name, value, { above: 0, unit });
}

/** Returns `value` if it is an integer inside `[min, max]`. */
export function requireInteger(
  name: string,
  value: number,
  { min = 0, max = Number.MAX_SAFE_INTEGER } = {},
): number {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    const upper = max < Number.MAX_SAFE_INTEGER ? ` and <= ${max}` : '';
    fail(name, value, `an integer >= ${min}${upper}`);
  }
  return value;
}

/** Throws a `RangeError` unless `length` numbers are whole rows of `dimensions`. */
export function requireRows(name: string, length: number, dimensions: number): void {
  if (length % dimensions !== 0) {
    throw new RangeError(`${name} has ${length} numbers; expected rows of ${dimensions}`);
  }
}
