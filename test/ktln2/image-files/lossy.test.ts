import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodePicture, loadPicture, lossyCode } from 'ktln2/image-files';
import { cropPicture, staticPicture } from 'ktln2/pictures';

const photograph = async () =>
  cropPicture(await loadPicture('astronaut'), { left: 190, top: 60, width: 64, height: 64 });
const error = (a: Uint8Array, b: Uint8Array) => a.reduce((sum, x, i) => sum + (x - b[i]) ** 2, 0) / a.length;

test('more bits, less error; and the picture is what the file decodes to', async () => {
  const picture = await photograph();
  for (const format of ['jpeg', 'jpeg-444', 'avif'] as const) {
    const [coarse, fine] = [await lossyCode(picture, format, 30), await lossyCode(picture, format, 90)];
    assert.ok(coarse.bits < fine.bits && coarse.bits === 8 * coarse.bytes.length);
    const errors = [coarse, fine].map(({ decoded }) => error(decoded.samples, picture.samples));
    assert.ok(errors[0] > 2 * errors[1] && errors[1] > 0);
    assert.deepEqual((await decodePicture(fine.bytes)).samples, fine.decoded.samples);
  }
});

test('JPEG with half the colours loses them in static, with all of them it does not', async () => {
  const noise = staticPicture({ width: 64, height: 64, channels: 3 }, 1);
  const [half, full] = [await lossyCode(noise, 'jpeg', 98), await lossyCode(noise, 'jpeg-444', 98)];
  assert.ok(error(half.decoded.samples, noise.samples) > 2000); // of a variance of 5,461
  assert.ok(error(full.decoded.samples, noise.samples) < 20);
});

test('what cannot be coded is named', async () => {
  const picture = await photograph();
  await assert.rejects(lossyCode(picture, 'gif' as 'jpeg', 50), {
    message: 'format is "gif"; expected one of jpeg, jpeg-444, avif',
  });
  await assert.rejects(lossyCode(picture, 'jpeg', 0), /quality is 0; expected an integer >= 1 and <= 100/);
  const grey = { width: 1, height: 1, channels: 1, samples: Uint8Array.of(1) };
  await assert.rejects(lossyCode(grey, 'jpeg', 50), /picture.channels is 1; expected 3/);
});
