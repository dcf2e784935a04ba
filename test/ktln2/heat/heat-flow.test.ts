import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cosineTransform, decayRates, type HeatField, heatFlow, inverseCosineTransform } from 'ktln2/heat';
import { seededRandom } from 'ktln2/numerics';

function randomField(width: number, height: number): HeatField {
  const random = seededRandom(width + 31 * height);
  return { width, height, values: Float64Array.from({ length: width * height }, () => 1 + random.uniform()) };
}

/** Equation (1) of chapter 3a, neighbour by neighbour. */
function slopes({ width, height, values }: HeatField): Float64Array {
  const at = (x: number, y: number) => values[y * width + x];
  return values.map((u, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const around = [
      [x - 1, y],
      [x + 1, y],
      [x, y - 1],
      [x, y + 1],
    ].filter(([a, b]) => a >= 0 && a < width && b >= 0 && b < height);
    return around.reduce((sum, [a, b]) => sum + at(a, b) - u, 0);
  });
}

/** e^{tL} u by its Taylor series, which needs no cosine. */
function byTaylor(field: HeatField, t: number): Float64Array {
  let term = field.values;
  const sum = Float64Array.from(term);
  for (let k = 1; k < 60; k++) {
    term = slopes({ ...field, values: term }).map(v => (v * t) / k);
    for (let i = 0; i < sum.length; i++) sum[i] += term[i];
  }
  return sum;
}

const farthest = (a: Float64Array, b: Float64Array) => Math.max(...a.map((v, i) => Math.abs(v - b[i])));

test('the flow is the exponential of equation (1), forwards and backwards', () => {
  for (const [width, height] of [
    [5, 4],
    [1, 7],
    [6, 1],
  ]) {
    const field = randomField(width, height);
    const flow = heatFlow(field);
    // Rounding of terms up to 8^k/k!; backwards they do not alternate.
    for (const t of [0, 0.3, 1, -0.5]) assert.ok(farthest(flow(t).values, byTaylor(field, t)) < 1e-11);
    assert.ok(farthest(heatFlow(flow(0.7))(0.4).values, flow(1.1).values) < 1e-13);
  }
});

test('the transform is orthogonal, is undone, and turns (1) into multiplication', () => {
  const field = randomField(7, 5);
  const waves = cosineTransform(field);
  const square = (values: Float64Array) => values.reduce((sum, v) => sum + v * v, 0);
  assert.ok(Math.abs(square(waves.values) / square(field.values) - 1) < 1e-14);
  assert.ok(farthest(inverseCosineTransform(waves).values, field.values) < 1e-13);
  const rates = decayRates(field);
  const moved = cosineTransform({ ...field, values: slopes(field) }).values;
  assert.ok(
    farthest(
      moved,
      waves.values.map((c, i) => -rates[i] * c),
    ) < 1e-12,
  );
});

test('impossible arguments are named', () => {
  const field = { width: 2, height: 2, values: new Float64Array(3) };
  assert.throws(() => heatFlow(field), /field.values has 3 values; expected 4/);
  assert.throws(() => inverseCosineTransform(field), /field.values has 3 values/);
  assert.throws(() => heatFlow(randomField(2, 2))(Number.NaN), /t is NaN; expected a finite number/);
  assert.throws(() => decayRates({ width: 0, height: 2 }), /width is 0; expected an integer >= 1/);
});
