/** `npm run lab`: JupyterLab in the notebooks' folder, with the tslab kernel registered. */
import { at } from '../paths.js';
import { run } from '../run.js';
import { setUpPython } from '../setup/python.js';
import { setUpTensors } from '../setup/tensors.js';

export async function lab(): Promise<number> {
  console.log(`Tensors: ${await setUpTensors()}`);
  const { python } = await setUpPython();
  const args = ['-m', 'jupyterlab', '--notebook-dir', at()];
  // A tslab kernel that the user registered elsewhere must not take this one's place.
  const env = { ...process.env, JUPYTER_PREFER_ENV_PATH: '1' };
  const { status } = await run(python, args, { inherit: true, env });
  return status ?? 1;
}
