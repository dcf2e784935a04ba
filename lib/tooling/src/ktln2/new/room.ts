/** The room of a new chapter: an entry, one function, and its test. Whoever renames the function renames its files. */
import type { Plan } from './names.js';

/** The name of the room's function, which no other room uses: `heatEnginesExample` for `heat-engines`. */
export const exampleOf = (room: string): string =>
  `${room.replace(/-(.)/g, (_, first: string) => first.toUpperCase())}Example`;

const entry = (room: string, number: string) => `/** Chapter ${number}: say here what this room is for. */
export { ${exampleOf(room)} } from './example';
`;

const source = (name: string) => `/**
 * How many bits an energy pays for, by Landauer's bound:
 *
 *   N = E / (k T ln 2).
 */
import { requireNumber } from '../arguments';
import { landauerEnergy } from '../energy';

/**
 * The most bits that can be forgotten for an energy; need not be whole.
 *
 * @param energy that can be given off as heat, in J
 * @param temperature of the heat bath, in K
 * @throws RangeError if \`energy\` is negative or \`temperature\` is not positive
 * @see Landauer, IBM J. Res. Dev. 5 (1961) 183, doi:10.1147/rd.53.0183
 * @example
 * ${name}(1, 300); // => 3.483e20
 */
export function ${name}(energy: number, temperature: number): number {
  requireNumber('energy', energy, { min: 0, unit: 'J' });
  return energy / landauerEnergy(1, temperature);
}
`;

const testOf = (name: string, room: string) => `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { landauerEnergy } from 'ktln2/energy';
import { ${name} } from 'ktln2/${room}';

test('forgetting as many bits as an energy pays for takes that energy', () => {
  for (const energy of [0, 1e-21, 3600]) {
    for (const temperature of [4.2, 300]) {
      const spent = landauerEnergy(${name}(energy, temperature), temperature);
      // A few roundings of a double.
      assert.ok(Math.abs(spent - energy) <= 4 * Number.EPSILON * energy);
    }
  }
});

test('impossible arguments are named', () => {
  assert.throws(() => ${name}(-1, 300), {
    name: 'RangeError',
    message: /^energy is -1; expected .*>= 0/,
  });
  assert.throws(() => ${name}(1, 0), {
    name: 'RangeError',
    message: /^temperature is 0; expected .*> 0/,
  });
});
`;

/** The files of a room, by their path in the checkout. */
export function newRoom({ number }: Plan, room: string): Record<string, string> {
  const name = exampleOf(room);
  return {
    [`lib/ktln2/src/${room}/index.ts`]: entry(room, number),
    [`lib/ktln2/src/${room}/example.ts`]: source(name),
    [`test/ktln2/${room}/example.test.ts`]: testOf(name, room),
  };
}
