/** Checks a data set against the script that makes it, or, where there is none, against its hash. */
import { dataSource, readDataFile } from 'ktln2/data';
import { messageOf } from '../../errors.js';
import type { Dataset } from './dataset.js';
import { tellDifference } from './difference.js';
import { contentOf } from './make.js';
import { missingPrograms, readyTools } from './needs.js';

/** What came out: of data sets with a script the first five, of the others the last two. */
export type State =
  | 'same'
  | 'differs in rounding'
  | 'differs'
  | 'cannot be made here'
  | 'script fails'
  | 'unchanged'
  | 'changed';

export interface Finding {
  name: string;
  state: State;
  told: string;
}

/** Whether something is wrong with the data set, or with its script. */
export const isBad = ({ state }: Finding): boolean => ['differs', 'script fails', 'changed'].includes(state);

/** Checks a data set that no script makes. */
export function checkHash(name: string, data: string): Finding {
  try {
    readDataFile(name, data);
    const { retrieved } = dataSource(name, data);
    return { name, state: 'unchanged', told: `It has its SHA-256. No script makes it: ${retrieved}` };
  } catch (error) {
    return { name, state: 'changed', told: messageOf(error) };
  }
}

/** Makes a data set once more, in memory, and compares. */
export async function checkScript(
  name: string,
  dataset: Dataset,
  data: string,
  onProgress: (text: string) => void,
): Promise<Finding> {
  let stored: Buffer;
  try {
    stored = readDataFile(name, data);
  } catch (error) {
    const told = `${messageOf(error)}; npm run data:make -- ${name} mends what it left half-done`;
    return { name, state: 'differs', told };
  }
  const missing = missingPrograms(dataset);
  if (missing) return { name, state: 'cannot be made here', told: `${missing}; it has its SHA-256` };
  try {
    const tools = await readyTools(dataset);
    const made = await contentOf(name, dataset, onProgress);
    const meant = `"Same" means ${dataset.same}`;
    if (made.equals(stored)) return { name, state: 'same', told: meant };
    const { rounding, told } = dataset.compare?.(stored, made) ?? {
      ...{ rounding: false, told: tellDifference(stored, made) },
    };
    const before = dataSource(name, data).tools?.join(', ') ?? 'unknown tools';
    const by = `Stored: by ${before}; here: by ${tools.join(', ')}`;
    return { name, state: rounding ? 'differs in rounding' : 'differs', told: `${told}. ${meant}. ${by}` };
  } catch (error) {
    return { name, state: 'script fails', told: messageOf(error) };
  }
}
