/**
 * The fewest moves of a pebble game with a given number of pebbles, by two independent ways: a breadth-first search
 * of all positions, and Knill's recursion
 *
 *   F(n, p) = min over m of F(m, p) + F(n − m, p − 1) + F(m, p − 1),  F(1, p) = 1,
 *
 * which says: bring a pebble to m, play the rest with one pebble less, take the pebble at m away again.
 */
import { requireInteger } from '../arguments';
import type { PebbleMove } from './pebble-game';

/** Positions are sets of nodes as the bits of a number; 2²⁰ of them are searched in a second. */
const MAX_STEPS = 20;

function requireGame(steps: number, pebbles: number, max: number): void {
  requireInteger('steps', steps, { min: 1, max });
  requireInteger('pebbles', pebbles, { min: 1 });
}

const ones = (position: number) => {
  let count = 0;
  for (let rest = position; rest > 0; rest &= rest - 1) count++;
  return count;
};

/** For each position that can be reached, the node that the last move touched; −1 where none can. */
function search(steps: number, pebbles: number): Int8Array {
  const lastNode = new Int8Array(2 ** steps).fill(-1);
  const goal = 2 ** (steps - 1);
  const queue = [0];
  lastNode[0] = 0;
  for (let head = 0; head < queue.length && lastNode[goal] < 0; head++) {
    const position = queue[head];
    for (let node = 1; node <= steps; node++) {
      const next = position ^ (1 << (node - 1));
      const allowed = node === 1 || position & (1 << (node - 2));
      if (!allowed || lastNode[next] >= 0 || ones(next) > pebbles) continue;
      lastNode[next] = node;
      queue.push(next);
    }
  }
  return lastNode;
}

/**
 * A shortest pebble game, found by breadth-first search.
 *
 * @param steps number of nodes, at most 20
 * @param pebbles at a time, the one on the last node included
 * @returns the moves, or undefined if there are too few pebbles
 * @throws RangeError if an argument is not such an integer
 * @see Knill (1995), arXiv:math/9508218
 * @example
 * shortestPebbleGame(8, 4)?.length; // => 25
 * shortestPebbleGame(4, 2); // => undefined
 */
export function shortestPebbleGame(steps: number, pebbles: number): PebbleMove[] | undefined {
  requireGame(steps, pebbles, MAX_STEPS);
  const lastNode = search(steps, pebbles);
  let position = 2 ** (steps - 1);
  if (lastNode[position] < 0) return undefined;
  const moves: PebbleMove[] = [];
  while (position > 0) {
    const node = lastNode[position];
    const bit = 1 << (node - 1);
    moves.push({ action: position & bit ? 'put' : 'take', node });
    position ^= bit;
  }
  return moves.reverse();
}

const known = new Map<string, number>();

/**
 * The number of moves of a shortest pebble game, by Knill's recursion.
 *
 * @param steps number of nodes, at most 128
 * @param pebbles at a time, the one on the last node included
 * @returns Infinity if there are too few pebbles
 * @throws RangeError if an argument is not such an integer
 * @see Knill (1995), arXiv:math/9508218
 * @example
 * fewestPebbleMoves(16, 5); // => 71
 * fewestPebbleMoves(16, 16); // => 31
 */
export function fewestPebbleMoves(steps: number, pebbles: number): number {
  requireGame(steps, pebbles, 128);
  if (steps === 1) return 1;
  // More than `steps` pebbles are of no use.
  const used = Math.min(steps, pebbles);
  if (used === 1) return Infinity;
  const key = `${steps} ${used}`;
  let fewest = known.get(key);
  if (fewest === undefined) {
    fewest = Infinity;
    for (let m = 1; m < steps; m++) {
      const first = fewestPebbleMoves(m, used) + fewestPebbleMoves(m, used - 1);
      fewest = Math.min(fewest, first + fewestPebbleMoves(steps - m, used - 1));
    }
    known.set(key, fewest);
  }
  return fewest;
}
