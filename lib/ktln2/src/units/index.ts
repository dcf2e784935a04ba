/**
 * Units of measurement that are checked. `unit(3, 'J').toNumber('eV')` converts, and it is an error to ask joules to be
 * seconds. They come from mathjs, from its build in one file, which loads several times faster than its thousand
 * modules; a file without types, of which those used are declared here.
 */
import { ELEMENTARY_CHARGE } from '../energy';

/** A number and its unit. */
export interface Unit {
  /** The number in another unit of the same dimension. */
  toNumber(unit: string): number;
  /** The same quantity in another unit. */
  to(unit: string): Unit;
  toString(): string;
}

interface Mathjs {
  all: object;
  create(parts: object): Mathjs;
  createUnit(definitions: Record<string, object>, options?: { override: boolean }): void;
  unit(value: number, name: string): Unit;
}

/** Gives a mathjs the electronvolt of the SI of 2019, which is exact; its own is that of 2010. */
function withPresentUnits(mathjs: Mathjs): Mathjs {
  const definition = `${ELEMENTARY_CHARGE} J`;
  const [eV, electronvolt] = [
    { definition, prefixes: 'short' },
    { definition, prefixes: 'long' },
  ];
  mathjs.createUnit({ eV, electronvolt }, { override: true });
  return mathjs;
}

const math = withPresentUnits(require('mathjs/lib/browser/math.js'));

/**
 * Makes a quantity.
 *
 * @param value the number
 * @param name of its unit, such as `J`, `Wh` or `N s / m`
 * @throws Error if the unit is not known
 * @see https://mathjs.org/docs/datatypes/units.html
 * @example
 * unit(1, 'Wh').toNumber('J'); // => 3600
 */
export const unit = (value: number, name: string): Unit => math.unit(value, name);

/**
 * A {@link unit} that knows further base units, of dimensions of their own. The common one stays as it is.
 *
 * @param names of the units
 * @throws Error if a name is taken, or is none
 * @example
 * unitWith('token')(7.2, 'kJ / token').toNumber('J / token'); // => 7200
 */
export function unitWith(...names: string[]): typeof unit {
  const own = withPresentUnits(math.create(math.all));
  own.createUnit(Object.fromEntries(names.map(name => [name, {}])));
  return (value, name) => own.unit(value, name);
}
