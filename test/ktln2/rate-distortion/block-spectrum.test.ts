import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cosineMatrix, seededRandom, transformAxis } from 'ktln2/numerics';
import { staticPicture } from 'ktln2/pictures';
import { blockSpectrum, drawFromSpectrum } from 'ktln2/rate-distortion';

test('the cosine transform keeps lengths and angles, and its transpose leads back', () => {
  for (const n of [1, 2, 3, 8, 16]) {
    const matrix = cosineMatrix(n);
    matrix.forEach((row, i) => {
      matrix.forEach((other, j) => {
        const product = row.reduce((sum, value, k) => sum + value * other[k], 0);
        assert.ok(Math.abs(product - +(i === j)) < 1e-14);
      });
    });
  }
  const { normal } = seededRandom(1);
  const block = Float64Array.from({ length: 4 * 3 }, normal);
  const before = block.slice();
  transformAxis(block, cosineMatrix(4), 3);
  assert.ok(Math.abs(block[0] - (before[0] + before[3] + before[6] + before[9]) / 2) < 1e-14);
  transformAxis(block, cosineMatrix(4), 3, true);
  block.forEach((value, i) => {
    assert.ok(Math.abs(value - before[i]) < 1e-14);
  });
});

test('static has a flat spectrum, at the variance of a sample', () => {
  const { variances, means } = blockSpectrum(staticPicture({ width: 256, height: 256, channels: 3 }, 3), 4);
  const variance = (256 ** 2 - 1) / 12;
  // 4,096 blocks: a variance scatters by 2.2 % of itself. 48 of them, five standard deviations.
  for (const found of variances) assert.ok(Math.abs(found / variance - 1) < 0.11);
  assert.ok(Math.abs(means[0] - 127.5 * Math.sqrt(48)) < (5 * Math.sqrt(variance)) / 64);
});

test('a picture of one colour has none, and a ramp has it in one direction', () => {
  const size = { width: 16, height: 16, channels: 3 };
  const flat = blockSpectrum({ ...size, samples: new Uint8Array(768).fill(40) }, 8);
  assert.ok(flat.variances.every(variance => variance < 1e-9));
  assert.ok(Math.abs(flat.means[0] - 40 * Math.sqrt(192)) < 1e-9);
  const ramp = Uint8Array.from({ length: 768 }, (_, i) => 2 * (Math.floor(i / 3) % 16));
  const { variances } = blockSpectrum({ ...size, samples: ramp }, 8);
  assert.ok(variances[0] > 1000 && variances.slice(1).every(variance => variance < 1e-9));
});

test('what is drawn from a spectrum has that spectrum', () => {
  const [side, channels] = [2, 3];
  const means = new Float64Array(12);
  means[0] = 128 * Math.sqrt(12);
  const variances = Float64Array.from({ length: 12 }, (_, k) => 400 / (k + 1));
  const picture = drawFromSpectrum(
    { side, channels, means, variances },
    { width: 128, height: 128, channels },
    7,
  );
  const found = blockSpectrum(picture, side);
  found.variances.forEach((variance, k) => {
    // Rounding adds 1/12; 4,096 blocks scatter by 2.2 %.
    assert.ok(Math.abs(variance / (variances[k] + 1 / 12) - 1) < 0.11, `${k}: ${variance}`);
  });
  assert.ok(Math.abs(found.means[0] - means[0]) < (5 * 20) / 64);
});

test('sizes that do not fit are named', () => {
  const picture = staticPicture({ width: 8, height: 8, channels: 3 }, 1);
  assert.throws(() => blockSpectrum(picture, 9), /side is 9; expected an integer >= 1 and <= 8/);
  const spectrum = blockSpectrum(picture, 4);
  assert.throws(
    () => drawFromSpectrum(spectrum, { width: 6, height: 8, channels: 3 }, 1),
    /size is 6 × 8 × 3/,
  );
});
