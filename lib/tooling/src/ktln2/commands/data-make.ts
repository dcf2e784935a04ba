/** `npm run data:make -- NAME`: makes one data set anew, by its script. */
import { messageOf, PlainError, UsageError } from '../../errors.js';
import { timed } from '../../run.js';
import { makeDataset } from '../data/make.js';
import { FOLDERS, type Folders, loadScript, scriptNames } from '../data/scripts.js';

export async function dataMake(names: string[], folders: Folders = FOLDERS): Promise<number> {
  const [name, ...more] = names;
  if (name === undefined || more.length > 0) {
    throw new UsageError(
      `${names.length} names are given; expected one of ${scriptNames(folders).join(', ')}`,
    );
  }
  const dataset = await loadScript(name, folders);
  const progress = (text: string) => void process.stderr.write(`${name}: ${text}\n`);
  try {
    console.log(await timed(`Making ${name}`, () => makeDataset(name, dataset, folders.data, progress)));
  } catch (error) {
    // What a script throws is its own affair; what the disk refuses names the file.
    throw error instanceof PlainError ? error : new PlainError(`${name} was not made: ${messageOf(error)}`);
  }
  return 0;
}
