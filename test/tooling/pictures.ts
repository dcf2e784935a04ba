/** Pictures for tests: whole PNG files of one colour, made without any of the libraries that draw. */
import { deflateSync } from 'node:zlib';
import { pngChunk } from '#tooling/figures/png';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** A grey PNG of the size asked for. */
export function greyPng(width: number, height: number, grey = 128): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const line = Buffer.alloc(width + 1, grey);
  line[0] = 0;
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', pixels), pngChunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([SIGNATURE, ...chunks]);
}

/** A picture as large as a figure asks for, in base64. */
export function pictureFor(figure: unknown): string {
  const { width, height } = (figure as { layout: { width: number; height: number } }).layout;
  return greyPng(2 * width, 2 * height).toString('base64');
}
