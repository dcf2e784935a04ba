import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  blockEntropy,
  blockProduction,
  fieldPicture,
  greyField,
  type HeatField,
  heatFlow,
  walkerEntropy,
  walkerFisher,
  walkerProduction,
} from 'ktln2/heat';
import { gaussLegendre, seededRandom } from 'ktln2/numerics';
import { staticPicture } from 'ktln2/pictures';

const random = seededRandom(3);
const field: HeatField = {
  ...{ width: 8, height: 6 },
  values: Float64Array.from({ length: 48 }, () => 0.1 + random.uniform()),
};
const flow = heatFlow(field);

test('the sums over edges are the rates of the entropies', () => {
  const { nodes, weights } = gaussLegendre(30, 0.1, 2);
  for (const [entropy, production] of [
    [walkerEntropy, walkerProduction],
    [blockEntropy, blockProduction],
  ]) {
    const integral = nodes.reduce((sum, t, k) => sum + weights[k] * production(flow(t)), 0);
    assert.ok(Math.abs(integral - (entropy(flow(2)) - entropy(flow(0.1)))) < 1e-12);
  }
});

test('two pixels, in closed form', () => {
  // u = 2 ± e^−2t
  const pair = heatFlow({ width: 1, height: 2, values: Float64Array.of(3, 1) });
  for (const t of [0, 0.4]) {
    const d = Math.exp(-2 * t);
    const [a, b] = [(2 + d) / 4, (2 - d) / 4];
    assert.ok(Math.abs(walkerEntropy(pair(t)) + a * Math.log(a) + b * Math.log(b)) < 1e-14);
    assert.ok(Math.abs(walkerProduction(pair(t)) - (d / 2) * Math.log(a / b)) < 1e-14);
    assert.ok(Math.abs(walkerFisher(pair(t)) - (d / 2) ** 2 / 0.5) < 1e-14);
    assert.ok(Math.abs(blockEntropy(pair(t)) - Math.log(4 * a * b)) < 1e-14);
    assert.ok(Math.abs(blockProduction(pair(t)) - (2 * d) ** 2 / (4 - d * d)) < 1e-14);
  }
});

test('Fisher information is below the rate, and reaches it for a wave that is flat', () => {
  assert.ok(walkerFisher(field) < 0.99 * walkerProduction(field));
  const flat = { ...field, values: field.values.map(u => 1 + 1e-4 * u) };
  // (a − b)(ln a − ln b) against its mean: 1 + (a − b)²/12 a².
  assert.ok(1 - walkerFisher(flat) / walkerProduction(flat) < 1e-8);
});

test('pictures become fields and come back', () => {
  const picture = staticPicture({ width: 4, height: 3, channels: 1 }, 1);
  assert.deepEqual(fieldPicture(greyField(picture)), picture);
  const colour = staticPicture({ width: 4, height: 3, channels: 3 }, 1);
  const [r, g, b] = colour.samples;
  assert.ok(Math.abs(greyField(colour, 2).values[0] - (2 + 0.2126 * r + 0.7152 * g + 0.0722 * b)) < 1e-12);
});

test('impossible arguments are named', () => {
  const black = { width: 2, height: 1, values: Float64Array.of(0, 1) };
  for (const read of [walkerEntropy, walkerProduction, walkerFisher, blockEntropy, blockProduction]) {
    assert.throws(() => read(black), /field.values\[0\] is 0; expected a number > 0/);
  }
  const two = { width: 1, height: 1, channels: 2, samples: new Uint8Array(2) };
  assert.throws(() => greyField(two), /picture.channels is 2; expected 1 or 3/);
  assert.throws(() => greyField(staticPicture({ width: 1, height: 1, channels: 1 }, 1), -1), /offset is -1/);
  assert.throws(() => fieldPicture({ ...black, width: 3 }), /field.values has 2 values; expected 3/);
});
