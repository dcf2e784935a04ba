import assert from 'node:assert/strict';
import { test } from 'node:test';
import { staticPicture } from 'ktln2/pictures';
import { distortionAt, meanSquaredError, peakSignalToNoise } from 'ktln2/rate-distortion';

const size = { width: 64, height: 64, channels: 3 };

test('static that stands for other static is off by twice the variance, grey by once', () => {
  const [one, other] = [staticPicture(size, 1), staticPicture(size, 2)];
  const grey = { ...size, samples: new Uint8Array(64 * 64 * 3).fill(127) };
  const variance = (256 ** 2 - 1) / 12;
  // 12,288 squared differences, each with a standard deviation of about its mean: 1 % of it for their mean.
  assert.ok(Math.abs(meanSquaredError(one, other) / (2 * variance) - 1) < 0.05);
  assert.ok(Math.abs(meanSquaredError(one, grey) / variance - 1) < 0.05);
  assert.equal(meanSquaredError(one, one), 0);
  assert.equal(meanSquaredError(one, other), meanSquaredError(other, one));
});

test('ten decibel are a factor of ten, and the way back leads back', () => {
  assert.equal(peakSignalToNoise(0), Infinity);
  assert.ok(Math.abs(peakSignalToNoise(2) - peakSignalToNoise(20) - 10) < 1e-12);
  for (const decibel of [-3, 0, 18.5, 60]) {
    // Rounding of a logarithm and a power.
    assert.ok(Math.abs(peakSignalToNoise(distortionAt(decibel)) - decibel) < 1e-12);
  }
});

test('pictures of two sizes, and errors that cannot be, are named', () => {
  const small = staticPicture({ ...size, width: 32 }, 1);
  assert.throws(() => meanSquaredError(staticPicture(size, 1), small), {
    message: 'decoded has size 32 × 64 × 3; expected 64 × 64 × 3 as of original',
  });
  assert.throws(() => peakSignalToNoise(-1), /distortion is -1; expected a finite number >= 0/);
  assert.throws(() => distortionAt(Number.NaN), /decibel is NaN; expected a finite number/);
});
