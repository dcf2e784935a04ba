import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodePicture, greyDataUri, pictureDataUri } from 'ktln2/image-files';
import { cropPicture, shrinkPicture, staticPicture } from 'ktln2/pictures';

const picture = staticPicture({ width: 12, height: 8, channels: 3 }, 11);
const sample = (p: typeof picture, x: number, y: number, c: number) => p.samples[(y * p.width + x) * 3 + c];

test('a crop holds the samples of its rectangle', () => {
  const crop = cropPicture(picture, { left: 5, top: 2, width: 7, height: 3 });
  for (let y = 0; y < 3; y++) {
    for (let x = 0; x < 7; x++) {
      for (let c = 0; c < 3; c++) assert.equal(sample(crop, x, y, c), sample(picture, x + 5, y + 2, c));
    }
  }
});

test('shrinking takes the mean of each square', () => {
  const small = shrinkPicture(picture, 4);
  assert.deepEqual([small.width, small.height], [3, 2]);
  for (let y = 0; y < 2; y++) {
    for (let x = 0; x < 3; x++) {
      let sum = 0;
      for (let i = 0; i < 16; i++) sum += sample(picture, 4 * x + (i % 4), 4 * y + Math.floor(i / 4), 1);
      assert.equal(sample(small, x, y, 1), Math.round(sum / 16));
    }
  }
  assert.deepEqual(shrinkPicture(picture, 1).samples, picture.samples);
});

test('the data address holds the picture', async () => {
  const [head, base64] = (await pictureDataUri(picture)).split(',');
  assert.equal(head, 'data:image/png;base64');
  assert.deepEqual((await decodePicture(Buffer.from(base64, 'base64'))).samples, picture.samples);
});

test('the data address of a grey picture holds it, one byte a pixel', async () => {
  const grey = { width: 3, height: 2, channels: 1, samples: Uint8Array.of(0, 1, 2, 99, 254, 255) };
  const [, base64] = (await greyDataUri(grey)).split(',');
  const png = Buffer.from(base64, 'base64');
  // Colour type of the header (IHDR): 0 is grey.
  assert.equal(png[25], 0);
  const { samples } = await decodePicture(png);
  assert.deepEqual(
    samples.filter((_, i) => i % 3 === 0),
    grey.samples,
  );
  await assert.rejects(greyDataUri(picture), /picture.channels is \d; expected 1/);
});

test('rectangles outside and factors that do not divide are named', async () => {
  const area = { left: 8, top: 0, width: 5, height: 1 };
  assert.throws(() => cropPicture(picture, area), /width is 5; expected an integer >= 1 and <= 4/);
  const crop = (change: object) => () => cropPicture(picture, { ...area, ...change });
  assert.throws(crop({ left: 12 }), /left is 12; expected an integer >= 0 and <= 11/);
  assert.throws(crop({ top: 8 }), /top is 8; expected an integer >= 0 and <= 7/);
  assert.throws(crop({ width: 1, top: 5, height: 4 }), /height is 4; expected an integer >= 1 and <= 3/);
  assert.throws(crop({ width: 1, height: 0 }), /height is 0/);
  assert.throws(() => shrinkPicture(picture, 5), /factor is 5; expected a divisor of width 12 and height 8/);
  await assert.rejects(
    pictureDataUri({ width: 1, height: 1, channels: 2, samples: new Uint8Array(2) }),
    /picture.channels is 2; expected 1, 3 or 4/,
  );
});
