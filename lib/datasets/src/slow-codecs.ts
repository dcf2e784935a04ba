/**
 * The table of the lossless coders that are too slow for a notebook. Each code is decoded again and refused if a
 * sample differs. It takes some minutes.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GALLERY_IDS, galleryPicture, verifyCode } from 'ktln2/image-files';
import type { Picture } from 'ktln2/pictures';
import sharp, { type Sharp } from 'sharp';
import type { Dataset } from '../../tooling/src/ktln2/data/dataset.js';

/** A file's bytes, and what its own decoder makes of them in a format that sharp reads. */
type Coded = { bytes: Buffer; decoded: Buffer };

/** What they say is part of the error if they fail, and not shown otherwise. */
const QUIET = { stdio: 'pipe' } as const;

const raw = ({ width, height, samples }: Picture) => sharp(samples, { raw: { width, height, channels: 3 } });

async function bySharp(image: Sharp): Promise<Coded> {
  const bytes = await image.toBuffer();
  return { bytes, decoded: bytes };
}

async function byJpegXl(picture: Picture): Promise<Coded> {
  const png = await raw(picture).png().toBuffer();
  // Nothing is awaited while the folder is there, so that an interrupt does not leave it behind.
  const folder = mkdtempSync(path.join(tmpdir(), 'ktln2-jxl-'));
  const at = (name: string) => path.join(folder, name);
  try {
    writeFileSync(at('in.png'), png);
    execFileSync('cjxl', ['-d', '0', '-e', '9', '--quiet', at('in.png'), at('code.jxl')], QUIET);
    execFileSync('djxl', ['--quiet', at('code.jxl'), at('out.png')], QUIET);
    return { bytes: readFileSync(at('code.jxl')), decoded: readFileSync(at('out.png')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { webp, heif, aom } = sharp.versions as Record<string, string>;
const jpegXl = (): string => execFileSync('cjxl', ['--version']).toString().split(' [')[0] ?? '';
const CODERS = [
  {
    ...{ codec: 'WebP', coder: () => `sharp ${sharp.versions.sharp}, libwebp ${webp}` },
    command: 'webp({ lossless: true, exact: true, quality: 100, effort: 6 })',
    code: (picture: Picture) =>
      bySharp(raw(picture).webp({ lossless: true, exact: true, quality: 100, effort: 6 })),
  },
  {
    ...{ codec: 'AVIF', coder: () => `sharp ${sharp.versions.sharp}, libheif ${heif}, aom ${aom}` },
    command: 'avif({ lossless: true, effort: 9 })',
    code: (picture: Picture) => bySharp(raw(picture).avif({ lossless: true, effort: 9 })),
  },
  { codec: 'JPEG XL', coder: jpegXl, command: 'cjxl -d 0 -e 9', code: byJpegXl },
];

export const dataset: Dataset = {
  programs: { cjxl: 'apt-get install libjxl-tools', djxl: 'apt-get install libjxl-tools' },
  tools: () => CODERS.map(({ coder }) => coder()),
  same: 'bit for bit; another version of a coder gives other lengths',
  async make(onProgress) {
    const rows = ['picture,samples_sha256,pixels,codec,coder,command,bytes'];
    for (const id of GALLERY_IDS) {
      const picture = await galleryPicture(id);
      const hash = createHash('sha256').update(picture.samples).digest('hex');
      const pixels = picture.width * picture.height;
      for (const { codec, coder, command, code } of CODERS) {
        const { bytes, decoded } = await code(picture);
        await verifyCode({ format: codec, bytes: decoded }, picture);
        rows.push([id, hash, pixels, codec, `"${coder()}"`, `"${command}"`, bytes.length].join(','));
        onProgress(`${id}, ${codec}, ${((8 * bytes.length) / pixels).toFixed(2)} bits per pixel`);
      }
    }
    return `${rows.join('\n')}\n`;
  },
};
