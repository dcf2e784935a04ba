import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RANS_SLOTS } from '#ktln2/compression/coder/rans';
import { contextCount } from '#ktln2/compression/models/residual-context';
import {
  contextModel,
  emptyCode,
  learnResidual,
  ransPop,
  ransPush,
  ransSlot,
  residualAt,
  residualContext,
  residualCounts,
  residualInterval,
  residualOf,
  type SlotInterval,
  unlearnResidual,
} from 'ktln2/compression';
import { seededRandom } from 'ktln2/numerics';
import { staticPicture } from 'ktln2/pictures';

const size = { width: 12, height: 10, channels: 3 };

test('what was learned is unlearned exactly, in any order', () => {
  const { uniform } = seededRandom(1);
  const counts = residualCounts(size);
  const learned: [context: number, residual: number][] = [];
  for (let step = 0; step < 3000; step++) {
    if (uniform() < 0.4 && learned.length > 0) {
      const [one] = learned.splice(Math.floor(uniform() * learned.length), 1);
      unlearnResidual(counts, ...one);
    } else {
      learned.push([Math.floor(30 * uniform()), Math.floor(256 * uniform() ** 3)]);
      learnResidual(counts, ...learned[learned.length - 1]);
    }
    assert.equal(
      counts.totals.reduce((sum, n) => sum + n, 0),
      30 * 256 + 16 * learned.length,
    );
  }
  for (const one of learned) unlearnResidual(counts, ...one);
  assert.deepEqual(counts, residualCounts(size));
  assert.throws(() => unlearnResidual(counts, 3, 4), /residual 4 was not counted in context 3/);
});

test('the intervals of a context fill the slots, and each slot tells its residual', () => {
  const { uniform } = seededRandom(2);
  const counts = residualCounts(size);
  for (let k = 0; k < 2000; k++) learnResidual(counts, 0, Math.floor(256 * uniform() ** 6));
  let end = 0;
  for (let residual = 0; residual < 256; residual++) {
    const { start, width } = residualInterval(counts, 0, residual);
    assert.equal(start, end);
    assert.ok(width >= 1);
    end = start + width;
    assert.equal(residualAt(counts, 0, start), residual);
    assert.equal(residualAt(counts, 0, end - 1), residual);
    // The slots are the counts in proportion, but for rounding at both ends.
    const exact = (RANS_SLOTS * counts.counts[residual]) / counts.totals[0];
    assert.ok(Math.abs(width - exact) < 1);
  }
  assert.equal(end, RANS_SLOTS);
});

test('no context of the largest picture allowed runs out of slots', () => {
  const most = (RANS_SLOTS - 256) / 16;
  const counts = residualCounts({ width: most, height: 1, channels: 1 });
  counts.counts[0] += 16 * most;
  counts.totals[0] += 16 * most;
  assert.deepEqual(residualInterval(counts, 0, 255), { start: RANS_SLOTS - 1, width: 1 });
  assert.throws(
    () => contextModel.predictor({ width: most + 1, height: 1, channels: 1 }),
    /the picture has 1048561 samples; expected at most 1048560/,
  );
});

test('prediction and context are those of the median edge detector', () => {
  const wide = { width: 3, height: 2, channels: 1 };
  const [c, b, d] = [50, 80, 90];
  // Above 50, 80 and 90; a to the left. The middle one of a, b and a + b − c.
  for (const [a, expected] of [
    [30, 60],
    [50, 80],
    [60, 80],
    [90, 90],
    [20, 50],
  ]) {
    const { prediction } = residualContext(Uint8Array.of(c, b, d, a, 0, 0), 4, wide);
    assert.equal(prediction, [a, b, a + b - c].sort((x, y) => x - y)[1]);
    assert.equal(prediction, expected);
  }
});

test('the context is the level of the activity, for each channel', () => {
  const begins = [0, 2, 4, 7, 11, 16, 24, 36, 56, 90];
  const { samples, ...size3 } = staticPicture({ width: 9, height: 8, channels: 3 }, 6);
  // Of few values, so that quiet contexts occur as well.
  samples.forEach((sample, i) => {
    samples[i] = i % 5 ? sample >> (i % 8) : 3;
  });
  const met = new Set<number>();
  for (let y = 1; y < 8; y++) {
    for (let x = 1; x < 8; x++) {
      for (let channel = 0; channel < 3; channel++) {
        const at = (dx: number, dy: number) => {
          const j = 3 * (9 * (y + dy) + x + dx) + channel;
          return channel === 0 ? samples[j] : samples[j] - samples[j - 1];
        };
        const [a, b, c, d] = [at(-1, 0), at(0, -1), at(-1, -1), at(1, -1)];
        const activity = Math.abs(a - c) + Math.abs(b - c) + Math.abs(b - d);
        const level = begins.filter(begin => activity >= begin).length - 1;
        const { context } = residualContext(samples, 3 * (9 * y + x) + channel, size3);
        assert.equal(context, 10 * channel + level, `(${x}, ${y}), channel ${channel}`);
        met.add(level);
      }
    }
  }
  assert.ok(met.size >= 6, `only ${met.size} levels of activity met`);
});

test('context and prediction depend on the samples before only, and lie in range', () => {
  const { uniform } = seededRandom(3);
  for (let k = 0; k < 20; k++) {
    const picture = staticPicture({ ...size, channels: 1 + (k % 4) }, k);
    for (let n = 0; n < 60; n++) {
      const i = Math.floor(picture.samples.length * uniform());
      const { prediction, context } = residualContext(picture.samples, i, picture);
      assert.ok(Number.isInteger(prediction) && prediction >= 0 && prediction <= 255);
      assert.ok(Number.isInteger(context) && context >= 0 && context < contextCount(picture));
      const other = picture.samples.map((s, j) => (j < i ? s : 255 - s));
      assert.deepEqual(residualContext(other, i, picture), { prediction, context });
    }
  }
});

test('a decoder of reversible steps: pop, learn, then unlearn and push back to where it began', () => {
  const { samples } = staticPicture(size, 4);
  for (let i = 0; i < samples.length; i++) samples[i] >>= 3;
  const counts = residualCounts(size);
  const intervals: SlotInterval[] = [];
  for (let i = 0; i < samples.length; i++) {
    const { prediction, context } = residualContext(samples, i, size);
    const residual = residualOf(samples[i], prediction);
    intervals.push(residualInterval(counts, context, residual));
    learnResidual(counts, context, residual);
  }
  const code = emptyCode();
  for (const interval of intervals.reverse()) ransPush(code, interval);
  const latent = { state: code.state, words: [...code.words] };

  const decoded = new Uint8Array(samples.length);
  const fresh = residualCounts(size);
  for (let i = 0; i < samples.length; i++) {
    const { prediction, context } = residualContext(decoded, i, size);
    const residual = residualAt(fresh, context, ransSlot(code));
    ransPop(code, residualInterval(fresh, context, residual));
    learnResidual(fresh, context, residual);
    decoded[i] = prediction + residual;
  }
  assert.deepEqual(decoded, samples);
  assert.deepEqual(code, emptyCode());

  for (let i = samples.length - 1; i >= 0; i--) {
    const { prediction, context } = residualContext(decoded, i, size);
    const residual = residualOf(decoded[i], prediction);
    unlearnResidual(fresh, context, residual);
    ransPush(code, residualInterval(fresh, context, residual));
    decoded[i] = 0;
  }
  assert.deepEqual(code, latent);
  assert.deepEqual(fresh, residualCounts(size));
});
