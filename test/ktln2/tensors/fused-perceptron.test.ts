/** The perceptron in WebAssembly against TensorFlow.js, and its activation against Math.exp. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tensor1D } from '@tensorflow/tfjs';
import { seededRandom } from 'ktln2/numerics';
import { fusedPerceptron, loadTensors, parameterCount, perceptron, TILE } from 'ktln2/tensors';

/** Rows of a tile as one row a sample. */
const transposed = (rows: Float32Array) =>
  Float32Array.from(rows, (_, i) => {
    const width = rows.length / TILE;
    return rows[(i % width) * TILE + Math.floor(i / width)] as number;
  });

/** |a − b| / |b|. */
function distance(a: ArrayLike<number>, b: Float32Array): number {
  const norm = (of: (i: number) => number) => Math.hypot(...Array.from(b, (_, i) => of(i)));
  return norm(i => (a[i] as number) - (b[i] as number)) / norm(i => b[i] as number);
}

for (const sizes of [
  [4, 48, 48, 48, 2],
  [4, 32, 32, 32, 2],
  [3, 7, 5, 1],
  [10, 9, 8],
  [2, 1],
]) {
  test(`outputs, gradient and slopes of ${sizes.join('×')} are those of TensorFlow.js`, () => {
    const { tf } = loadTensors();
    const random = seededRandom(31);
    const net = fusedPerceptron(sizes);
    for (const numbers of [net.parameters, net.inputs]) {
      numbers.forEach((_, i) => {
        numbers[i] = random.normal() / (numbers === net.inputs ? 1 : 3);
      });
    }
    const slopes = Float32Array.from(net.outputSlopes, () => random.normal());
    net.forward();
    net.outputSlopes.set(slopes);
    net.backward();
    net.backwardToInputs();
    // Two tiles' gradients are the sum.
    net.addGradient();
    net.addGradient();
    const [width, last] = [sizes[0] as number, sizes.at(-1) as number];
    const x = tf.tensor2d(transposed(net.inputs), [TILE, width]);
    const wanted = tf.tensor2d(transposed(slopes), [TILE, last]);
    const parameters = tf.tensor1d(net.parameters.slice());
    const loss = ((p: Tensor1D, inputs: typeof x) =>
      perceptron(tf, p, sizes, inputs).mul(wanted).sum().asScalar()) as never;
    const [byParameters, byInputs] = tf.grads(loss)([parameters, x]);
    const output = perceptron(tf, parameters, sizes, x);
    // float32: 6e-8 a rounding, of sums of up to 64 or 49 terms.
    assert.ok(distance(transposed(net.outputs), output.dataSync() as Float32Array) < 2e-6);
    assert.ok(distance(net.gradient, byParameters?.mul(2).dataSync() as Float32Array) < 1e-5);
    assert.ok(distance(transposed(net.inputSlopes), byInputs?.dataSync() as Float32Array) < 1e-5);
    assert.equal(net.gradient.length, parameterCount(sizes));
  });
}

test('silu and its slope against Math.exp, also where e⁻ᶻ overflows', () => {
  const net = fusedPerceptron([1, 1, 1]);
  net.parameters.set([1, 0, 1, 0]);
  for (const scale of [0.1, 1, 10, 100, 1e6]) {
    net.inputs.forEach((_, i) => {
      net.inputs[i] = (scale * (i - 31.7)) / 32;
    });
    net.forward();
    net.outputSlopes.fill(1);
    net.backward();
    net.inputs.forEach((z, i) => {
      const sigmoid = 1 / (1 + Math.exp(-z));
      net.backwardToInputs();
      assert.ok(Math.abs((net.outputs[i] as number) - z * sigmoid) <= 1e-6 * Math.max(1, z), `silu(${z})`);
      const slope = sigmoid * (1 + z * (1 - sigmoid));
      assert.ok(Math.abs((net.inputSlopes[i] as number) - slope) < 1e-6, `silu′(${z})`);
    });
  }
});
