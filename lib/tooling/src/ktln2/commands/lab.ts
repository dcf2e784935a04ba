/** `npm run lab [-- options of JupyterLab]`: JupyterLab with the tslab kernel registered. */
import { spawn } from 'node:child_process';
import { whenAskedToEnd } from '../../lifetime.js';
import { at } from '../paths.js';
import { setUpPython } from '../setup/python.js';
import { setUpTensors } from '../setup/tensors.js';

/** How long JupyterLab may take to end its kernels. */
const GRACE_MS = 10_000;

export async function lab(options: string[]): Promise<number> {
  console.log(`Tensors: ${await setUpTensors()}`);
  const { python } = await setUpPython();
  // In a container the user is often root, whom JupyterLab otherwise refuses.
  const root = process.getuid?.() === 0 ? ['--allow-root'] : [];
  const args = ['-m', 'jupyterlab', '--notebook-dir', at(), ...root, ...options];
  // A tslab kernel that the user registered elsewhere must not take this one's place.
  const env = { ...process.env, JUPYTER_PREFER_ENV_PATH: '1' };
  const child = spawn(python, args, { cwd: at(), env, stdio: 'inherit' });
  // Ctrl-C reaches JupyterLab as well, which asks before it stops; this command ends when it does. Any other
  // reason to end is passed on, and JupyterLab ends its kernels.
  let asked: number | undefined;
  whenAskedToEnd(status => {
    if (status === 130) return;
    asked = status;
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
  });
  return new Promise(resolve => {
    child.on('error', error => {
      console.error(`JupyterLab could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('exit', status => resolve(asked ?? status ?? 1));
  });
}
