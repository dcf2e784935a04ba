/**
 * A network's readings by other means: its perceptron in double precision, averages over equally spaced points (which
 * converge faster than any power for Gaussians), Simpson's rule over ln s, divergences by differences.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundGap, evaluateNetwork, trainExperiment } from 'ktln2/experiments';
import { FUSED_RECIPE, type ScoreNetwork } from 'ktln2/score-network';

/** The score of a network at one point, from the formula in score-network.ts. */
function plainScore({ hidden, weights, dataStd, noiseRange }: ScoreNetwork) {
  const sizes = [4, ...hidden, 2];
  const [low, high] = noiseRange.map(Math.log);
  return (x: number, y: number, s: number): [number, number] => {
    const root = Math.hypot(dataStd, s);
    let state = [x / root, y / root, s / root, (4 * Math.log(s) - 2 * (low + high)) / (high - low)];
    let at = 0;
    sizes.slice(1).forEach((width, layer) => {
      const before = state;
      const bias = at + before.length * width;
      state = Array.from({ length: width }, (_, j) => {
        const sum = before.reduce(
          (total, value, i) => total + value * weights[at + i * width + j],
          weights[bias + j],
        );
        return layer < hidden.length ? sum / (1 + Math.exp(-sum)) : sum;
      });
      at = bias + width;
    });
    const factor = dataStd / (s * root);
    return [-x / root ** 2 + factor * state[0], -y / root ** 2 + factor * state[1]];
  };
}

test('NLL and gaps of a network on unequal Gaussians, in double precision and by other rules', () => {
  const { seed: _, ...recipe } = FUSED_RECIPE;
  const small = { ...recipe, hidden: [4], batch: 64, steps: 300, noiseRange: [0.2, 5] as [number, number] };
  const of = { data: 'gaussian-unequal', seed: 2 } as const;
  const network = trainExperiment({ ...of, recipe: small });
  const score = plainScore(network);
  const [first, last] = [0.2, Math.sqrt(99 / (2 * Math.log(10)))];
  const variances = [0.6, 1 / 15];
  const widthsAt = (s: number) => variances.map(v => Math.sqrt(v + s * s));
  // Points z and weights of N(0, 1), in half standard deviations.
  const line = Array.from({ length: 21 }, (_, i) => (i - 10) / 2);
  const density = line.map(z => Math.exp((-z * z) / 2) / (2 * Math.sqrt(2 * Math.PI)));
  const grid = line.flatMap((a, i) => line.map((b, j) => ({ a, b, weight: density[i] * density[j] })));
  const length = Math.log(last / first);

  let [cross, square] = [0, 0];
  const nodes = 30;
  for (let k = 0; k <= nodes; k++) {
    const s = first * Math.exp((length * k) / nodes);
    const simpson = ((k % nodes === 0 ? 1 : k % 2 ? 4 : 2) * length) / nodes / 3;
    const [p, q] = widthsAt(s);
    for (const { a, b, weight } of grid) {
      const learned = score(p * a, q * b, s);
      const [e, f] = [learned[0] + a / p, learned[1] + b / q];
      cross += simpson * weight * s * s * ((-a / p) * e + (-b / q) * f);
      square += simpson * weight * s * s * (e * e + f * f);
    }
  }

  /** dx/d ln s of the flow, and minus its divergence. */
  const flow = ([x, y]: number[], log: number): number[] => {
    const s = Math.exp(log);
    const h = 1e-4;
    const [u, v] = score(x, y, s);
    const div = score(x + h, y, s)[0] - score(x - h, y, s)[0] + score(x, y + h, s)[1] - score(x, y - h, s)[1];
    return [-s * s * u, -s * s * v, (-s * s * div) / (2 * h)];
  };
  const steps = 30;
  const h = length / steps;
  const [p, q] = widthsAt(first);
  const logNormal = (x: number, width: number) =>
    -0.5 * ((x / width) ** 2 + Math.log(2 * Math.PI * width * width));
  let kl = 0;
  for (const { a, b, weight } of grid) {
    let state = [p * a, q * b, 0];
    for (let k = 0; k < steps; k++) {
      const log = Math.log(first) + k * h;
      const plus = (slope: number[], part: number) => state.map((value, i) => value + part * h * slope[i]);
      const k1 = flow(state, log);
      const k2 = flow(plus(k1, 0.5), log + h / 2);
      const k3 = flow(plus(k2, 0.5), log + h / 2);
      const k4 = flow(plus(k3, 1), log + h);
      state = state.map((value, i) => value + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
    }
    const [u, v] = widthsAt(last);
    kl +=
      weight *
      (logNormal(p * a, p) +
        logNormal(q * b, q) -
        logNormal(state[0], u) -
        logNormal(state[1], v) -
        state[2]);
  }

  const [found] = evaluateNetwork(network, of, [{ kind: 've', sigma: 10 }]);
  const expected = { A: kl + cross + square / 2, B: kl + cross / 2, C: kl / 2, D: kl - square / 2 };
  // Steps of 0.1 in ln s and float32 on the one side, float64 on the other.
  const near = (actual: number, wanted: number, what: string) =>
    assert.ok(Math.abs(actual - wanted) < 2e-5, `${what}: ${actual}, expected ${wanted}`);
  near(found.nll - found.dataEntropy, kl, 'KL');
  for (const key of ['A', 'B', 'C', 'D'] as const) near(boundGap(found, key), expected[key], `gap ${key}`);
  assert.ok(kl > 1e-4 && Math.abs(cross) > 1e-4, 'the network errs by more than the tolerance');
});
