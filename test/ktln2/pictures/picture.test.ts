import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { readDataFile } from 'ktln2/data';
import { decodePicture, loadPicture, losslessCode } from 'ktln2/image-files';
import { type Picture, pictureBits, staticPicture } from 'ktln2/pictures';

/** Paeth's predictor of the PNG specification: the neighbour nearest to left + up − corner. */
function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [left, up, corner].map(value => Math.abs(left + up - corner - value));
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Undoes the filters of PNG rows of 8-bit RGB, a second decoder beside sharp's. */
function unfilter(filtered: Uint8Array, width: number, height: number): Uint8Array {
  const stride = 3 * width;
  const out = new Uint8Array(stride * height);
  const at = (x: number, y: number) => (x < 0 || y < 0 ? 0 : out[y * stride + x]);
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const [left, up, corner] = [at(x - 3, y), at(x, y - 1), at(x - 3, y - 1)];
      const prediction = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      out[y * stride + x] = filtered[y * (stride + 1) + 1 + x] + prediction;
    }
  }
  return out;
}

function decodeByHand(png: Buffer): Uint8Array {
  const chunks: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
      chunks.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    }
  }
  return unfilter(inflateSync(Buffer.concat(chunks)), png.readUInt32BE(16), png.readUInt32BE(20));
}

test('the samples of the photograph are those of a decoder written out here', async () => {
  const picture = await loadPicture('astronaut');
  assert.deepEqual([picture.width, picture.height, picture.channels], [512, 512, 3]);
  assert.ok(Buffer.from(picture.samples).equals(decodeByHand(readDataFile('astronaut'))));
});

test('a picture occupies as many bits as all its pictures need to be numbered', () => {
  // 2 × 1 pixels of 2 samples of 2 bits: 4⁴ = 256 different pictures.
  assert.equal(2 ** pictureBits({ width: 2, height: 1, channels: 2 }, 2), 4 ** 4);
  assert.equal(pictureBits({ width: 512, height: 512, channels: 3 }), 512 * 512 * 24);
});

test('static is uniform, without correlation between neighbours, and set by its seed', () => {
  const size = { width: 256, height: 256, channels: 3 };
  const { samples } = staticPicture(size, 5);
  const counts = new Array<number>(256).fill(0);
  for (const sample of samples) counts[sample]++;
  const expected = samples.length / 256;
  const chiSquared = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  // 255 degrees of freedom: mean 255, standard deviation 22.6; five of them, and the seed is fixed.
  assert.ok(Math.abs(chiSquared - 255) < 113, `χ² = ${chiSquared}`);
  let covariance = 0;
  for (let i = 3; i < samples.length; i++) covariance += (samples[i] - 127.5) * (samples[i - 3] - 127.5);
  // Correlation of n independent pairs: standard deviation n^−½; five of them.
  const correlation = covariance / samples.length / ((256 ** 2 - 1) / 12);
  assert.ok(Math.abs(correlation) < 5 / Math.sqrt(samples.length), `${correlation}`);
  assert.deepEqual(staticPicture(size, 5).samples, samples);
  assert.notDeepEqual(staticPicture(size, 6).samples, samples);
});

test('impossible sizes and damaged files are named', async () => {
  const size = { width: 0, height: 1, channels: 3 };
  assert.throws(() => pictureBits(size), /width is 0; expected an integer >= 1/);
  assert.throws(() => pictureBits({ ...size, width: 1.5 }), /width is 1.5; expected an integer >= 1/);
  assert.throws(
    () => pictureBits({ ...size, width: 1 }, -8),
    /bitsPerSample is -8; expected an integer >= 1/,
  );
  const file = readDataFile('astronaut');
  const reject = (bytes: Uint8Array): Promise<void> =>
    assert.rejects(
      decodePicture(bytes) as Promise<Picture>,
      /^Error: file is not a picture that can be decoded/,
    );
  await reject(file.subarray(0, file.length / 2));
  await reject(Buffer.from('not a picture'));
  const changed = Buffer.from(file);
  changed[400_000] ^= 1;
  await reject(changed);
  await assert.rejects(loadPicture('rembrandt'), /id is "rembrandt"; expected one of/);
});

test('a picture file that is missing, changed, of another size or no picture is refused by name', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'ktln2-pictures-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = Buffer.from(
    (await losslessCode(staticPicture({ width: 4, height: 3, channels: 3 }, 1), 'png')).bytes,
  );
  const entry = (id: string, content: Buffer, picture?: object) => {
    writeFileSync(join(folder, `${id}.png`), content);
    const about = { title: id, source: 'this test', licence: 'CC0', retrieved: 'now' };
    const sha256 = createHash('sha256').update(content).digest('hex');
    const source = { sha256, ...about, ...(picture && { picture }) };
    writeFileSync(join(folder, `${id}.png.source.json`), JSON.stringify(source));
  };
  const size = { width: 4, height: 3, channels: 3 };
  for (const id of ['good', 'changed', 'missing']) entry(id, file, size);
  entry('wide', file, { ...size, width: 5 });
  entry('text', file);
  entry('cut', file.subarray(0, 60), size);
  writeFileSync(join(folder, 'changed.png'), 'x');
  rmSync(join(folder, 'missing.png'));
  assert.equal((await loadPicture('good', folder)).width, 4);
  const refused = (id: string, message: RegExp) => assert.rejects(loadPicture(id, folder), message);
  await refused(
    'wide',
    /data\/wide.png has 4 × 3 × 3 samples; expected 5 × 3 × 3 as in data\/wide.png.source.json/,
  );
  await refused('text', /id is "text", data\/text.png; expected the id of a picture/);
  await refused('cut', /not a picture that can be decoded/);
  await refused('changed', /data\/changed.png has SHA-256/);
  await refused('missing', /data\/missing.png is missing/);
});
