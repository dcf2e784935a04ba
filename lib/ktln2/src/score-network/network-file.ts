/**
 * Score networks as files: JSON with the recipe, the shape, and the weights as base64 of little-endian float32; of
 * several networks, a list of these.
 */
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

/** What JSON holds of a network. */
function toJson({ network, recipe }: TrainedNetwork) {
  const bytes = Buffer.alloc(4 * network.weights.length);
  network.weights.forEach((weight, i) => {
    bytes.writeFloatLE(weight, 4 * i);
  });
  return { recipe, network: { ...network, weights: bytes.toString('base64') } };
}

/** The network that JSON holds; throws a `TypeError` if the number of weights does not fit the layers. */
function fromJson({ recipe, network }: ReturnType<typeof toJson>): TrainedNetwork {
  const bytes = Buffer.from(network.weights, 'base64');
  const expected = parameterCount(layerSizes(network));
  if (bytes.length !== 4 * expected) {
    throw new TypeError(`weights has ${bytes.length} bytes; expected ${4 * expected}, four a parameter`);
  }
  const weights = Float32Array.from({ length: expected }, (_, i) => bytes.readFloatLE(4 * i));
  return { recipe, network: { ...network, weights } };
}

const toText = (json: object) => `${JSON.stringify(json, null, 1)}\n`;

/**
 * The text of a network's file.
 *
 * @param trained the network and its recipe
 * @example
 * parseNetwork(formatNetwork(loadScoreNetwork())).recipe.seed; // => 2510
 */
export function formatNetwork(trained: TrainedNetwork): string {
  return toText(toJson(trained));
}

/**
 * The text of a file of several networks.
 *
 * @param trained the networks and their recipes
 * @example
 * parseNetworks(formatNetworks([loadScoreNetwork()])).length; // => 1
 */
export function formatNetworks(trained: readonly TrainedNetwork[]): string {
  return toText(trained.map(toJson));
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
  return fromJson(JSON.parse(text));
}

/**
 * Reads a file of several networks.
 *
 * @param text the file's text
 * @throws TypeError if it holds no list, or a number of weights does not fit the layers
 * @example
 * parseNetworks(formatNetworks([loadScoreNetwork()]))[0].recipe.seed; // => 2510
 */
export function parseNetworks(text: string): TrainedNetwork[] {
  const list = JSON.parse(text);
  if (!Array.isArray(list)) throw new TypeError('text holds one value; expected a list of networks');
  return list.map(fromJson);
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

/**
 * Loads several trained score networks that ship in one file, after checking its SHA-256.
 *
 * @param id the file's id, which is its name without the ending, or its path inside data/
 * @throws RangeError if there is no such data set
 * @throws Error if the file's hash is not the one that is said beside it
 * @example
 * loadScoreNetworks().map(({ recipe }) => recipe.seed); // => [2511, 2512, 2513, 2514, 2515]
 */
export function loadScoreNetworks(id = 'uniform-square-seeds'): TrainedNetwork[] {
  return parseNetworks(readDataFile(id).toString('utf8'));
}
