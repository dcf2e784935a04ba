/**
 * Pictures are compared by their pixels, whatever compressed them; where the optional package sharp is missing or
 * cannot decode them, by their bytes, which is stricter.
 */
import type { Sharp, SharpOptions } from 'sharp';

type Open = (input: Buffer, options: SharpOptions) => Sharp;

let loading: Promise<Open | undefined> | undefined;
const loadSharp = (): Promise<Open | undefined> => {
  loading ??= import('sharp').then(
    module => module.default as Open,
    () => undefined,
  );
  return loading;
};

interface Pixels {
  width: number;
  height: number;
  data: Buffer;
}

async function decode(open: Open, picture: Buffer): Promise<Pixels | undefined> {
  try {
    // All frames of an animation, one below the other.
    const image = open(picture, { animated: true }).ensureAlpha();
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
  } catch {
    return undefined;
  }
}

/** How a picture in base64 differs from the committed one; undefined if both show the same. */
export async function pictureDifference(
  committed: string,
  actual: string,
  load: () => Promise<Open | undefined> = loadSharp,
): Promise<string | undefined> {
  // Stock tools break base64 into lines.
  const [a64, b64] = [committed, actual].map(text => text.replace(/\s/g, '')) as [string, string];
  if (a64 === b64) return undefined;
  const [one, other] = [Buffer.from(a64, 'base64'), Buffer.from(b64, 'base64')];
  const sharp = await load();
  const bytes = `its bytes differ (${one.length} → ${other.length} bytes)`;
  if (!sharp) return `${bytes}; pixels cannot be compared without the package sharp (npm install sharp)`;
  const [a, b] = await Promise.all([decode(sharp, one), decode(sharp, other)]);
  if (!a || !b) {
    const which = a ? 'the new one' : b ? 'the committed one' : 'either';
    return `${bytes}; pixels cannot be compared, since ${which} cannot be decoded`;
  }
  if (a.width !== b.width || a.height !== b.height) {
    return `${a.width} × ${a.height} → ${b.width} × ${b.height} pixels`;
  }
  let differing = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    if (a.data.readUInt32LE(i) !== b.data.readUInt32LE(i)) differing += 1;
  }
  return differing === 0 ? undefined : `${differing} of ${a.width * a.height} pixels differ`;
}
