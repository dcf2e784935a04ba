/** `npm run mutants`: mutation testing, which is compiled with the tests. */
import { pathToFileURL } from 'node:url';
import { at } from '../paths.js';

export async function mutants(args: string[]): Promise<number> {
  const file = at('.cache', 'test', 'mutants', 'mutants.js');
  const { main } = (await import(pathToFileURL(file).href)) as { main: (args: string[]) => Promise<number> };
  return main(args);
}
