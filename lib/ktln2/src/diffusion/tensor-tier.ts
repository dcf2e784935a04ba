/** Which TensorFlow.js runs here. */
import { loadTensors } from './tensors';

/** `tfjs-node`: with the native library. `plain`: JavaScript only, slow. */
export type TensorTier = 'tfjs-node' | 'plain';

/**
 * Loads TensorFlow.js and says which one it is.
 *
 * @example
 * ['tfjs-node', 'plain'].includes(tensorTier()); // => true
 */
export function tensorTier(): TensorTier {
  return loadTensors().tier;
}
