import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { loadTable } from 'ktln2/data';
import { GALLERY_IDS, type GalleryId, galleryPicture, losslessCode } from 'ktln2/image-files';

const COLUMNS = {
  picture: 'text',
  samples_sha256: 'text',
  pixels: 'integer',
  codec: 'text',
  bytes: 'integer',
} as const;

test('the slow codecs were measured on the pictures of the gallery as they are', async () => {
  const rows = loadTable('slow-codecs', COLUMNS);
  assert.equal(rows.length, 3 * GALLERY_IDS.length);
  for (const id of GALLERY_IDS) {
    const { samples, width, height } = await galleryPicture(id);
    const hash = createHash('sha256').update(samples).digest('hex');
    const own = rows.filter(row => row.picture === id);
    assert.deepEqual(own.map(row => row.codec).sort(), ['AVIF', 'JPEG XL', 'WebP']);
    for (const row of own) assert.deepEqual([row.samples_sha256, row.pixels], [hash, width * height]);
  }
});

test('another version of JPEG XL was measured on the same photographs, and comes within 2 % of the first', async () => {
  const rows = loadTable('jpeg-xl-versions', {
    ...{ picture: 'text', samples_sha256: 'text', pixels: 'integer', bytes: 'integer' },
  } as const);
  const slow = loadTable('slow-codecs', COLUMNS);
  assert.equal(rows.length, 8);
  for (const { picture, samples_sha256, pixels, bytes } of rows) {
    const first = slow.find(row => row.picture === picture && row.codec === 'JPEG XL');
    assert.ok(first);
    assert.deepEqual([samples_sha256, pixels], [first.samples_sha256, first.pixels]);
    assert.ok(Math.abs(bytes / first.bytes - 1) < 0.02, `${picture}: ${bytes} against ${first.bytes}`);
  }
});

/** Bits per pixel that another team measured on the same pictures with other builds of the same coders. */
const REFERENCE: [GalleryId, string, number][] = [
  ['astronaut', 'PNG', 12.93],
  ['astronaut', 'WebP', 9.96],
  ['astronaut', 'AVIF', 11.26],
  ['astronaut', 'JPEG XL', 9.8],
  ['boats', 'PNG', 12.78],
  ['boats', 'WebP', 7.8],
  ['boats', 'AVIF', 9.99],
  ['boats', 'JPEG XL', 6.71],
  ['static', 'PNG', 24.06],
  ['static', 'WebP', 24.0],
  ['static', 'AVIF', 33.53],
  ['static', 'JPEG XL', 25.36],
  ['shuffled', 'PNG', 22.58],
  ['shuffled', 'WebP', 18.18],
  ['shuffled', 'AVIF', 28.78],
  ['shuffled', 'JPEG XL', 19.16],
];

test('code lengths agree within 1 % with those measured elsewhere; static is never below 24 bits per pixel', async () => {
  const rows = loadTable('slow-codecs', COLUMNS);
  for (const [id, codec, expected] of REFERENCE) {
    const picture = await galleryPicture(id);
    const bits =
      codec === 'PNG'
        ? (await losslessCode(picture, 'png')).bits
        : 8 * (rows.find(row => row.picture === id && row.codec === codec)?.bytes ?? Number.NaN);
    const perPixel = bits / (picture.width * picture.height);
    // Other versions of a coder, and for static and shuffled other seeds.
    assert.ok(Math.abs(perPixel / expected - 1) < 0.01, `${id}, ${codec}: ${perPixel} against ${expected}`);
    if (id === 'static') assert.ok(perPixel >= 24);
  }
});

test('another name is refused', async () => {
  await assert.rejects(
    galleryPicture('rembrandt' as GalleryId),
    /id is "rembrandt"; expected one of astronaut, cat/,
  );
});
