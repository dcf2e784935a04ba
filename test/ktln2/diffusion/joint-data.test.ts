import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from 'ktln2/numerics';
import {
  boundReadings,
  correlatedGaussian,
  entropyBound,
  entropyRates,
  exactScore,
  finalEntropies,
  gaussianData,
  gaussianMixture,
  learnedRates,
  modelSampleReading,
  noisedCrossEntropy,
  noisedMoments,
  sampleSet,
  scaledScore,
  uniformData,
  varianceExploding,
  variancePreserving,
} from 'ktln2/diffusion';

const close = (actual: number, expected: number, tolerance: number, what = '') =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what} ${actual} against ${expected}`);

/** Σ = Q diag(v) Qᵀ with Q a turn by `angle`. */
function turned([a, b]: readonly [number, number], angle: number): number[][] {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [
    [c * c * a + s * s * b, c * s * (a - b)],
    [c * s * (a - b), s * s * a + c * c * b],
  ];
}

const PROCESSES = [varianceExploding(25), variancePreserving(20)];

test('a Gaussian with correlations has the numbers of its principal axes', () => {
  for (const variances of [
    [0.5, 2],
    [0.01, 4],
  ] as const) {
    const joint = correlatedGaussian([0, 0], turned(variances, 0.7));
    const axes = variances.map(v => gaussianData(0, v));
    for (const process of PROCESSES) {
      const [own, theirs] = [entropyBound(process, joint), entropyBound(process, axes)];
      for (const key of ['bound', 'nll', 'rateIntegral', 'dataEntropy'] as const) {
        // The matched prior has independent coordinates: it fits the turned data less well.
        if (key !== 'nll') close(own[key], theirs[key], 1e-10, key);
      }
      for (const t of [0.01, 0.4, 1]) {
        const [rates, other] = [entropyRates(process, joint, t), entropyRates(process, axes, t)];
        for (const key of ['system', 'intrinsic', 'exchange'] as const) {
          close(
            rates.forward[key],
            other.forward[key],
            1e-9 * Math.max(1, Math.abs(other.forward[key])),
            key,
          );
        }
      }
      const wrong = (data: typeof joint | typeof axes) =>
        boundReadings(process, data, scaledScore(exactScore(process, data), 0.9), {
          gridCount: 8,
          stepsPerUnit: 2,
        });
      const [mine, reference] = [wrong(joint), wrong(axes)];
      for (const key of ['A', 'B', 'D'] as const) {
        close(mine[key].rateIntegral, reference[key].rateIntegral, 1e-7, key);
      }
    }
  }
});

test('two Gaussians far apart have one Gaussian’s entropy and ln 2, and its Fisher information', () => {
  const data = gaussianMixture([
    {
      weight: 0.5,
      mean: [-20, 0],
      covariance: [
        [1, 0.5],
        [0.5, 1],
      ],
    },
    {
      weight: 0.5,
      mean: [20, 0],
      covariance: [
        [1, -0.5],
        [-0.5, 1],
      ],
    },
  ]);
  const one = correlatedGaussian(
    [0, 0],
    [
      [1, 0.5],
      [0.5, 1],
    ],
  );
  close(data.entropy, one.entropy + Math.LN2, 1e-12);
  const [two, single] = [noisedMoments(data, 1, 0.3), noisedMoments(one, 1, 0.3)];
  close(two.entropy, single.entropy + Math.LN2, 1e-11);
  close(two.fisher, single.fisher, 1e-11);
});

const BLOBS = gaussianMixture([
  { weight: 0.3, mean: [-1, 0.5], covariance: turned([0.1, 0.6], 0.4) },
  { weight: 0.7, mean: [0.8, -0.2], covariance: turned([0.3, 0.2], -1.1) },
]);

test('the score and its divergence are the derivatives of the logarithm of the density', () => {
  const random = seededRandom(11);
  for (const [alpha, std] of [
    [1, 0],
    [0.7, 0.3],
    [1, 5],
  ] as const) {
    const noised = BLOBS.noised(alpha, std);
    for (let trial = 0; trial < 20; trial++) {
      const x = [3 * random.normal(), 3 * random.normal()];
      const h = 1e-4;
      const at = (dx: number, dy: number) => noised.logDensity(Float64Array.of(x[0] + dx, x[1] + dy))[0];
      const { score, divergence } = noised.score(Float64Array.from(x));
      close(score[0], (at(h, 0) - at(-h, 0)) / (2 * h), 1e-6 * (1 + Math.abs(score[0])));
      close(score[1], (at(0, h) - at(0, -h)) / (2 * h), 1e-6 * (1 + Math.abs(score[1])));
      const laplacian = (at(h, 0) + at(-h, 0) + at(0, h) + at(0, -h) - 4 * at(0, 0)) / (h * h);
      close(divergence[0], laplacian, 1e-5 * (1 + Math.abs(divergence[0])));
    }
  }
});

test('a point so far out that its density underflows has a score', () => {
  const { score } = correlatedGaussian([0], [[1]])
    .noised(1, 1)
    .score(Float64Array.of(1e200));
  assert.equal(score[0], -5e199);
});

test('a mixture keeps de Bruijn, Gibbs and the identities of the exact score', () => {
  const h = 3e-4;
  const entropyAt = (variance: number) => noisedMoments(BLOBS, 1, Math.sqrt(variance)).entropy;
  for (const variance of [0.05, 1, 30]) {
    const slope = (entropyAt(variance * (1 + h)) - entropyAt(variance * (1 - h))) / (2 * h * variance);
    close(slope, 0.5 * noisedMoments(BLOBS, 1, Math.sqrt(variance)).fisher, 1e-6 * slope);
  }
  for (const process of [variancePreserving(20)]) {
    const exact = finalEntropies(process, BLOBS);
    const readings = boundReadings(process, BLOBS, exactScore(process, BLOBS), {
      gridCount: 4,
      stepsPerUnit: 6,
      nodesPerUnit: 3,
      from: 0.01,
    });
    close(readings.A.gap, readings.D.gap, 1e-9);
    close(readings.kl, exact.cross - exact.marginal, 2e-6);
    const rates = learnedRates(process, BLOBS, exactScore(process, BLOBS), 0.5, { accuracy: 'high' });
    const forward = entropyRates(process, BLOBS, 0.5).forward;
    close(rates.forward.system, forward.system, 1e-8 * Math.abs(forward.system));
    close(rates.norm, rates.divergence, 1e-8 * Math.abs(rates.norm));
  }
});

test('a mixture of one coordinate beside a Gaussian adds up', () => {
  const parts = [
    [0.4, -1, 0.2],
    [0.6, 1.5, 0.5],
  ] as const;
  const line = gaussianMixture(parts.map(([weight, m, v]) => ({ weight, mean: [m], covariance: [[v]] })));
  const plane = gaussianMixture(
    parts.map(([weight, m, v]) => ({
      weight,
      mean: [m, 2],
      covariance: [
        [v, 0],
        [0, 0.7],
      ],
    })),
  );
  close(entropyBound(PROCESSES[0], line).bound, line.entropy, 1e-10);
  close(plane.entropy, line.entropy + gaussianData(2, 0.7).entropy, 1e-10);
  const [a, b] = [noisedMoments(plane, 0.5, 0.4), noisedMoments(line, 0.5, 0.4)];
  const c = noisedMoments([gaussianData(2, 0.7)], 0.5, 0.4);
  close(a.entropy, b.entropy + c.entropy, 1e-10);
  close(a.fisher, b.fisher + c.fisher, 1e-10);
});

test('points with noise are a mixture without it', () => {
  const points = Float64Array.of(0, 0, 1, 2, -3, 1);
  const set = sampleSet(points, 2);
  assert.equal(set.entropy, -Infinity);
  const variance = 0.35;
  const mixture = gaussianMixture(
    [
      [0, 0],
      [1, 2],
      [-3, 1],
    ].map(mean => ({
      weight: 1 / 3,
      mean,
      covariance: [
        [variance, 0],
        [0, variance],
      ],
    })),
  );
  const std = Math.sqrt(variance);
  const at = Float64Array.of(0.3, 1.1, -2, 4);
  const [a, b] = [set.noised(1, std).score(at), mixture.noised(1, 0).score(at)];
  a.score.forEach((s, i) => {
    close(s, b.score[i], 1e-12 * Math.abs(s));
  });
  a.divergence.forEach((v, i) => {
    close(v, b.divergence[i], 1e-12 * Math.abs(v));
  });
  close(noisedMoments(set, 1, std).entropy, mixture.entropy, 1e-11);
  set.variance.forEach((v, i) => {
    close(v + variance, mixture.variance[i], 1e-12);
  });
  // The points under the model whose cut they are: their mean −ln density.
  close(
    noisedCrossEntropy(set, set, 1, std),
    -set
      .noised(1, std)
      .logDensity(points)
      .reduce((sum, log) => sum + log / 3, 0),
    1e-12,
  );
});

test('a mixture as model of other data: the cross-entropy, and a broad model breaks the bound', () => {
  const ve = varianceExploding(25);
  const model = correlatedGaussian([0], [[2]]);
  const [joint, product] = [
    modelSampleReading(ve, [gaussianData(0, 1)], model),
    modelSampleReading(ve, [gaussianData(0, 1)], [gaussianData(0, 2)]),
  ];
  close(joint.nll, product.nll, 1e-10);
  close(joint.bound, product.bound, 1e-10);
  assert.ok(joint.gap < 0);
  // U[−1, 1] under N(0, 1): ½ ln 2π + ⅙.
  close(
    modelSampleReading(ve, [uniformData(1)], correlatedGaussian([0], [[1]])).nll,
    0.5 * Math.log(2 * Math.PI) + 1 / 6,
    1e-12,
  );
});

test('what is no mixture is refused by name', () => {
  const refuse = (make: () => unknown, message: RegExp) => assert.throws(make, message);
  refuse(
    () =>
      correlatedGaussian(
        [0, 0],
        [
          [1, 1],
          [1, 1],
        ],
      ),
    /covariance has the eigenvalue .* positive definite/,
  );
  refuse(
    () =>
      correlatedGaussian(
        [0, 0],
        [
          [1, 0.5],
          [0.4, 1],
        ],
      ),
    /covariance\[0\]\[1\] is 0.5 and .* symmetric/,
  );
  refuse(() => correlatedGaussian([0, 0], [[1]]), /covariance has 1 rows of 1; expected 2 rows of 2/);
  refuse(() => correlatedGaussian([Number.NaN], [[1]]), /mean\[0\] is NaN; expected a finite number/);
  refuse(() => correlatedGaussian([0], [[0]]), /covariance\[0\]\[0\] is 0; expected a finite number > 0/);
  refuse(() => correlatedGaussian([0], [[Infinity]]), /is Infinity; expected a finite number/);
  refuse(() => gaussianMixture([]), /components.length is 0/);
  refuse(() => gaussianMixture([{ weight: 1, covariance: [[1]] } as never]), /mean.length is undefined/);
  const one = Float64Array.of(1);
  const plane = correlatedGaussian([0, 0], turned([1, 2], 0)).noised(1, 1);
  refuse(() => plane.score(one), /points has 1 numbers; expected rows of 2/);
  refuse(() => plane.logDensity(one), /points has 1 numbers; expected rows of 2/);
  const flat = exactScore(varianceExploding(25), [gaussianData(0, 1), gaussianData(0, 1)]);
  refuse(() => flat(one, 0.5), /points has 1 numbers; expected rows of 2/);
  refuse(
    () => gaussianMixture([{ weight: 0.9, mean: [0], covariance: [[1]] }]),
    /weights sum to 0.9; expected 1/,
  );
  refuse(() => sampleSet(Float64Array.of(1, 2, 3), 2), /points.length \/ dimensions is 1.5/);
  refuse(() => sampleSet(Float64Array.of(1, Number.NaN), 1), /points\[1\] is NaN/);
  const points = sampleSet(Float64Array.of(0, 1), 1);
  const ve = varianceExploding(25);
  refuse(() => entropyBound(ve, points), /2 points in 1 dimensions, without width/);
  refuse(() => boundReadings(ve, points, exactScore(ve, points)), /from is undefined; expected a ratio/);
  refuse(() => points.noised(1, 0), /narrowest variance of the noised data is 0/);
  const four = correlatedGaussian(
    [0, 0, 0, 0],
    [0, 1, 2, 3].map(i => [0, 1, 2, 3].map(j => Number(i === j))),
  );
  refuse(() => boundReadings(ve, four, exactScore(ve, four)), /dimensions is 4; expected 3 at most/);
});
