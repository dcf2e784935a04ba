/** JPEG XL by its makers' programs, and the distance that their own measure puts between two pictures. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Picture } from 'ktln2/pictures';
import sharp from 'sharp';

/** A file's bytes, and what its own decoder makes of them in a format that sharp reads. */
export type Coded = { bytes: Buffer; decoded: Buffer };

/** How to get the programs. */
export const JPEG_XL_PROGRAMS = {
  cjxl: 'apt-get install libjxl-tools',
  djxl: 'apt-get install libjxl-tools',
};
export const BUTTERAUGLI_PROGRAM = { butteraugli_main: 'apt-get install libjxl-devtools' };

/** What they say is part of the error if they fail, and not shown otherwise. */
const QUIET = { stdio: 'pipe' } as const;

export const raw = ({ width, height, samples }: Picture) =>
  sharp(samples, { raw: { width, height, channels: 3 } });

/** Calls `use` with a folder that is removed afterwards. */
function inFolder<T>(use: (at: (name: string) => string) => T): T {
  // Nothing is awaited while the folder is there, so that an interrupt does not leave it behind.
  const folder = mkdtempSync(path.join(tmpdir(), 'ktln2-jxl-'));
  try {
    return use(name => path.join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Codes a picture with the options given, and decodes it to a PNG. */
export async function byJpegXl(picture: Picture, options: readonly string[]): Promise<Coded> {
  const png = await raw(picture).png().toBuffer();
  return inFolder(at => {
    writeFileSync(at('in.png'), png);
    execFileSync('cjxl', [...options, '--quiet', at('in.png'), at('code.jxl')], QUIET);
    execFileSync('djxl', ['--quiet', at('code.jxl'), at('out.png')], QUIET);
    return { bytes: readFileSync(at('code.jxl')), decoded: readFileSync(at('out.png')) };
  });
}

/** The name and version of the coder. */
export const jpegXlVersion = (): string =>
  execFileSync('cjxl', ['--version']).toString().split(' [')[0] ?? '';

/** Butteraugli's distance, the largest over the picture: what JPEG XL's option -d aims at. */
export async function butteraugliDistance(original: Picture, decoded: Picture): Promise<number> {
  const [one, other] = [await raw(original).png().toBuffer(), await raw(decoded).png().toBuffer()];
  const told = inFolder(at => {
    writeFileSync(at('original.png'), one);
    writeFileSync(at('decoded.png'), other);
    return execFileSync('butteraugli_main', [at('original.png'), at('decoded.png')], QUIET).toString();
  });
  const distance = Number.parseFloat(told);
  if (!(distance >= 0)) throw new Error(`butteraugli_main said "${told}"; expected a number first`);
  return distance;
}
