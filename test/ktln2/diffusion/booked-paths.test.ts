import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bookedPaths,
  drawData,
  entropyRates,
  exactScore,
  type ForwardProcess,
  gaussianData,
  noisedMoments,
  reversePaths,
  scaledScore,
  uniformData,
  varianceExploding,
  variancePreserving,
} from 'ktln2/diffusion';
import { gaussLegendre, seededRandom } from 'ktln2/numerics';

const ve = varianceExploding(25);
const vp = variancePreserving(20);
const data = [uniformData(1), gaussianData(0.5, 2)];
const geometric = (high: number, low: number, steps: number) =>
  Array.from({ length: steps + 1 }, (_, i) => high * (low / high) ** (i / steps));
const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length;
const standardError = (values: Float64Array) => {
  const m = mean(values);
  return Math.sqrt(values.reduce((sum, x) => sum + (x - m) ** 2, 0)) / values.length;
};
const near = (values: Float64Array, expected: number, what: string) => {
  const found = mean(values);
  assert.ok(
    Math.abs(found - expected) < 4 * standardError(values),
    `${what}: ${found}, expected ${expected}`,
  );
};

function run(
  process: ForwardProcess,
  high: number,
  low: number,
  steps: number,
  factor: number,
  seed: number,
) {
  const random = seededRandom(seed);
  const noise = (ratio: number) => {
    const t = process.timeOfRatio(ratio);
    return { alpha: process.scale(t), std: process.std(t) };
  };
  const start = drawData(data, 1000, random, noise(high));
  const score = scaledScore(exactScore(process, data), factor);
  const books = bookedPaths(process, score, start, geometric(high, low, steps), 2, random);
  const surprisal = (x: Float64Array, ratio: number) => {
    const { alpha, std } = noise(ratio);
    const marginals = data.map(axis => axis.noised(alpha, std));
    return Float64Array.from(
      { length: x.length / 2 },
      (_, i) => -marginals[0].logDensity(x[2 * i]) - marginals[1].logDensity(x[2 * i + 1]),
    );
  };
  const [first, last] = [surprisal(start, high), surprisal(books.end, low)];
  return { books, start, rise: last.map((s, i) => s - first[i]) };
}

test('the paths are those of reversePaths', () => {
  const score = exactScore(vp, data);
  const start = Float64Array.of(1, -1, 0.5, 2);
  const ratios = geometric(3, 0.5, 5);
  const { end } = bookedPaths(vp, score, start, ratios, 2, seededRandom(3));
  const expected = reversePaths(vp, score, start, ratios, seededRandom(3))[5];
  end.forEach((x, i) => {
    assert.ok(Math.abs(x - expected[i]) < 1e-12);
  });
});

test('integral fluctuation theorems, at any step and for right and wrong scores', () => {
  for (const [factor, seed] of [
    [1, 11],
    [0.8, 12],
  ]) {
    const { books, rise } = run(ve, 2, 1, 4, factor, seed);
    near(
      rise.map((s, i) => Math.exp(-s - books.steering[i])),
      1,
      `steering, score × ${factor}`,
    );
    near(
      rise.map((s, i) => Math.exp(-s - books.retraced[i])),
      1,
      `retraced, score × ${factor}`,
    );
  }
});

test('means are those of quadrature: steering, heat and the demon’s part of it', () => {
  // dt over ln r is 2 s²/g².
  const integral = (
    process: ForwardProcess,
    high: number,
    low: number,
    key: 'exchange' | 'controlExchange',
  ) => {
    const { nodes, weights } = gaussLegendre(24, process.timeOfRatio(low), process.timeOfRatio(high));
    return nodes.reduce((sum, t, i) => sum + weights[i] * entropyRates(process, data, t).reverse[key], 0);
  };
  const [high, low] = [1, 0.6];
  for (const process of [ve, vp]) {
    const { books } = run(process, high, low, 40, 1, 5);
    near(books.heat, -integral(process, high, low, 'exchange'), `${process.name}: heat`);
    near(books.controlHeat, -integral(process, high, low, 'controlExchange'), `${process.name}: control`);
    const [after, before] = [low, high].map(r => noisedMoments(data, 1, r).entropy);
    near(books.steering, before - after, `${process.name}: steering`);
  }
});

test('Gaussian data: what finite steps miss, in closed form', () => {
  const normal = [gaussianData(0, 1)];
  const ratios = geometric(5, 0.05, 30);
  // Euler's step has the right mean and the width v; the true step back has w = v (1 + q²)/(1 + r²).
  const expected = ratios.slice(1).reduce((sum, q, k) => {
    const broader = (1 + ratios[k] ** 2) / (1 + q * q);
    return sum + 0.5 * (broader - 1 - Math.log(broader));
  }, 0);
  const random = seededRandom(21);
  const start = drawData(normal, 4000, random, { std: 5 });
  const { end, steering } = bookedPaths(ve, exactScore(ve, normal), start, ratios, 1, random);
  const surprisal = (x: number, r: number) => 0.5 * Math.log(1 + r * r) + (0.5 * x * x) / (1 + r * r);
  const missed = steering.map((i, k) => i + surprisal(end[k], 0.05) - surprisal(start[k], 5));
  near(missed, expected, 'missed');
  assert.ok(expected > 0.1 && standardError(missed) < 0.03);
});

test('VP: what the trap gives off is what its potential ½|x|² loses', () => {
  const { books, start } = run(vp, 3, 0.3, 7, 1, 9);
  books.heat.forEach((heat, i) => {
    const square = (x: Float64Array) => x[2 * i] ** 2 + x[2 * i + 1] ** 2;
    const passive = 0.5 * (square(start) - square(books.end));
    // The reverse drift holds −f, the demon's force −2f: their difference is f = −½ g² x.
    assert.ok(Math.abs(heat - books.controlHeat[i] - passive) < 1e-9);
  });
});

test('refusals', () => {
  const score = exactScore(ve, data);
  const random = seededRandom(1);
  assert.throws(() => bookedPaths(ve, score, Float64Array.of(1, 2), [1, 2], 2, random), /last to first/);
  assert.throws(
    () => bookedPaths(ve, score, Float64Array.of(1, 2, 3), [2, 1], 2, random),
    /start\.length \/ dimensions is 1\.5/,
  );
});
