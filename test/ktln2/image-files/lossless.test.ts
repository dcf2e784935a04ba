import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodePicture, type LosslessFormat, loadPicture, losslessCode, verifyCode } from 'ktln2/image-files';
import { cropPicture, type Picture, pictureBits, staticPicture } from 'ktln2/pictures';

const FORMATS: LosslessFormat[] = ['png', 'webp'];
const size = { width: 64, height: 64, channels: 3 };
const photograph = async () =>
  cropPicture(await loadPicture('astronaut'), { left: 190, top: 60, width: 64, height: 64 });

/** A copy with one bit changed in the byte at that position. */
function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] ^= 0x10;
  return copy;
}

test('a code decodes to its picture, for photographs, static and a single colour', async () => {
  const pictures: Picture[] = [
    await photograph(),
    staticPicture(size, 3),
    staticPicture({ width: 7, height: 5, channels: 3 }, 4),
    { ...size, samples: new Uint8Array(64 * 64 * 3).fill(77) },
  ];
  for (const picture of pictures) {
    for (const format of FORMATS) {
      const code = await losslessCode(picture, format);
      assert.equal(code.bits, 8 * code.bytes.length);
      assert.deepEqual((await decodePicture(code.bytes)).samples, picture.samples);
    }
  }
});

test('static cannot be shortened, a photograph can, a single colour nearly vanishes', async () => {
  const noise = staticPicture(size, 3);
  const flat = { ...size, samples: new Uint8Array(64 * 64 * 3).fill(77) };
  const raw = pictureBits(size);
  for (const format of FORMATS) {
    const bits = async (picture: Picture) => (await losslessCode(picture, format)).bits;
    // A code shorter by k bits exists for less than one static in 2ᵏ⁻¹ (counting argument).
    assert.ok((await bits(noise)) > raw - 40);
    assert.ok((await bits(await photograph())) < 0.8 * raw);
    assert.ok((await bits(flat)) < 0.02 * raw);
  }
});

test('a code that was tampered with is refused', async () => {
  const picture = await photograph();
  for (const format of FORMATS) {
    const code = await losslessCode(picture, format);
    await verifyCode(code, picture);
    for (const at of [0.3, 0.6, 0.9].map(part => Math.floor(part * code.bytes.length))) {
      await assert.rejects(verifyCode({ ...code, bytes: flipped(code.bytes, at) }, picture), {
        message: /is not lossless: sample \d+ is \d+; expected \d+|cannot be decoded|can be decoded exactly/,
      });
    }
    const cut = code.bytes.subarray(0, code.bytes.length - 20);
    await assert.rejects(verifyCode({ ...code, bytes: cut }, picture), /not a picture that can be decoded/);
  }
});

test('the code of another picture is refused', async () => {
  const code = await losslessCode(staticPicture(size, 3), 'webp');
  await assert.rejects(
    verifyCode(code, staticPicture(size, 4)),
    /the webp code is not lossless: sample 0 is/,
  );
  const small = staticPicture({ ...size, width: 32 }, 3);
  await assert.rejects(verifyCode(code, small), /the webp code has size 64 × 64 × 3; expected 32 × 64 × 3/);
});

test('impossible arguments are named', async () => {
  const picture = staticPicture(size, 3);
  await assert.rejects(losslessCode(picture, 'jpeg' as never), /format is "jpeg"; expected "png" or "webp"/);
  await assert.rejects(
    losslessCode(staticPicture({ ...size, channels: 1 }, 3), 'png'),
    /channels is 1; expected 3/,
  );
  const short = { ...picture, samples: picture.samples.subarray(1) };
  await assert.rejects(
    losslessCode(short, 'png'),
    /length 12287; expected a Uint8Array of 64 × 64 × 3 = 12288/,
  );
});
