/**
 * Measures the lossless coders that are too slow for a notebook and writes their table:
 *
 *   apt-get install libjxl-tools
 *   node lib/ktln2/dist/scripts/measure-slow-codecs.js data/images/slow-codecs.csv
 *
 * It takes some minutes; the hash that it prints belongs into data/manifest.json. Each code is decoded again and
 * refused if a sample differs. Another version of a coder gives other lengths.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { GALLERY_IDS, galleryPicture } from '../pictures/gallery';
import { verifyCode } from '../pictures/lossless';
import type { Picture } from '../pictures/picture';

/** A file's bytes, and what its own decoder makes of them in a format that sharp reads. */
type Coded = { bytes: Buffer; decoded: Buffer };

const raw = ({ width, height, samples }: Picture) => sharp(samples, { raw: { width, height, channels: 3 } });

async function bySharp(image: sharp.Sharp): Promise<Coded> {
  const bytes = await image.toBuffer();
  return { bytes, decoded: bytes };
}

async function byJpegXl(picture: Picture): Promise<Coded> {
  const folder = mkdtempSync(join(tmpdir(), 'ktln2-jxl-'));
  const [source, code, decoded] = ['in.png', 'code.jxl', 'out.png'].map(name => join(folder, name));
  try {
    writeFileSync(source, await raw(picture).png().toBuffer());
    execFileSync('cjxl', ['-d', '0', '-e', '9', '--quiet', source, code]);
    execFileSync('djxl', ['--quiet', code, decoded]);
    return { bytes: readFileSync(code), decoded: readFileSync(decoded) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { webp, heif, aom } = sharp.versions as Record<string, string>;
const CODERS = [
  {
    ...{ codec: 'WebP', coder: `sharp ${sharp.versions.sharp}, libwebp ${webp}` },
    command: 'webp({ lossless: true, exact: true, quality: 100, effort: 6 })',
    code: (picture: Picture) =>
      bySharp(raw(picture).webp({ lossless: true, exact: true, quality: 100, effort: 6 })),
  },
  {
    ...{ codec: 'AVIF', coder: `sharp ${sharp.versions.sharp}, libheif ${heif}, aom ${aom}` },
    command: 'avif({ lossless: true, effort: 9 })',
    code: (picture: Picture) => bySharp(raw(picture).avif({ lossless: true, effort: 9 })),
  },
  {
    ...{ codec: 'JPEG XL', coder: execFileSync('cjxl', ['--version']).toString().split(' [')[0] },
    command: 'cjxl -d 0 -e 9',
    code: byJpegXl,
  },
];

async function main(file: string | undefined): Promise<void> {
  if (!file) throw new TypeError('file is missing; expected the path to write, as the only argument');
  const rows = ['picture,samples_sha256,pixels,codec,coder,command,bytes'];
  for (const id of GALLERY_IDS) {
    const picture = await galleryPicture(id);
    const hash = createHash('sha256').update(picture.samples).digest('hex');
    const pixels = picture.width * picture.height;
    for (const { codec, coder, command, code } of CODERS) {
      const { bytes, decoded } = await code(picture);
      await verifyCode({ format: codec, bytes: decoded }, picture);
      rows.push([id, hash, pixels, codec, `"${coder}"`, `"${command}"`, bytes.length].join(','));
      console.log(`${id}, ${codec}: ${((8 * bytes.length) / pixels).toFixed(2)} bits per pixel`);
    }
  }
  const table = `${rows.join('\n')}\n`;
  writeFileSync(file, table);
  console.log(`SHA-256 ${createHash('sha256').update(table).digest('hex')}`);
}

void main(process.argv[2]);
