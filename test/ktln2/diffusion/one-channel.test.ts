/** One pass along the channel against each process by itself; oracles: exact scores, and the long way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  boundReadings,
  channelReadings,
  correlatedGaussian,
  exactScore,
  inProcess,
  noiseRatio,
  scaledScore,
  uniformData,
  varianceExploding,
  variancePreserving,
  variancePreservingExponential,
} from 'ktln2/diffusion';

const ve = varianceExploding(25);
const vp = variancePreserving(20);

test('an exact score carried to another process is the exact score there', () => {
  const ellipse = correlatedGaussian(
    [1, -2],
    [
      [1, 0.6],
      [0.6, 2],
    ],
  );
  const points = Float64Array.of(0.3, -0.2, 1.5, 0.7);
  for (const data of [ellipse, [uniformData(1), uniformData(2)]]) {
    const carried = inProcess(exactScore(ve, data), ve, vp);
    for (const t of [0.01, 0.3, 1]) {
      const [found, expected] = [carried(points, t), exactScore(vp, data)(points, t)];
      for (const key of ['score', 'divergence'] as const) {
        found[key].forEach((value, i) => {
          const wanted = expected[key][i];
          assert.ok(
            Math.abs(value - wanted) < 1e-9 * (1 + Math.abs(wanted)),
            `t = ${t}: ${value}, ${wanted}`,
          );
        });
      }
    }
  }
});

test('all processes in one pass find what each finds by itself', () => {
  const data = [uniformData(1)];
  const wrong = scaledScore(exactScore(ve, data), 0.95);
  const priors = ['matched', 'standard'] as const;
  // In no order, one of them twice, and two that end beyond what VE with this σ reaches.
  const processes = [vp, ve, variancePreservingExponential(2), varianceExploding(10)];
  const ends = processes.flatMap(process => priors.map(prior => ({ process, prior })));
  const options = { from: 1e-5 };
  const together = channelReadings(ve, data, wrong, ends, { ...options, kinks: [1e-6, 1, 1e9] });
  together.forEach((found, i) => {
    const { process, prior } = ends[i];
    const alone = boundReadings(process, data, inProcess(wrong, ve, process), { ...options, prior });
    assert.equal(found.ratio, noiseRatio(process, 1));
    for (const key of ['nll', 'kl', 'nelbo'] as const) {
      assert.ok(Math.abs(found[key] - alone[key]) < 1e-6, `${process.name}, ${prior}, ${key}`);
    }
    for (const key of ['A', 'B', 'C', 'D'] as const) {
      for (const part of ['bound', 'finalEntropy', 'rateIntegral'] as const) {
        const [value, expected] = [found[key][part], alone[key][part]];
        assert.ok(
          Math.abs(value - expected) < 1e-6,
          `${process.name}, ${prior}, ${key}: ${value}, ${expected}`,
        );
      }
    }
  });
});

test('ends that cannot be are named', () => {
  const data = [uniformData(1)];
  const score = exactScore(ve, data);
  const end = { process: ve, prior: 'matched' as const };
  assert.throws(() => channelReadings(ve, data, score, []), /length is 1; expected .* >= 2/);
  assert.throws(
    () => channelReadings(ve, data, score, [end], { from: 10 }),
    /\[1\] is 9.8\d*; expected .*> 10/,
  );
});
