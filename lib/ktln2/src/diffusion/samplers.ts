/**
 * Noise that diffusion samplers draw, counted from their dimensions:
 *
 *   Gaussians = width × height × channels of the field they denoise × fields drawn.
 *
 * A deterministic sampler (DDIM, or any solver of the probability-flow ODE) draws one field, the starting
 * point. One that adds fresh noise at every step draws one more for each step but the last, whose noise
 * has weight zero: as many fields as steps.
 */
import { requireInteger, requirePositive } from '../arguments';
import { pictureBits, type PictureSize, requireSize } from '../pictures';

/** A named sampler: what it denoises, and how often it draws noise for it. */
export interface Sampler {
  name: string;
  /** Size of the picture that comes out. */
  picture: PictureSize;
  /** Size of the field that is denoised: the picture itself, or a latent. */
  field: PictureSize;
  /** Fields of noise drawn for one picture. */
  fields: number;
  /** Where the field's size is stated. */
  source: string;
}

const square = (side: number, channels: number): PictureSize => ({ width: side, height: side, channels });
const rgb = (side: number) => square(side, 3);
const STABLE_DIFFUSION = 'Rombach et al. (2022), arXiv:2112.10752: latents 8 times smaller, 4 channels';
const SDXL = 'Podell et al. (2023), arXiv:2307.01952: latents 8 times smaller, 4 channels';
const FLUX =
  'Black Forest Labs, github.com/black-forest-labs/flux, src/flux/util.py: latents 8 times smaller, 16 channels';
const DDPM = 'Ho, Jain, Abbeel (2020), arXiv:2006.11239: noise on pixels, 1,000 steps';

/** Samplers of pictures, deterministic and with fresh noise. */
export const SAMPLERS = {
  'sd15-ode': {
    name: 'SD 1.5, ODE or DDIM',
    picture: rgb(512),
    field: square(64, 4),
    fields: 1,
    source: STABLE_DIFFUSION,
  },
  'sd15-ancestral': {
    name: 'SD 1.5, 50 ancestral steps',
    picture: rgb(512),
    field: square(64, 4),
    fields: 50,
    source: STABLE_DIFFUSION,
  },
  'sdxl-ode': {
    name: 'SDXL, ODE or DDIM',
    picture: rgb(1024),
    field: square(128, 4),
    fields: 1,
    source: SDXL,
  },
  'sdxl-ancestral': {
    name: 'SDXL, 50 ancestral steps',
    picture: rgb(1024),
    field: square(128, 4),
    fields: 50,
    source: SDXL,
  },
  'flux-ode': { name: 'FLUX.1, ODE', picture: rgb(1024), field: square(128, 16), fields: 1, source: FLUX },
  'pixel-ddpm': {
    name: 'Pixel DDPM, 1,000 steps',
    picture: rgb(512),
    field: rgb(512),
    fields: 1000,
    source: DDPM,
  },
} as const satisfies Record<string, Sampler>;

/** What a sampler draws for one picture. */
export interface SamplerNoise {
  /** Gaussian numbers drawn. */
  gaussians: number;
  /** Bits of noise drawn. */
  bits: number;
  /** Bits of noise for each bit of the uncompressed picture. */
  bitsPerPictureBit: number;
}

/**
 * Counts the noise that a sampler draws for one picture.
 *
 * @param sampler one of {@link SAMPLERS}, or one described likewise
 * @param bitsPerGaussian bits counted for each number, such as 32 cells or `gaussianBits('float32')`
 * @throws RangeError if a size is not a positive integer or the bits are not positive
 * @see the `source` of each of {@link SAMPLERS}; for the fields drawn, Ho et al., arXiv:2006.11239, algorithm 2
 * @example
 * samplerNoise(SAMPLERS['sdxl-ancestral'], 32).bits; // => 104857600
 * samplerNoise(SAMPLERS['pixel-ddpm'], 32).bits; // => 2.517e10
 */
export function samplerNoise(sampler: Sampler, bitsPerGaussian: number): SamplerNoise {
  requireInteger('sampler.fields', sampler.fields, { min: 1 });
  requirePositive('bitsPerGaussian', bitsPerGaussian, 'bits');
  const gaussians = requireSize(sampler.field) * sampler.fields;
  const bits = gaussians * bitsPerGaussian;
  return { gaussians, bits, bitsPerPictureBit: bits / pictureBits(sampler.picture) };
}
