/** Outputs with encoding noise removed, so that HTML and pictures are compared by what they show. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { Bundle, Output } from '../notebook/notebook.js';
import { PLOTLY } from '../figures/picture.js';

const TAG = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*(\/?)>/g;
const ATTRIBUTE = /([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** HTML with attributes in order and in double quotes, names in lower case, and white space folded. */
export function canonicalHtml(html: string): string {
  const tags = html.replace(TAG, (_, slash: string, name: string, rest: string) => {
    const attributes = [...rest.matchAll(ATTRIBUTE)].map(
      ([, key = '', a, b, c]) => ` ${key.toLowerCase()}="${a ?? b ?? c ?? ''}"`,
    );
    return `<${slash}${name.toLowerCase()}${attributes.sort().join('')}>`;
  });
  return tags.replace(/\s+/g, ' ').replace(/> </g, '><').trim();
}

/** A picture as its size and the hash of its pixels, whatever compressed them. */
async function canonicalPicture(base64: string): Promise<unknown> {
  try {
    const image = sharp(Buffer.from(base64, 'base64')).ensureAlpha();
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    const pixels = createHash('sha256').update(data).digest('hex');
    return { width: info.width, height: info.height, pixels };
  } catch {
    return { undecodable: base64 };
  }
}

async function canonicalBundle(data: Bundle): Promise<Bundle> {
  // Beside a figure the HTML is its static picture, whose very bytes carry a hash.
  const isFigure = PLOTLY in data;
  const entries = Object.entries(data).map(async ([mime, value]) => {
    if (typeof value !== 'string' || isFigure) return [mime, value] as const;
    if (mime === 'text/html' || mime === 'image/svg+xml') return [mime, canonicalHtml(value)] as const;
    if (mime.startsWith('image/')) return [mime, await canonicalPicture(value)] as const;
    return [mime, value] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The outputs in their canonical form. */
export const canonical = (outputs: Output[]): Promise<Output[]> =>
  Promise.all(
    outputs.map(async o => (o.output_type === 'stream' ? o : { ...o, data: await canonicalBundle(o.data) })),
  );
