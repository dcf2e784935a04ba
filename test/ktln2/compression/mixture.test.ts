/** The parts of the mixture model, each against a calculation that goes another way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conditionalMean } from '#ktln2/compression/models/conditional-mean';
import { differenceCounts } from '#ktln2/compression/models/difference-counts';
import { localCovariance } from '#ktln2/compression/models/local-covariance';
import { localError } from '#ktln2/compression/models/local-error';
import { localPredictor } from '#ktln2/compression/models/local-predictor';
import { updateWeights } from '#ktln2/compression/models/mixing';
import { neighbourhood, type Offset } from '#ktln2/compression/models/neighbourhood';
import {
  STUDENT_TABLE,
  STUDENT_WIDTHS,
  studentEdges,
  studentMass,
} from '#ktln2/compression/models/student-t';
import { mixtureModel } from 'ktln2/compression';
import { gaussLegendre, seededRandom } from 'ktln2/numerics';
import { staticPicture } from 'ktln2/pictures';

const { uniform, normal } = seededRandom(7);
const close = (actual: number, expected: number, tolerance: number, what = '') =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what} ${actual}; expected ${expected}`);

test('Student’s distribution is the integral of its density', () => {
  // Γ(7/2) / (√(6π) Γ(3)) = 15 / (16 √6).
  const density = (t: number) => (15 / (16 * Math.sqrt(6))) * (1 + (t * t) / 6) ** -3.5;
  const { nodes, weights } = gaussLegendre(40);
  for (let k = 0; k < STUDENT_WIDTHS; k += 2) {
    const width = 0.085 * 2 ** (k / 2);
    const centre = 100 + Math.floor(8 * uniform()) / 8;
    for (const s of [90, 99, 100, 101, 104, 120]) {
      const t = (s - 0.5 - centre) / width;
      let integral = 0.5;
      // Panels of at most one unit of t; far tails beyond 40 hold less than 1e-7.
      const panels = Math.ceil(Math.min(Math.abs(t), 40));
      const end = Math.sign(t) * Math.min(Math.abs(t), 40);
      for (let p = 0; p < panels; p++) {
        const half = end / panels / 2;
        nodes.forEach((node, j) => {
          integral += half * weights[j] * density((2 * p + 1 + node) * half);
        });
      }
      close(STUDENT_TABLE[studentEdges(k, centre) + s], integral, 1e-7, `width ${width}, edge ${s}:`);
    }
  }
});

test('the masses of all values add up to 1 wherever the centre lies', () => {
  for (const centre of [0, 0.05, 17.3, 254.96, 255]) {
    for (let k = 0; k < STUDENT_WIDTHS; k++) {
      let sum = 0;
      for (let s = 0; s < 256; s++) sum += studentMass(studentEdges(k, centre), s);
      close(sum, 1, 1e-14);
    }
  }
});

test('the regret of a mixture is below log₂ K / rate, against experts that are good at different times', () => {
  const K = 5;
  for (const rate of [1, 0.3, 0.02]) {
    const weights = new Float64Array(K).fill(1 / K);
    const single = new Array<number>(K).fill(0);
    let mixed = 0;
    const steps = 3000;
    for (let n = 0; n < steps; n++) {
      const said = Float64Array.from(
        { length: K },
        (_, k) => uniform() ** (1 + ((k + Math.floor(n / 200)) % K)),
      );
      mixed -= Math.log2(said.reduce((sum, p, k) => sum + weights[k] * p, 0));
      said.forEach((p, k) => {
        single[k] -= Math.log2(p);
      });
      updateWeights(weights, said, rate);
      close(
        weights.reduce((sum, w) => sum + w, 0),
        1,
        1e-12,
      );
    }
    // Each step gives a share of 1e-5 away, which costs log₂ 1 / (1 − 1e-5) / rate.
    const bound = (Math.log2(K) + steps * 1.4428e-5) / rate;
    assert.ok(mixed - Math.min(...single) <= bound, `regret ${mixed - Math.min(...single)} > ${bound}`);
  }
});

test('at rate 1 the weights are those of Bayes’ rule', () => {
  const weights = Float64Array.of(0.2, 0.3, 0.5);
  const posterior = [...weights];
  for (let n = 0; n < 20; n++) {
    const said = Float64Array.from({ length: 3 }, () => 0.5 + uniform() / 10);
    updateWeights(weights, said, 1);
    said.forEach((p, k) => {
      posterior[k] *= p;
    });
  }
  const sum = posterior.reduce((total, p) => total + p, 0);
  // Twenty shares of 1e-5 were divided among three.
  posterior.forEach((p, k) => {
    close(weights[k], p / sum, 3e-4);
  });
});

test('the local covariance is the weighted sum over all pixels before', () => {
  const [length, width, height, memory] = [3, 7, 5, 0.7];
  const moments = localCovariance(length, width, memory);
  const seen: { x: number; y: number; v: Float64Array }[] = [];
  const triangle = new Float64Array(6);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      moments.read(x, triangle);
      let t = 0;
      for (let a = 0; a < length; a++) {
        for (let b = 0; b <= a; b++) {
          const sum = seen.reduce(
            (total, p) => total + memory ** (Math.abs(x - p.x) + y - p.y) * p.v[a] * p.v[b],
            0,
          );
          close(triangle[t++], sum, 1e-12, `(${x}, ${y})`);
        }
      }
      const v = Float64Array.from({ length }, normal);
      moments.update(x, v);
      seen.push({ x, y, v });
    }
  }
});

test('the conditional mean solves the normal equations', () => {
  for (let k = 0; k < 20; k++) {
    // Second moments of three variables; the third is predicted from the others by Cramer’s rule.
    const data = Array.from({ length: 10 }, () => [normal(), normal(), normal()]);
    const ridge = uniform();
    const moment = (i: number, j: number) =>
      data.reduce((sum, v) => sum + v[i] * v[j], 0) + (i === j ? ridge : 0);
    const determinant = moment(0, 0) * moment(1, 1) - moment(0, 1) ** 2;
    const c0 = (moment(2, 0) * moment(1, 1) - moment(2, 1) * moment(0, 1)) / determinant;
    const c1 = (moment(2, 1) * moment(0, 0) - moment(2, 0) * moment(0, 1)) / determinant;
    const prediction = conditionalMean(3, ridge);
    const [m00, m11, m22] = [0, 1, 2].map(i => moment(i, i) - ridge);
    prediction.start(Float64Array.of(m00, moment(1, 0), m11, moment(2, 0), moment(2, 1), m22));
    const v = [normal(), normal()];
    for (const value of v) {
      prediction.predict();
      prediction.update(value);
    }
    // The determinant of such small systems is not near 0.
    close(prediction.predict(), c0 * v[0] + c1 * v[1], 1e-10);
  }
});

test('neighbours outside the picture are replaced by the nearest known ones', () => {
  const size = { width: 3, height: 2, channels: 1 };
  const samples = Uint8Array.of(10, 20, 30, 40, 50, 60);
  const offsets: Offset[] = [
    [-1, 0],
    [0, -1],
    [-1, -1],
    [1, -1],
    [0, -2],
  ];
  const around = neighbourhood(offsets, size);
  const known: [x: number, y: number, values: number[]][] = [
    [0, 0, [128, 128, 128, 128, 128]],
    [1, 0, [10, 10, 10, 10, 10]],
    [2, 0, [20, 20, 10 + 10, 20, 20]],
    [0, 1, [10, 10, 10, 20, 10]],
    [1, 1, [40, 20, 10, 30, 20]],
    [2, 1, [50, 30, 20, 30, 30]],
  ];
  const differences = new Float64Array(around.length);
  const references = new Float64Array(1);
  for (const [x, y, values] of known) {
    around.read(samples, x, y, differences, references);
    assert.equal(references[0], (values[0] + values[1]) / 2);
    assert.deepEqual(
      Array.from(differences, d => d + references[0]),
      values,
      `at (${x}, ${y})`,
    );
  }
});

test('a plane of any slope in any channel is predicted exactly, once it was seen', () => {
  const size = { width: 24, height: 12, channels: 3 };
  const picture = staticPicture(size, 1);
  for (let i = 0; i < picture.samples.length; i++) {
    const x = Math.floor(i / 3) % 24;
    const y = Math.floor(i / 72);
    picture.samples[i] = [20 + 3 * x + 5 * y, 200 - 4 * x - 2 * y, 60 + 2 * x][i % 3];
  }
  const predictor = localPredictor(size, {
    offsets: [
      [-1, 0],
      [-1, -1],
      [1, -1],
    ],
    memory: 0.8,
    ridge: 1e-3,
  });
  for (let i = 0; i < picture.samples.length; i++) {
    const { centre, error } = predictor.predict(picture.samples, i);
    const inside = Math.floor(i / 3) % 24 > 3 && Math.floor(i / 3) % 24 < 23 && i > 5 * 72;
    // The ridge of 1e-3 keeps the coefficients a little too small.
    if (inside) close(centre, picture.samples[i], 0.03, `sample ${i}:`);
    if (inside) assert.ok(error < 3, `error ${error} at sample ${i}`);
    predictor.update(picture.samples, i);
  }
});

test('the local error is the mean of near errors, weighted by distance', () => {
  const size = { width: 9, height: 6, channels: 3 };
  const errors = localError(size);
  const all: number[] = [];
  for (let i = 0; i < 9 * 6 * 3; i++) {
    const [x, y, c] = [Math.floor(i / 3) % 9, Math.floor(i / 27), i % 3];
    let [weights, sum] = [0.3, 0.6];
    all.forEach((error, j) => {
      const [dx, dy] = [(Math.floor(j / 3) % 9) - x, Math.floor(j / 27) - y];
      const distance = Math.hypot(dx, dy);
      // Of this pixel, channels count by how far back they lie.
      const weight = distance === 0 ? 1 / (c - (j % 3)) : distance ** -1.5;
      if ((distance > 0 && j % 3 !== c) || distance ** 2 > 10.5) return;
      weights += weight;
      sum += weight * error;
    });
    close(errors.mean(x, y, c), sum / weights, 1e-12, `sample ${i}:`);
    all.push(10 * uniform());
    errors.update(x, y, c, all[i]);
  }
});

test('differences that occurred before are expected again, and the first channel stays open', () => {
  const size = { width: 16, height: 16, channels: 3 };
  const { samples } = staticPicture(size, 3);
  // Toned: green is red − 9 and blue is green − 14, all of them inside the scale.
  for (let i = 0; i < samples.length; i++) {
    samples[i] = i % 3 === 0 ? 30 + (samples[i] % 200) : samples[i - 1] - (i % 3 === 1 ? 9 : 14);
  }
  const counts = differenceCounts(size);
  const p = new Float64Array(256);
  for (let i = 0; i < samples.length; i++) {
    counts.lookUp(samples, i);
    p.fill(0);
    counts.addTo(p, 0.5);
    close(
      p.reduce((sum, q) => sum + q, 0),
      0.5,
      1e-12,
    );
    close(p[samples[i]], counts.probability(samples[i]) / 2, 1e-15);
    if (i % 3 === 0) assert.equal(counts.probability(7), 1 / 256);
    else if (i > samples.length / 2) {
      // After n = 100 and more of a kind: (n + 1/64) / (n + 4).
      assert.ok(counts.probability(samples[i]) > 0.96, `${counts.probability(samples[i])} at sample ${i}`);
    }
    counts.update(samples[i]);
  }
});

test('differences are counted apart for the differences west and north, and west and one channel back', () => {
  const size = { width: 5, height: 8, channels: 3 };
  // Few values, some of them far apart, so that contexts come again and differences are cut.
  const samples = staticPicture(size, 4).samples.map(x => [10, 11, 13, 60, 250][x % 5]);
  const counts = differenceCounts(size);
  const seen = new Map<string, number[]>();
  const step = (j: number) => (j < 1 ? 0 : Math.min(31, Math.max(-32, samples[j] - samples[j - 1])));
  samples.forEach((value, i) => {
    counts.lookUp(samples, i);
    const channel = i % 3;
    const context = `${channel} ${step(i - 3)} ${step(channel === 1 ? i - 15 : i - 1)}`;
    const before = channel === 0 ? [] : (seen.get(context) ?? []);
    const difference = (value - samples[i - 1]) & 255;
    const times = before.filter(d => d === difference).length;
    close(counts.probability(value), (times + 1 / 64) / (before.length + 4), 1e-15, `sample ${i}:`);
    seen.set(context, [...before, difference]);
    counts.update(value);
  });
});

test('the mixture is the sum of what its experts say, each with its weight', () => {
  const width = 24;
  const picture = staticPicture({ width, height: 9, channels: 3 }, 2);
  // Flat, smooth, noisy and as rough as can be, from the left to the right, so that all levels of error occur.
  const samples = picture.samples.map((x, i) => {
    const column = Math.floor(i / 3) % width;
    if (column < 8) return 100 + (i % 3);
    if (column < 13) return 100 + (i % 3) + (x >> 6);
    return column < 18 ? x : 255 * (x >> 7);
  });
  const close3: Offset[] = [
    [-1, 0],
    [-1, -1],
    [1, -1],
  ];
  const predictors = [
    localPredictor(picture, { offsets: close3, memory: 0.65, ridge: 20 }),
    localPredictor(picture, { offsets: [...close3, [-2, 0], [0, -2]], memory: 0.85, ridge: 20 }),
  ];
  const differences = differenceCounts(picture);
  const learned = new Map<string, Float64Array>();
  const met = new Set<number>();
  const mixture = mixtureModel.predictor(picture);
  for (let i = 0; i < samples.length; i++) {
    const foretold = predictors.map(predictor => predictor.predict(samples, i));
    // Levels begin at 0.1 · 2^(k/2); the last leaves room for three widths.
    const levels = foretold.map(({ error }) => {
      const level = Math.floor(2 * Math.log2(Math.max(error, 0.1) / 0.1));
      return Math.min(level, STUDENT_WIDTHS - 3);
    });
    const students = foretold.flatMap(({ centre }, p) =>
      [0, 1, 2].map(k => studentEdges(levels[p] + k, centre)),
    );
    for (const level of levels) met.add(level);
    differences.lookUp(samples, i);
    const said = (s: number) =>
      Float64Array.of(...students.map(first => studentMass(first, s)), differences.probability(s), 1 / 256);
    const context = `${i % 3} ${levels[0]}`;
    const weights = learned.get(context) ?? new Float64Array(8).fill(1 / 8);
    learned.set(context, weights);
    const probabilities = mixture.predict(samples, i);
    // All values at every fifth sample, and at the others some of them, which is quicker.
    for (let s = i % 5 === 0 ? 0 : i % 16; s < 256; s += i % 5 === 0 ? 1 : 16) {
      const expected = said(s).reduce((sum, p, k) => sum + weights[k] * p, 0);
      close(probabilities[s], expected, 1e-14, `sample ${i}, value ${s}:`);
    }
    updateWeights(weights, said(samples[i]), 0.02);
    differences.update(samples[i]);
    for (const predictor of predictors) predictor.update(samples, i);
    mixture.update(samples, i);
  }
  assert.ok(learned.size > 12, `only ${learned.size} sets of weights were used`);
  assert.ok(met.has(0) && met.has(STUDENT_WIDTHS - 3), `only levels ${[...met]}`);
});
