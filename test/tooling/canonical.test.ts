import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { canonicalHtml } from '#tooling/check/canonical';
import { compareOutputs } from '#tooling/check/compare';
import type { Output } from '#tooling/notebook/notebook';

const exact = { rtol: 0, atol: 0 };
const display = (data: Record<string, unknown>): Output => ({
  output_type: 'display_data',
  data,
  metadata: {},
});

test('HTML is the same whatever the order, quotes and spaces of its tags', () => {
  assert.equal(
    canonicalHtml('<TD  class="a"\n id=\'b\' >1</TD>\n <br/>'),
    canonicalHtml('<td id="b" class="a">1</td><br>'),
  );
  assert.notEqual(canonicalHtml('<td>1</td>'), canonicalHtml('<td>2</td>'));
  assert.notEqual(canonicalHtml('<td class="a">1</td>'), canonicalHtml('<td class="b">1</td>'));
  assert.notEqual(canonicalHtml('<td>a b</td>'), canonicalHtml('<td>ab</td>'));
});

test('a table is compared by its content, with the tolerance of its cell', async () => {
  const table = (n: string) => display({ 'text/html': `<table><tr><td>${n}</td></tr></table>` });
  assert.equal((await compareOutputs([table('1.00')], [table('1.01')], exact)).length, 1);
  assert.equal((await compareOutputs([table('1.00')], [table('1.01')], { rtol: 0.02, atol: 0 })).length, 0);
});

test('pictures are compared by their pixels, whatever compressed them', async () => {
  const raw = Buffer.from(Array.from({ length: 48 }, (_, i) => i * 5));
  const image = () => sharp(raw, { raw: { width: 4, height: 4, channels: 3 } });
  const output = async (png: Sharp) => display({ 'image/png': (await png.toBuffer()).toString('base64') });
  const slow = await output(image().png({ compressionLevel: 9 }));
  const fast = await output(image().png({ compressionLevel: 0 }));
  assert.notDeepEqual(slow, fast);
  assert.deepEqual(await compareOutputs([slow], [fast], exact), []);
  const other = await output(image().negate().png());
  assert.equal((await compareOutputs([slow], [other], exact)).length, 1);
});
