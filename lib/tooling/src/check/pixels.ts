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
  open?: Open,
): Promise<string | undefined> {
  const [one, other] = [Buffer.from(committed, 'base64'), Buffer.from(actual, 'base64')];
  // A text that is no base64 decodes to anything: it has to be the same text.
  if (committed === actual) return undefined;
  const sharp = open ?? (await loadSharp());
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
