/** `npm run bench` and `npm run bench:runners`: the benchmarks, which are compiled with the tests. */
import { pathToFileURL } from 'node:url';
import { at } from '../paths.js';

export async function bench(name: 'speed' | 'runners'): Promise<number> {
  const file = at('.cache', 'test', 'bench', `${name}.js`);
  const { main } = (await import(pathToFileURL(file).href)) as { main: () => Promise<void> };
  await main();
  return 0;
}
