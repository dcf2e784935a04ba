/**
 * The pebble game: a computation of n steps as a row of nodes 1 … n. A pebble on node i means that the result of
 * step i is in memory. Step i, or its inverse, needs the result before it:
 *
 *   a pebble may be put on or taken from node i only if i = 1 or node i − 1 has one.
 *
 * The game starts with no pebble (the input, node 0, stays) and ends with one on node n alone. Moves are time,
 * pebbles are space. Bennett's recursion, with steps in 2 halves, takes 3ᵏ moves and k + 1 pebbles for 2ᵏ steps.
 */
import { requireInteger } from '../arguments';

/** Puts a pebble on a node, or takes one from it. */
export interface PebbleMove {
  readonly action: 'put' | 'take';
  readonly node: number;
}

/** What a game took. */
export interface PebbleGame {
  moves: number;
  /** Largest number of pebbles at a time. */
  pebbles: number;
  /** Pebbled nodes after each move, in order. */
  positions: number[][];
}

/**
 * Referees a pebble game.
 *
 * @param steps number of nodes
 * @param moves first to last
 * @throws Error naming the first move against the rules, or the pebbles that are left over at the end
 * @see Bennett, SIAM J. Comput. 18 (1989) 766, doi:10.1137/0218053
 * @example
 * const moves = [{ action: 'put', node: 1 }, { action: 'put', node: 2 }, { action: 'take', node: 1 }];
 * refereePebbles(2, moves).pebbles; // => 2
 */
export function refereePebbles(steps: number, moves: readonly PebbleMove[]): PebbleGame {
  requireInteger('steps', steps, { min: 1 });
  const pebbled = new Set<number>();
  const positions: number[][] = [];
  moves.forEach(({ action, node }, i) => {
    const where = `move ${i + 1} (${action} ${node})`;
    if (!(Number.isInteger(node) && node >= 1 && node <= steps))
      throw new Error(`${where}: there is no such node`);
    if (node > 1 && !pebbled.has(node - 1)) throw new Error(`${where}: node ${node - 1} has no pebble`);
    if (pebbled.has(node) === (action === 'put')) {
      throw new Error(`${where}: node ${node} has ${action === 'put' ? 'a' : 'no'} pebble already`);
    }
    if (action === 'put') pebbled.add(node);
    else pebbled.delete(node);
    positions.push([...pebbled].sort((a, b) => a - b));
  });
  const left = positions.at(-1) ?? [];
  if (left.length !== 1 || left[0] !== steps) {
    throw new Error(
      `the game ends with pebbles on ${left.join(', ') || 'no node'}; expected on ${steps} alone`,
    );
  }
  return { moves: moves.length, pebbles: Math.max(...positions.map(nodes => nodes.length)), positions };
}

/** The same moves backwards undo a game. */
function undone(moves: readonly PebbleMove[]): PebbleMove[] {
  return moves.toReversed().map(({ action, node }) => ({ action: action === 'put' ? 'take' : 'put', node }));
}

const shifted = (moves: readonly PebbleMove[], by: number) =>
  moves.map(({ action, node }) => ({ action, node: node + by }));

/**
 * Bennett's recursion: play the first half, go on from its end with the second half, undo the first half.
 *
 * @param levels k, for 2ᵏ steps
 * @throws RangeError if it is not an integer from 0 to 12
 * @see Bennett, SIAM J. Comput. 18 (1989) 766, doi:10.1137/0218053
 * @example
 * bennettMoves(3).length; // => 27
 * refereePebbles(8, bennettMoves(3)).pebbles; // => 4
 */
export function bennettMoves(levels: number): PebbleMove[] {
  requireInteger('levels', levels, { max: 12 });
  if (levels === 0) return [{ action: 'put', node: 1 }];
  const half = bennettMoves(levels - 1);
  return [...half, ...shifted(half, 2 ** (levels - 1)), ...undone(half)];
}

/**
 * Keeping everything until the end: the fewest moves, 2n − 1, and the most pebbles, n.
 *
 * @param steps n
 * @throws RangeError if it is not an integer >= 1
 * @see Bennett, IBM J. Res. Dev. 17 (1973) 525, doi:10.1147/rd.176.0525
 * @example
 * refereePebbles(4, keepAllMoves(4)).moves; // => 7
 */
export function keepAllMoves(steps: number): PebbleMove[] {
  requireInteger('steps', steps, { min: 1 });
  const puts = Array.from({ length: steps }, (_, i): PebbleMove => ({ action: 'put', node: i + 1 }));
  return [...puts, ...undone(puts.slice(0, -1))];
}
