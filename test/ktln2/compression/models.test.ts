import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  codeLength,
  contextModel,
  histogramModel,
  markovModel,
  mixtureModel,
  surprisals,
  uniformModel,
  type PictureModel,
} from 'ktln2/compression';
import { galleryPicture } from 'ktln2/image-files';
import { seededRandom } from 'ktln2/numerics';
import { cropPicture, type Picture, staticPicture } from 'ktln2/pictures';

const MODELS: PictureModel[] = [uniformModel, histogramModel, markovModel, contextModel, mixtureModel];
const photograph = async () =>
  cropPicture(await galleryPicture('astronaut'), { left: 190, top: 60, width: 64, height: 40 });

test('the probabilities of each sample are positive and add up to 1', async () => {
  const picture = await photograph();
  for (const model of MODELS) {
    const predictor = model.predictor(picture);
    for (let i = 0; i < picture.samples.length; i++) {
      const p = predictor.predict(picture.samples, i);
      let sum = 0;
      for (const probability of p) {
        if (!(probability > 0)) assert.fail(`${model.name} gives ${probability} to a value of sample ${i}`);
        sum += probability;
      }
      // 256 roundings, and weights of experts that add up to 1 but for theirs.
      assert.ok(Math.abs(sum - 1) < 1e-12, `${model.name} gives ${sum} to all values of sample ${i}`);
      predictor.update(picture.samples, i);
    }
  }
});

test('a sample is foretold from those before it only', async () => {
  const { samples, ...size } = await photograph();
  const { uniform } = seededRandom(3);
  for (const model of MODELS) {
    const a = model.predictor(size);
    const b = model.predictor(size);
    for (let i = 0; i < 3000; i++) {
      // What follows sample i − 1 is another picture for b.
      const hidden = samples.slice(0, i + 1);
      hidden[i] = Math.floor(256 * uniform());
      assert.deepEqual(b.predict(hidden, i), a.predict(samples, i));
      a.update(samples, i);
      b.update(samples, i);
    }
  }
});

test('the probabilities of all pictures of two samples add up to 1', () => {
  for (const model of MODELS) {
    for (const size of [
      { width: 2, height: 1, channels: 1 },
      { width: 1, height: 2, channels: 1 },
      { width: 1, height: 1, channels: 2 },
    ]) {
      let sum = 0;
      for (let first = 0; first < 256; first++) {
        const samples = Uint8Array.of(first, 0);
        const predictor = model.predictor(size);
        const q = predictor.predict(samples, 0)[first];
        predictor.update(samples, 0);
        sum += q * predictor.predict(samples, 1).reduce((total, p) => total + p, 0);
      }
      assert.ok(Math.abs(sum - 1) < 1e-12, `${model.name}: ${sum}`);
    }
  }
});

test('uniform costs 8 bits a sample, whatever the picture', async () => {
  for (const picture of [await photograph(), staticPicture({ width: 5, height: 3, channels: 4 }, 1)]) {
    assert.deepEqual(surprisals(picture, uniformModel), new Float64Array(picture.samples.length).fill(8));
  }
});

/** log₂ of Γ(n + a) / Γ(a) = a (a + 1) … (a + n − 1). */
function logRising(a: number, n: number): number {
  let bits = 0;
  for (let k = 0; k < n; k++) bits += Math.log2(a + k);
  return bits;
}

test('the histogram costs what Krichevsky and Trofimov’s closed form says', async () => {
  const picture = await photograph();
  let bits = 0;
  for (let c = 0; c < 3; c++) {
    const counts = new Array<number>(256).fill(0);
    for (let i = c; i < picture.samples.length; i += 3) counts[picture.samples[i]]++;
    bits += logRising(128, picture.samples.length / 3);
    for (const n of counts) bits -= logRising(0.5, n);
  }
  const coded = codeLength(picture, histogramModel);
  // Two sums of some 8,000 logarithms, in another order.
  assert.ok(Math.abs(coded / bits - 1) < 1e-12, `${coded} bits coded, ${bits} bits by the closed form`);
});

test('each rung of the ladder gives a shorter code for a photograph', async () => {
  const picture = cropPicture(await galleryPicture('astronaut'), {
    left: 128,
    top: 0,
    width: 128,
    height: 128,
  });
  const bits = MODELS.map(model => codeLength(picture, model) / (128 * 128));
  for (let k = 1; k < bits.length; k++) {
    assert.ok(bits[k] < bits[k - 1], `${MODELS[k].name} ${bits[k]}, ${MODELS[k - 1].name} ${bits[k - 1]}`);
  }
});

test('no model shortens static, and those that notice it pay little', () => {
  const picture = staticPicture({ width: 64, height: 64, channels: 3 }, 5);
  const raw = 8 * picture.samples.length;
  // A code shorter by k bits exists for less than one static in 2ᵏ⁻¹ (counting argument).
  for (const model of MODELS) assert.ok(codeLength(picture, model) > raw - 40, model.name);
  assert.ok(codeLength(picture, mixtureModel) < 1.01 * raw);
});

test('pictures of 1, 2 and 4 channels and of any size can be predicted', () => {
  const { uniform } = seededRandom(4);
  for (let k = 0; k < 12; k++) {
    const size = {
      width: 1 + Math.floor(9 * uniform()),
      height: 1 + Math.floor(9 * uniform()),
      channels: [1, 2, 4][k % 3],
    };
    const picture: Picture = staticPicture(size, k);
    for (const model of MODELS) {
      const bits = codeLength(picture, model);
      assert.ok(bits > 0 && bits < 16 * picture.samples.length, `${model.name}: ${bits}`);
    }
  }
});

test('a picture of another size than it says is named', () => {
  const picture = { width: 2, height: 2, channels: 3, samples: new Uint8Array(11) };
  for (const model of MODELS) {
    assert.throws(() => codeLength(picture, model), /length 11; expected a Uint8Array of 2 × 2 × 3 = 12/);
  }
});
