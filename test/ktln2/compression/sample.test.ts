import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  codeLength,
  contextModel,
  histogramModel,
  markovModel,
  mixtureModel,
  samplePicture,
  surprisals,
  uniformModel,
} from 'ktln2/compression';
import { galleryPicture } from 'ktln2/image-files';
import { cropPicture } from 'ktln2/pictures';

const MODELS = [uniformModel, histogramModel, markovModel, contextModel, mixtureModel];
const learned = async () =>
  cropPicture(await galleryPicture('astronaut'), { left: 190, top: 60, width: 48, height: 64 });

test('as many random bits go in as the code of what continues the picture is long', async () => {
  const given = await learned();
  for (const model of MODELS) {
    const { picture, drawnBits, surprisals: drawnSurprisals, idealBits } = samplePicture(model, given, 32, 1);
    assert.equal(picture.samples.length, 48 * 32 * 3);
    // The last state holds 36 to 52 bits that were not used; rounding to slots is far below one bit.
    const left = drawnBits - idealBits;
    assert.ok(left > 35 && left < 52, `${model.name}: ${drawnBits} drawn, ${idealBits} in the code`);
    // By the chain rule the code of both is that of the given picture and what is added by the new one.
    const samples = Uint8Array.of(...given.samples, ...picture.samples);
    const both = surprisals({ ...given, height: given.height + 32, samples }, model);
    // A reader goes through the same predictions: sample by sample they are the same numbers.
    assert.deepEqual(drawnSurprisals, both.subarray(given.samples.length), model.name);
    // A sum of some 14,000 logarithms, taken in two parts.
    const added = both.reduce((sum, bits) => sum + bits, 0) - codeLength(given, model);
    assert.ok(Math.abs(added - idealBits) < 1e-7, `${model.name}: ${added} and ${idealBits}`);
  }
});

test('the same seed draws the same picture, another seed another', async () => {
  const old = await learned();
  const draw = (seed: number) => samplePicture(contextModel, old, 8, seed).picture.samples;
  assert.deepEqual(draw(1), draw(1));
  assert.notDeepEqual(draw(1), draw(2));
});

test('a sample of the histogram has the frequencies of the picture that was learned', async () => {
  const old = await learned();
  const { picture } = samplePicture(histogramModel, old, 64, 3);
  const mean = (samples: Uint8Array, c: number) =>
    samples.reduce((sum, s, i) => sum + (i % 3 === c ? s : 0), 0) / (samples.length / 3);
  for (let c = 0; c < 3; c++) {
    // 3072 learned and 128 assumed, of mean 127.5. While it goes on learning from itself the urn scheme doubles the
    // variance; values spread by at most 128, so that the standard error is below 128 √2 / √3072 = 3.3.
    const expected = (3072 * mean(old.samples, c) + 128 * 127.5) / 3200;
    const found = mean(picture.samples, c);
    assert.ok(Math.abs(found - expected) < 3 * 3.3, `channel ${c}: ${found}; expected ${expected}`);
  }
});

test('for the uniform model a sample is static: 8 bits a sample, of no use to another model', async () => {
  const { picture, idealBits } = samplePicture(uniformModel, await learned(), 48, 4);
  assert.equal(idealBits, 8 * picture.samples.length);
  assert.ok(codeLength(picture, contextModel) > 8 * picture.samples.length);
});

test('impossible arguments are named', async () => {
  const old = await learned();
  assert.throws(() => samplePicture(uniformModel, old, 0, 1), /height is 0; expected an integer >= 1/);
  assert.throws(() => samplePicture(uniformModel, old, 4, -1), /seed is -1; expected an integer >= 0/);
  const short = { ...old, samples: old.samples.subarray(1) };
  assert.throws(() => samplePicture(uniformModel, short, 4, 1), /picture.samples has length 9215; expected/);
});
