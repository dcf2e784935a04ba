import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  contextModel,
  decodePictureCode,
  encodePicture,
  histogramModel,
  markovModel,
  mixtureModel,
  residualContext,
  surprisals,
  uniformModel,
  type PictureModel,
} from 'ktln2/compression';
import { galleryPicture } from 'ktln2/image-files';
import { seededRandom } from 'ktln2/numerics';
import { cropPicture, staticPicture } from 'ktln2/pictures';

const MODELS: PictureModel[] = [uniformModel, histogramModel, markovModel, contextModel, mixtureModel];
const crop = async (width: number, height: number) =>
  cropPicture(await galleryPicture('astronaut'), { left: 190, top: 60, width, height });

test('a code decodes to its picture, of any size and number of channels', () => {
  const { uniform } = seededRandom(1);
  for (let k = 0; k < 12; k++) {
    const size = {
      width: k === 0 ? 1 : 1 + Math.floor(12 * uniform()),
      height: k === 0 ? 1 : 1 + Math.floor(12 * uniform()),
      channels: [3, 1, 4][k % 3],
    };
    const picture = staticPicture(size, k);
    // Some of them are of few colours.
    if (k % 2) for (let i = 0; i < picture.samples.length; i++) picture.samples[i] >>= 6;
    for (const model of MODELS) {
      assert.deepEqual(decodePictureCode(encodePicture(picture, model).bytes, size, model), picture);
    }
  }
});

test('the written length is the ideal one, within 0.1 %', async () => {
  const picture = await crop(96, 96);
  for (const model of MODELS) {
    const { bytes, bits, idealBits, surprisals: each } = encodePicture(picture, model);
    assert.deepEqual(decodePictureCode(bytes, picture, model).samples, picture.samples);
    assert.equal(bits, 8 * bytes.length);
    assert.ok(Buffer.from(each.buffer).equals(Buffer.from(surprisals(picture, model).buffer)));
    assert.equal(
      idealBits,
      each.reduce((sum, one) => sum + one, 0),
    );
    // The last state, 7 bytes, is part of the written length.
    assert.ok(Math.abs(bits / idealBits - 1) < 1e-3, `${model.name}: ${bits} written, ${idealBits} ideal`);
  }
});

test('the code is as long as counts in contexts of the median edge detector say', async () => {
  const picture = await crop(160, 120);
  const { bytes, bits, idealBits } = encodePicture(picture, contextModel);
  assert.ok(Buffer.from(decodePictureCode(bytes, picture, contextModel).samples).equals(picture.samples));
  // Counted once more, with a map for each context; the chapter decodes the whole headline picture.
  const counts = new Map<string, number>();
  const seen = (key: string) => counts.get(key) ?? 0;
  let expected = 0;
  picture.samples.forEach((sample, i) => {
    const { prediction, context } = residualContext(picture.samples, i, picture);
    const residual = (sample - prediction + 256) % 256;
    const key = `${context}, ${residual}`;
    expected -= Math.log2((1 + 16 * seen(key)) / (256 + 16 * seen(`${context}`)));
    counts.set(key, seen(key) + 1).set(`${context}`, seen(`${context}`) + 1);
  });
  // A sum of 57,600 logarithms of the same numbers.
  assert.ok(Math.abs(idealBits - expected) < 1e-6, `${idealBits} bits; expected ${expected}`);
  assert.ok(Math.abs(bits / idealBits - 1) < 1e-3);
});

test('a damaged code is refused, unless every code stands for some picture', async () => {
  const picture = await crop(24, 20);
  const { uniform } = seededRandom(2);
  // The uniform model has as many pictures as codes.
  for (const model of MODELS.slice(1)) {
    const { bytes } = encodePicture(picture, model);
    for (let k = 0; k < 10; k++) {
      const damaged = Uint8Array.from(bytes);
      damaged[Math.floor(bytes.length * uniform())] ^= 1 << (8 * uniform());
      assert.throws(() => decodePictureCode(damaged, picture, model), /damaged|ends too early/);
    }
    const cut = bytes.subarray(0, bytes.length - 2);
    assert.throws(() => decodePictureCode(cut, picture, model), /damaged|ends too early/);
    const longer = Uint8Array.of(...bytes, 0, 0);
    assert.throws(() => decodePictureCode(longer, picture, model), /2 bytes are left over/);
  }
});

test('bytes that cannot be a code are named', () => {
  const size = { width: 1, height: 1, channels: 3 };
  for (const length of [0, 6, 8]) {
    assert.throws(
      () => decodePictureCode(new Uint8Array(length), size, uniformModel),
      new RegExp(`bytes has length ${length}; expected 7, 9, …`),
    );
  }
  assert.throws(() => decodePictureCode(new Uint8Array(7), size, uniformModel), /its state is 0; expected/);
  assert.throws(() => decodePictureCode(new Uint8Array(7).fill(255), size, uniformModel), /its state is/);
});

test('a code of another size or model is refused', async () => {
  const picture = await crop(24, 20);
  const { bytes } = encodePicture(picture, contextModel);
  const refused = /of another size or model|ends too early/;
  assert.throws(() => decodePictureCode(bytes, { ...picture, height: 19 }, contextModel), refused);
  assert.throws(() => decodePictureCode(bytes, { ...picture, height: 21 }, contextModel), refused);
  assert.throws(() => decodePictureCode(bytes, { ...picture, width: 20, height: 24 }, contextModel), refused);
  assert.throws(() => decodePictureCode(bytes, picture, mixtureModel), refused);
  assert.throws(
    () => decodePictureCode(bytes, { ...picture, width: 0 }, contextModel),
    /width is 0; expected an integer >= 1/,
  );
});

test('bytes may be part of a larger buffer', async () => {
  const picture = await crop(8, 8);
  const { bytes } = encodePicture(picture, histogramModel);
  const larger = new Uint8Array(bytes.length + 10);
  larger.set(bytes, 5);
  const part = larger.subarray(5, 5 + bytes.length);
  assert.deepEqual(decodePictureCode(part, picture, histogramModel), picture);
});
