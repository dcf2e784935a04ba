import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from 'ktln2/numerics';
import {
  bennettMoves,
  fewestPebbleMoves,
  keepAllMoves,
  type PebbleMove,
  refereePebbles,
  shortestPebbleGame,
} from 'ktln2/reversible';

test("Bennett's recursion takes 3ᵏ moves and k + 1 pebbles for 2ᵏ steps", () => {
  for (let k = 0; k <= 7; k++) {
    const { moves, pebbles } = refereePebbles(2 ** k, bennettMoves(k));
    assert.deepEqual([moves, pebbles], [3 ** k, k + 1]);
  }
});

test('keeping all takes 2n − 1 moves and n pebbles', () => {
  for (const steps of [1, 2, 5, 16]) {
    const { moves, pebbles } = refereePebbles(steps, keepAllMoves(steps));
    assert.deepEqual([moves, pebbles], [2 * steps - 1, steps]);
  }
});

test('the optimum for 4, 8 and 16 steps with as many pebbles as the recursion has', () => {
  assert.deepEqual(
    [shortestPebbleGame(4, 3)?.length, shortestPebbleGame(8, 4)?.length, shortestPebbleGame(16, 5)?.length],
    [9, 25, 71],
  );
});

test("breadth-first search agrees with Knill's recursion, and its games are legal", () => {
  for (let steps = 1; steps <= 12; steps++) {
    for (let pebbles = 1; pebbles <= steps + 1; pebbles++) {
      const game = shortestPebbleGame(steps, pebbles);
      assert.equal(game?.length ?? Infinity, fewestPebbleMoves(steps, pebbles));
      if (game) assert.ok(refereePebbles(steps, game).pebbles <= pebbles);
    }
  }
});

test('with p pebbles no node beyond 2^(p − 1) can be left alone with one', () => {
  for (let pebbles = 1; pebbles <= 5; pebbles++) {
    assert.ok(fewestPebbleMoves(2 ** (pebbles - 1), pebbles) < Infinity);
    assert.equal(fewestPebbleMoves(2 ** (pebbles - 1) + 1, pebbles), Infinity);
  }
});

test('the referee finds a wrong move', () => {
  const random = seededRandom(1);
  const moves = bennettMoves(3);
  for (let round = 0; round < 100; round++) {
    // A game with a move left out ends elsewhere, or a later move breaks a rule.
    const lacking = moves.toSpliced(Math.floor(moves.length * random.uniform()), 1);
    assert.throws(() => refereePebbles(8, lacking), /^Error: (move|the game ends)/);
  }
  const put = (node: number): PebbleMove => ({ action: 'put', node });
  assert.throws(() => refereePebbles(2, [put(2)]), { message: 'move 1 (put 2): node 1 has no pebble' });
  assert.throws(() => refereePebbles(2, [put(1), put(1)]), {
    message: /^move 2 .put 1.: node 1 has a pebble already/,
  });
  assert.throws(() => refereePebbles(2, [put(3)]), { message: /there is no such node/ });
  assert.throws(() => refereePebbles(1, []), { message: /ends with pebbles on no node/ });
  assert.throws(() => refereePebbles(2, [put(1), put(2)]), {
    message: /pebbles on 1, 2; expected on 2 alone/,
  });
});

test('impossible arguments are named', () => {
  assert.throws(() => bennettMoves(-1), /levels is -1; expected an integer >= 0/);
  assert.throws(() => shortestPebbleGame(21, 5), /steps is 21; expected an integer >= 1 and <= 20/);
  assert.throws(() => fewestPebbleMoves(4, 0), /pebbles is 0; expected an integer >= 1/);
  assert.throws(() => keepAllMoves(0), /steps is 0/);
});
