/** A static picture belongs to its figure, and no other passes for it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import sharp from 'sharp';
import { PLOTLY, pictureHtml, pictureProblem, pngOf, stampPng } from '#tooling/figures/picture';
import { readPng } from '#tooling/figures/png';
import { greyPng, pictureFor } from './pictures.js';

const figure = {
  data: [{ type: 'scatter', x: [1, 2], y: [10, 20] }],
  layout: { width: 70, height: 42, title: { text: 'T' }, meta: { alt: 'A "line"' } },
};
const html = pictureHtml(figure, pictureFor(figure));
const stored = { [PLOTLY]: figure, 'text/html': html };
const png = Buffer.from(pngOf(stored) ?? '', 'base64');
/** The bundle with another picture whose outer hash is right, as anyone can compute it. */
const forged = (picture: Buffer) => {
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : value !== null && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([k, v]) => [k, sorted(v)]),
          )
        : value;
  const base64 = picture.toString('base64');
  const digest = createHash('sha256')
    .update(JSON.stringify(sorted(figure)))
    .update(base64)
    .digest('hex');
  const image = html
    .replace(/data-sha256="[^"]*"/, `data-sha256="${digest}"`)
    .replace(/base64,[^"]*/, `base64,${base64}`);
  return { ...stored, 'text/html': image };
};

test('neither figure nor picture may change alone', () => {
  assert.equal(pictureProblem(stored), undefined);
  assert.equal(pictureProblem({ 'text/html': 'x' }), undefined);
  assert.equal(
    pictureProblem({ [PLOTLY]: figure }),
    'figure: its static picture is missing; npx tslab-check --update draws it',
  );
  for (const [from, to] of [
    ['line', 'lime'],
    ['width="70"', 'width="71"'],
    [/data-sha256="./, 'data-sha256="g'],
  ] as const) {
    assert.match(pictureProblem({ ...stored, 'text/html': html.replace(from, to) }) ?? '', /does not belong/);
  }
  const layout = { ...figure.layout, title: { text: 'U' } };
  assert.match(pictureProblem({ ...stored, [PLOTLY]: { ...figure, layout } }) ?? '', /does not belong/);
  const reordered = { layout: figure.layout, data: figure.data };
  assert.equal(pictureProblem({ ...stored, [PLOTLY]: reordered }), undefined);
});

test('the forger of these tests computes the hash as it is: an unchanged picture passes', () => {
  assert.equal(pictureProblem(forged(png)), undefined);
});

test('the picture of another figure is refused, whatever hash stands beside it', () => {
  const other = { ...figure, data: [{ ...figure.data[0], y: [10, 30] }] };
  const drawn = stampPng(greyPng(140, 84), other);
  assert.match(
    pictureProblem(forged(drawn)) ?? '',
    /drawn from another figure and does not belong to its data/,
  );
  assert.match(pictureProblem(forged(greyPng(140, 84))) ?? '', /does not say what it was drawn from/);
  assert.throws(() => pictureHtml(figure, drawn.toString('base64')), /another figure/);
  assert.throws(() => stampPng(stampPng(drawn, other), figure), /another figure/);
});

test('a picture must be a whole PNG of twice the size of the layout', () => {
  const broken = Buffer.from(png);
  broken.writeUInt8(broken.readUInt8(broken.length - 30) ^ 1, broken.length - 30);
  for (const [picture, says] of [
    [Buffer.from('picture'), /no PNG.*does not begin as a PNG/],
    [png.subarray(0, 8), /cut off/],
    [png.subarray(0, -12), /cut off/],
    [png.subarray(0, -1), /cut off/],
    [Buffer.concat([png, Buffer.from('x')]), /something follows its end/],
    [broken, /checksum of its chunk IDAT/],
    [greyPng(140, 85), /140 × 85 pixels; expected twice the layout's 70 × 42/],
    [greyPng(70, 42), /expected twice/],
  ] as const) {
    assert.match(pictureProblem(forged(picture)) ?? '', says);
    assert.match(pictureProblem(forged(picture)) ?? '', /npx tslab-check --update draws it anew/);
    assert.throws(() => pictureHtml(figure, picture.toString('base64')));
  }
});

test('what cannot be a figure is a problem and no exception', () => {
  const deep = JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`);
  for (const [i, odd] of [null, 5, 'x', {}, { layout: null }, { ...figure, data: deep }].entries()) {
    assert.equal(typeof pictureProblem({ ...stored, [PLOTLY]: odd }), 'string', `odd figure ${i}`);
  }
});

test('a stamp changes no pixel, is put once, and other decoders read the file', async () => {
  const picture = await sharp({ create: { width: 140, height: 84, channels: 3, background: '#0072B2' } })
    .png({ palette: true })
    .toBuffer();
  const stamped = stampPng(picture, figure);
  assert.ok(stamped.length > picture.length);
  assert.equal(stampPng(stamped, figure), stamped);
  const [a, b] = await Promise.all([picture, stamped].map(bytes => sharp(bytes).raw().toBuffer()));
  assert.ok(a && b?.equals(a));
  const read = readPng(stamped);
  assert.ok(typeof read !== 'string');
  assert.deepEqual(
    read.texts.map(([keyword, text]) => [keyword, text.length]),
    [['figure-sha256', 64]],
  );
});

test('interlaced pictures, with transparency or 16 bits are whole as well', async () => {
  const make = (channels: 3 | 4) =>
    sharp({ create: { width: 13, height: 7, channels, background: { r: 1, g: 2, b: 3, alpha: 0.5 } } });
  for (const image of [
    make(4).png({ progressive: true }),
    make(3).png({ progressive: true }),
    make(3).toColourspace('rgb16').png(),
    make(3).toColourspace('b-w').png(),
    make(3).png({ palette: true, colours: 2 }),
  ]) {
    const read = readPng(await image.toBuffer());
    assert.ok(typeof read !== 'string' && read.width === 13 && read.height === 7, String(read));
  }
});
