/** `npm run lab [-- options of JupyterLab]`: JupyterLab with the tslab kernel registered. */
import { at } from '../paths.js';
import { run } from '../../run.js';
import { setUpPython } from '../setup/python.js';
import { setUpTensors } from '../setup/tensors.js';

export async function lab(options: string[]): Promise<number> {
  console.log(`Tensors: ${await setUpTensors()}`);
  const { python } = await setUpPython();
  // In a container the user is often root, whom JupyterLab otherwise refuses.
  const root = process.getuid?.() === 0 ? ['--allow-root'] : [];
  const args = ['-m', 'jupyterlab', '--notebook-dir', at(), ...root, ...options];
  // Ctrl-C reaches JupyterLab as well, which asks before it stops; this command ends when it does.
  process.removeAllListeners('SIGINT').on('SIGINT', () => {});
  // A tslab kernel that the user registered elsewhere must not take this one's place.
  const env = { ...process.env, JUPYTER_PREFER_ENV_PATH: '1' };
  const { status } = await run(python, args, { inherit: true, env });
  return status ?? 1;
}
