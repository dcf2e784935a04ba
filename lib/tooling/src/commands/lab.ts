/** `npm run lab`: JupyterLab in the notebooks' folder, with the tslab kernel registered. */
import { at } from '../paths.js';
import { run } from '../run.js';
import { setUpPython } from '../setup/python.js';
import { setUpTensors } from '../setup/tensors.js';

export async function lab(): Promise<number> {
  console.log(`Tensors: ${await setUpTensors()}`);
  const { python } = await setUpPython();
  const args = ['-m', 'jupyterlab', '--notebook-dir', at()];
  const { status } = await run(python, args, { inherit: true });
  return status ?? 1;
}
