/** Score networks as files: JSON with the recipe, the shape, and the weights as base64 of little-endian float32. */
import { readDataFile } from '../data';
import { parameterCount } from '../tensors';
import { layerSizes, type ScoreNetwork } from './score-network';
import type { TrainingRecipe } from './score-training';

/** What a network's file holds beside the network. */
export interface TrainedNetwork {
  network: ScoreNetwork;
  /** How the weights were made. */
  recipe: TrainingRecipe;
}

/**
 * The text of a network's file.
 *
 * @param trained the network and its recipe
 * @example
 * parseNetwork(formatNetwork(loadScoreNetwork())).recipe.seed; // => 2510
 */
export function formatNetwork({ network, recipe }: TrainedNetwork): string {
  const bytes = Buffer.alloc(4 * network.weights.length);
  network.weights.forEach((weight, i) => {
    bytes.writeFloatLE(weight, 4 * i);
  });
  return `${JSON.stringify({ recipe, network: { ...network, weights: bytes.toString('base64') } }, null, 1)}\n`;
}

/**
 * Reads a network's file.
 *
 * @param text the file's text
 * @example
 * parseNetwork(formatNetwork(loadScoreNetwork())).network.hidden; // => [48, 48, 48]
 * @throws TypeError if the number of weights does not fit the layers
 */
export function parseNetwork(text: string): TrainedNetwork {
  const { recipe, network } = JSON.parse(text);
  const bytes = Buffer.from(network.weights, 'base64');
  const expected = parameterCount(layerSizes(network));
  if (bytes.length !== 4 * expected) {
    throw new TypeError(`weights has ${bytes.length} bytes; expected ${4 * expected}, four a parameter`);
  }
  const weights = Float32Array.from({ length: expected }, (_, i) => bytes.readFloatLE(4 * i));
  return { recipe, network: { ...network, weights } };
}

/**
 * Loads a trained score network that ships with the project, after checking its SHA-256.
 *
 * @param id the file's id, which is its name without the ending, or its path inside data/
 * @throws RangeError if there is no such data set
 * @throws Error if the file's hash is not the one that is said beside it
 * @example
 * loadScoreNetwork().recipe.steps; // => 1500
 */
export function loadScoreNetwork(id = 'uniform-square'): TrainedNetwork {
  return parseNetwork(readDataFile(id).toString('utf8'));
}
