import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SAMPLERS, type Sampler, samplerNoise } from 'ktln2/diffusion';

test('the Gaussians are those of a walk through the steps', () => {
  const field = { width: 5, height: 3, channels: 2 };
  const sampler: Sampler = { ...SAMPLERS['sd15-ode'], field, fields: 4 };
  // Noise at the start, and after each of 4 steps but the last.
  const drawn: number[] = [];
  for (let step = 4; step >= 1; step--) {
    for (let x = 0; x < 5; x++) for (let y = 0; y < 3; y++) for (let c = 0; c < 2; c++) drawn.push(step);
  }
  assert.equal(samplerNoise(sampler, 1).gaussians, drawn.length);
});

test('the numbers are those that names and sources state', () => {
  const stated = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1].replace(',', ''));
  for (const [id, { name, source, field, fields }] of Object.entries(SAMPLERS)) {
    if (id !== 'pixel-ddpm') assert.equal(field.channels, stated(source, /(\d+) channels/), id);
    assert.equal(fields, name.includes('ODE') ? 1 : stated(name, /([\d,]+) (?:ancestral )?steps/), id);
  }
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
