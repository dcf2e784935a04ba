/** HTML and pictures are compared by what they show. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { compareOutputs } from '#tooling/check/compare';
import { canonicalHtml } from '#tooling/check/html';
import { pictureDifference } from '#tooling/check/pixels';
import type { Output } from '#tooling/notebook/notebook';

const exact = { rtol: 0, atol: 0 };
const display = (data: Record<string, unknown>): Output => ({
  output_type: 'display_data',
  data,
  metadata: {},
});

test('HTML is the same whatever the order, quotes and spaces of its tags', () => {
  for (const [a, b] of [
    ['<TD  class="a"\n id=\'b\' >1</TD>\n <br/>', '<td id="b" class="a">1</td><br>'],
    ['<input disabled>', '<input disabled="" />'],
    ['<b title="a&amp;b&#34;">x</b>', "<b title='a&b\"'>x</b>"],
    ['a<!-- 1 -->b', 'ab'],
    ['<p>a<p>b', '<p>a</p><p>b</p>'],
    ['a\n\t b', 'a b'],
    ['<i>a </i> b', '<i>a </i>b'],
    ['<table> <tr>\n<td> 1 </td> </tr></table> ', '<table><tr><td>1</td></tr></table>'],
    ['<p>a <b>b </b></p>', '<p>a <b>b</b></p>'],
    ['a <br> b', 'a<br>b'],
    ['<pre>\na</pre>', '<pre>a</pre>'],
  ] as const) {
    assert.equal(canonicalHtml(a), canonicalHtml(b), a);
  }
});

test('HTML differs where a browser shows something else', () => {
  for (const [a, b] of [
    ['<td>1</td>', '<td>2</td>'],
    ['<td class="a">1</td>', '<td class="b">1</td>'],
    ['<td>a b</td>', '<td>ab</td>'],
    ['<b>1</b> <b>2</b>', '<b>1</b><b>2</b>'],
    ['<img src="a"> <img src="b">', '<img src="a"><img src="b">'],
    ['a\u00a0b', 'a b'],
    ['a\u00a0\u00a0b', 'a\u00a0b'],
    ['a\u2009b', 'a b'],
    ['<pre>a\n b</pre>', '<pre>a b</pre>'],
    ['<pre>a <b> b</b></pre>', '<pre>a <b>b</b></pre>'],
    ['<textarea>a  b</textarea>', '<textarea>a b</textarea>'],
    ['<span style="white-space: pre-wrap">a  b</span>', '<span style="white-space: pre-wrap">a b</span>'],
    ['<style>a{b:1}</style>', '<style>a{b:2}</style>'],
    ['<script>f(1)</script>', '<script>f(2)</script>'],
    [
      '<li style="display: inline">a</li> <li style="display: inline">b',
      '<li style="display: inline">a</li><li style="display: inline">b',
    ],
    ['&lt;b&gt;', '<b>'],
    ['<p __proto__="1">', '<p>'],
  ] as const) {
    assert.notEqual(canonicalHtml(a), canonicalHtml(b), a);
  }
  assert.notEqual(canonicalHtml('<svg viewBox="1"/>', true), canonicalHtml('<svg viewbox="1"/>', true));
  assert.equal(canonicalHtml('<g/>', true), canonicalHtml('<g></g>', true));
});

test('half half a megabyte of whatever repeats are read in time linear in them', () => {
  for (const piece of [
    '<b>',
    '</i>',
    '<',
    '&amp;',
    '<!--',
    '<script>',
    '<p>',
    'a ',
    '<a b="',
    '<![CDATA[',
    '<pre>',
    ' ',
  ]) {
    const started = performance.now();
    assert.equal(typeof canonicalHtml(piece.repeat(5e5 / piece.length)), 'string');
    const ms = performance.now() - started;
    assert.ok(ms < 5_000, `${piece}: ${ms.toFixed()} ms`);
  }
});

test('a table is compared by its content, with the tolerance of its cell, which tags and powers do not have', async () => {
  const table = (n: string, more = '') =>
    display({
      'text/html': `<table><tr><td colspan="20"${more}>${n}</td><td>10<sup>20</sup> W</td></tr></table>`,
    });
  const wide = { rtol: 0.1, atol: 1 };
  const count = async (a: Output, b: Output, tolerance = wide) =>
    (await compareOutputs([a], [b], tolerance)).length;
  assert.equal(await count(table('1.00'), table('1.01'), exact), 1);
  assert.equal(await count(table('1.00'), table('1.01')), 0);
  assert.equal(await count(table('1.00'), table('-1.00')), 1);
  const changed = (from: string, to: string) => {
    const data = (table('1.00') as { data: Record<string, string> }).data['text/html'] ?? '';
    assert.ok(data.includes(from));
    return display({ 'text/html': data.replace(from, to) });
  };
  assert.equal(await count(table('1.00'), changed('colspan="20"', 'colspan="21"')), 1);
  assert.equal(await count(table('1.00'), changed('<sup>20', '<sup>21')), 1);
  assert.equal(await count(table('1.00'), changed('10<sup>', '11<sup>')), 1);
  const [style, other] = ['<style>td{width:20px}</style>5', '<style>td{width:21px}</style>5'];
  assert.equal(await count(display({ 'text/html': style }), display({ 'text/html': other })), 1);
});

const raw = Buffer.from(Array.from({ length: 48 }, (_, i) => i * 5));
const image = () => sharp(raw, { raw: { width: 4, height: 4, channels: 3 } });
const base64 = async (png: Sharp) => (await png.toBuffer()).toString('base64');

test('pictures are compared by their pixels, whatever compressed them', async () => {
  const slow = await base64(image().png({ compressionLevel: 9 }));
  const fast = await base64(image().png({ compressionLevel: 0 }));
  assert.notEqual(slow, fast);
  const output = (png: string) => display({ 'image/png': png });
  assert.deepEqual(await compareOutputs([output(slow)], [output(fast)], exact), []);
  const other = await base64(image().negate().png());
  assert.deepEqual(await compareOutputs([output(slow)], [output(other)], exact), [
    'image/png: 16 of 16 pixels differ',
  ]);
  const larger = await base64(image().resize(8, 4).png());
  assert.deepEqual(await compareOutputs([output(slow)], [output(larger)], exact), [
    'image/png: 4 × 4 → 8 × 4 pixels',
  ]);
});

test('pictures that cannot be decoded are compared by their bytes, and the difference says so', async () => {
  const [a, b] = [Buffer.from('no picture'), Buffer.from('none either')].map(bytes =>
    bytes.toString('base64'),
  );
  assert.equal(await pictureDifference(a as string, a as string), undefined);
  assert.match((await pictureDifference(a as string, b as string)) ?? '', /bytes differ.*cannot be decoded/);
});

test('without sharp pictures are compared by their bytes, and the difference says so', async () => {
  const [a, b] = [await base64(image().png()), await base64(image().png({ compressionLevel: 0 }))];
  const without = async () => undefined;
  assert.equal(await pictureDifference(a, `${a.slice(0, 20)}\n${a.slice(20)}\n`, without), undefined);
  assert.match((await pictureDifference(a, b, without)) ?? '', /bytes differ.*package sharp/);
});

test('every frame of an animation counts', async () => {
  const frames = async (last: number) => {
    const pixels = Buffer.alloc(2 * 2 * 2 * 3, 0);
    pixels.fill(last, 12);
    const options = { raw: { width: 2, height: 4, channels: 3 as const, pageHeight: 2 } };
    return base64(sharp(pixels, options).gif({ delay: [100, 100] }));
  };
  const [one, other] = [await frames(255), await frames(100)];
  assert.equal((await sharp(Buffer.from(one, 'base64')).metadata()).pages, 2);
  assert.match((await pictureDifference(one, other)) ?? '', /4 of 8 pixels differ/);
});
