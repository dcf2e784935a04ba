import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SAMPLERS, type Sampler, samplerNoise } from 'ktln2';

/** Walks through a sampler's steps and counts the noise that gets a weight other than zero. */
function walk(values: number, steps: number, stochastic: boolean): number {
  let drawn = values;
  for (let step = steps; step >= 1; step--) if (stochastic && step > 1) drawn += values;
  return drawn;
}

test('the counts are those of a walk through the steps', () => {
  const count = (sampler: Sampler) => samplerNoise(sampler, 1).gaussians;
  assert.equal(count(SAMPLERS['sd15-ode']), walk(4 * 64 * 64, 50, false));
  assert.equal(count(SAMPLERS['sdxl-ode']), walk(4 * 128 * 128, 50, false));
  assert.equal(count(SAMPLERS['flux-ode']), walk(16 * 128 * 128, 50, false));
  assert.equal(count(SAMPLERS['sd15-ancestral']), walk(4 * 64 * 64, 50, true));
  assert.equal(count(SAMPLERS['sdxl-ancestral']), walk(4 * 128 * 128, 50, true));
  assert.equal(count(SAMPLERS['pixel-ddpm']), walk(3 * 512 * 512, 1000, true));
});

test('latents are 8 times smaller than their pictures', () => {
  for (const [id, { picture, field }] of Object.entries(SAMPLERS)) {
    const factor = id === 'pixel-ddpm' ? 1 : 8;
    assert.deepEqual([picture.width, picture.height], [factor * field.width, factor * field.height], id);
  }
});

test('bits and their ratio to the picture', () => {
  const { bits, bitsPerPictureBit } = samplerNoise(SAMPLERS['pixel-ddpm'], 24);
  assert.equal(bits, 786_432 * 1000 * 24);
  // A thousand fields of 24 bits for every sample of 8 bits.
  assert.equal(bitsPerPictureBit, 3000);
});

test('impossible arguments are named', () => {
  assert.throws(
    () => samplerNoise(SAMPLERS['sdxl-ode'], 0),
    /bitsPerGaussian is 0; expected a finite number > 0/,
  );
  const broken = { ...SAMPLERS['sdxl-ode'], fields: 0.5 };
  assert.throws(() => samplerNoise(broken, 32), /sampler.fields is 0.5; expected an integer >= 1/);
});
