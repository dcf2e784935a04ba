/**
 * PNG files, as far as a checker has to know them: whether one is whole, and the texts that it carries. Read after
 * the PNG specification (https://www.w3.org/TR/png-3/), with nothing decoded but the length of the pixels' data.
 */
import { inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
/** Channels of a pixel by colour type. */
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Of the seven passes of an interlaced picture: first column and row, and the steps to the next ones. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
const MOST_BYTES = 4e8;

/** The table of CRC-32; `zlib.crc32` exists only in newer versions of Node. */
const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (TABLE[(c ^ byte) & 0xff] as number) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

/** One chunk of a PNG file, with its length and its CRC. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  length.writeUInt32BE(data.length);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

export interface Png {
  width: number;
  height: number;
  /** Keyword and text of each tEXt chunk. */
  texts: [keyword: string, text: string][];
}

interface Chunk {
  type: string;
  data: Buffer;
}

function chunksOf(file: Buffer): Chunk[] | string {
  if (!file.subarray(0, 8).equals(SIGNATURE)) return 'it does not begin as a PNG';
  const chunks: Chunk[] = [];
  let at = 8;
  while (at < file.length) {
    const end = at + 12 + (at + 12 <= file.length ? file.readUInt32BE(at) : 0);
    if (end > file.length) return 'it is cut off';
    const body = file.subarray(at + 4, end - 4);
    const type = body.toString('latin1', 0, 4);
    if (crc32(body) !== file.readUInt32BE(end - 4)) return `the checksum of its chunk ${type} is wrong`;
    chunks.push({ type, data: body.subarray(4) });
    at = end;
    if (type === 'IEND') break;
  }
  if (chunks.at(-1)?.type !== 'IEND') return 'it is cut off';
  return at === file.length ? chunks : 'something follows its end';
}

/** How many bytes the pixels take, each line with one byte more for its filter. */
function bytesOf(width: number, height: number, bits: number, interlaced: boolean): number {
  const size = (w: number, h: number) => (w === 0 ? 0 : h * (1 + Math.ceil((w * bits) / 8)));
  if (!interlaced) return size(width, height);
  return PASSES.reduce((sum, [x, y, dx, dy]) => {
    const [w, h] = [Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)];
    return sum + size(Math.max(0, w), Math.max(0, h));
  }, 0);
}

/** Reads a PNG through to its end; what is wrong with it comes back as a text. */
export function readPng(file: Buffer): Png | string {
  const chunks = chunksOf(file);
  if (typeof chunks === 'string') return chunks;
  const header = chunks[0];
  if (header?.type !== 'IHDR' || header.data.length !== 13) return 'it has no header';
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  const [depth = 0, colour = 0, , , interlace = 0] = header.data.subarray(8);
  const bytes = bytesOf(width, height, depth * (CHANNELS[colour] ?? 0), interlace === 1);
  if (bytes === 0 || bytes > MOST_BYTES) return `it has no size that can be shown: ${width} × ${height}`;
  if (colour === 3 && !chunks.some(({ type }) => type === 'PLTE')) return 'it has no palette';
  const data = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(chunk => chunk.data));
  try {
    if (inflateSync(data, { maxOutputLength: bytes + 1 }).length !== bytes)
      return 'it does not have all its pixels';
  } catch {
    return 'its pixels cannot be decoded';
  }
  const texts = chunks.flatMap(({ type, data: text }): [string, string][] => {
    const end = text.indexOf(0);
    return type === 'tEXt' && end > 0
      ? [[text.toString('latin1', 0, end), text.toString('latin1', end + 1)]]
      : [];
  });
  return { width, height, texts };
}

/** The PNG with one text more, after its header. */
export function withText(file: Buffer, keyword: string, text: string): Buffer {
  const end = 8 + 12 + 13;
  const chunk = pngChunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'));
  return Buffer.concat([file.subarray(0, end), chunk, file.subarray(end)]);
}
