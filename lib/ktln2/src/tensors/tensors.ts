/**
 * Loads TensorFlow.js when it is first needed: with its native library (@tensorflow/tfjs-node) if that loads, else the
 * plain JavaScript one, which gives the same results to float32 rounding some ten to twenty times more slowly.
 * The environment variable KTLN2_TENSORS=plain asks for the plain one.
 */
import util from 'node:util';
import type * as TensorFlow from '@tensorflow/tfjs';

/** The module of TensorFlow.js; for other rooms; chapters need none of its names. */
export type Tensors = typeof TensorFlow;

/** `tfjs-node`: with the native library. `plain`: JavaScript only, slow. */
export type TensorTier = 'tfjs-node' | 'plain';

let loaded: { tf: Tensors; tier: TensorTier } | undefined;

function loadNative(): Tensors {
  // Keeps the library's log lines off stderr. One thread halves the time of networks as small as ours.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  process.env.TF_NUM_INTRAOP_THREADS ??= '1';
  // tfjs-node calls two functions of Node that later versions warn about on stderr, and then remove.
  Object.assign(util, {
    isArray: Array.isArray,
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  });
  return require('@tensorflow/tfjs-node');
}

function loadPlain(): Tensors {
  const tf: Tensors = require('@tensorflow/tfjs');
  // Without this the plain library greets on the console and recommends the native one.
  tf.enableProdMode();
  return tf;
}

/**
 * TensorFlow.js, and which of the two it is.
 *
 * @example
 * loadTensors().tf.tensor1d([1, 2]).sum().dataSync()[0]; // => 3
 */
export function loadTensors(): { tf: Tensors; tier: TensorTier } {
  if (!loaded && process.env.KTLN2_TENSORS !== 'plain') {
    try {
      loaded = { tf: loadNative(), tier: 'tfjs-node' };
    } catch {
      // No native library for this machine: the plain one serves, and tensorTier() says so.
    }
  }
  loaded ??= { tf: loadPlain(), tier: 'plain' };
  return loaded;
}

/**
 * Loads TensorFlow.js and says which one it is.
 *
 * @example
 * ['tfjs-node', 'plain'].includes(tensorTier()); // => true
 */
export function tensorTier(): TensorTier {
  return loadTensors().tier;
}
