/**
 * The Python side: an active conda environment that has our pins is used as it is; otherwise a virtual
 * environment inside the project is made from the same pins. The tslab kernel is registered inside it.
 */
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from '../../errors.js';
import { kernelCommand } from '../../kernel/kernel.js';
import { isRunning } from '../../kernel/processes.cjs';
import { at, ROOT, shown } from '../paths.js';
import { mustRun, run, timed } from '../../run.js';
import { readEnvironment } from './environment.js';
import { keyOf, recall, remember } from './stamp.js';

const PYTHON_NEEDED = [3, 10] as const;
/** Says in an environment which packages it was made with. */
const STAMP = 'ktln2-stamp';
/** What the stamp says while the environment is being made, with the number of the process that does it. */
const UNFINISHED = 'unfinished';

/** A Python environment with JupyterLab and nbconvert in it. */
export interface PythonEnvironment {
  /** The folder that holds bin/ (or Scripts\) and share/. */
  prefix: string;
  /** Its interpreter. */
  python: string;
}

const inPrefix = (prefix: string, conda = false): PythonEnvironment => ({
  prefix,
  python:
    process.platform === 'win32'
      ? path.join(prefix, conda ? 'python.exe' : 'Scripts/python.exe')
      : path.join(prefix, 'bin', 'python'),
});

/** The version of an interpreter as [major, minor], or undefined if there is none of that name. */
async function versionOf(python: string): Promise<[number, number] | undefined> {
  const { status, stdout } = await run(python, ['-c', 'import sys; print(sys.version_info[:2])']);
  const match = status === 0 ? /\((\d+), (\d+)\)/.exec(stdout) : null;
  return match ? [Number(match[1]), Number(match[2])] : undefined;
}

/** Finds a Python that is new enough, or says in one sentence why there is none. */
export async function findPython(candidates = ['python3', 'python', 'py']): Promise<string> {
  const tooOld: string[] = [];
  for (const candidate of candidates) {
    const version = await versionOf(candidate);
    if (!version) continue;
    const [major, minor] = version;
    if (major === PYTHON_NEEDED[0] && minor >= PYTHON_NEEDED[1]) return candidate;
    tooOld.push(`${candidate} is ${major}.${minor}`);
  }
  const found = tooOld.length > 0 ? tooOld.join(', ') : 'none was found';
  throw new PlainError(
    `Publishing and JupyterLab need Python ${PYTHON_NEEDED.join('.')} or newer; ${found}. (npm test and npm run check need none.)`,
  );
}

/** Whether the environment has every pinned package in the pinned version. */
async function hasPins({ python }: PythonEnvironment, requirements: string[]): Promise<boolean> {
  const script =
    'import sys, importlib.metadata as m\n' +
    'sys.exit(any(m.version(n) != v for n, v in (r.split("==") for r in sys.argv[1:])))';
  return (await run(python, ['-c', script, ...requirements])).status === 0;
}

/** Registers the tslab kernel inside the environment, for the Node that runs this. */
function registerKernel({ prefix }: PythonEnvironment): void {
  const folder = path.join(prefix, 'share', 'jupyter', 'kernels', 'tslab');
  const kernel = {
    argv: [process.execPath, ...kernelCommand(ROOT, '{connection_file}')],
    display_name: 'TypeScript (tslab)',
    language: 'typescript',
    env: { TF_CPP_MIN_LOG_LEVEL: '3' },
  };
  const text = `${JSON.stringify(kernel, null, 2)}\n`;
  const file = path.join(folder, 'kernel.json');
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text);
}

/**
 * Makes an empty folder for an environment, in place of one that was made here. What was made elsewhere, or is a link
 * (which may lead to another checkout's), is not ours to clear.
 */
export function clearPrefix(prefix: string): void {
  const found = lstatSync(prefix, { throwIfNoEntry: false });
  if (found) {
    const builder = Number(recall(path.join(prefix, STAMP), UNFINISHED));
    if (builder > 0 && builder !== process.pid && isRunning(builder)) {
      throw new PlainError(
        `${shown(prefix)} is being made by process ${builder}. Wait for it, and start again.`,
      );
    }
    const ours = found.isDirectory() && existsSync(path.join(prefix, STAMP));
    if (!ours && !(found.isDirectory() && readdirSync(prefix).length === 0)) {
      throw new PlainError(
        `${shown(prefix)} is in the way: it was not made here. Move it away, and start again.`,
      );
    }
    rmSync(prefix, { recursive: true });
  }
  // From now on it is ours, whatever becomes of the rest.
  remember(path.join(prefix, STAMP), UNFINISHED, String(process.pid));
}

async function makeVenv(venv: PythonEnvironment, requirements: string[]): Promise<void> {
  const python = await findPython();
  clearPrefix(venv.prefix);
  await mustRun(
    python,
    ['-m', 'venv', venv.prefix],
    `${python} could not make a virtual environment (on Debian and Ubuntu, install python3-venv).`,
  );
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--quiet', ...requirements];
  const installed = await run(venv.python, pip);
  if (installed.status === 0) return;
  const output = installed.stderr + installed.stdout;
  const offline = /NewConnectionError|NameResolutionError|Connection refused|timed out|ProxyError/i.test(
    output,
  );
  throw new PlainError(
    offline
      ? 'The Python package index is out of reach: the packages of environment.yml could not be installed.'
      : `${output.trim()}\npip could not install the packages of environment.yml.`,
  );
}

/** Makes sure that a virtual environment has just these packages, and the kernel. */
async function setUpVenv(prefix: string, requirements: string[], what: string): Promise<PythonEnvironment> {
  const venv = inPrefix(prefix);
  const stamp = path.join(prefix, STAMP);
  const key = keyOf(prefix, ...requirements);
  if (recall(stamp, key) === undefined || !existsSync(venv.python)) {
    await timed(`Installing ${what} into ${shown(prefix)}`, () => makeVenv(venv, requirements));
    remember(stamp, key);
  }
  registerKernel(venv);
  return venv;
}

/** Makes sure that the Python side is there, and returns it. */
export async function setUpPython(): Promise<PythonEnvironment> {
  const { requirements } = readEnvironment();
  const conda = process.env.CONDA_PREFIX && inPrefix(process.env.CONDA_PREFIX, true);
  if (conda && (await hasPins(conda, requirements))) {
    registerKernel(conda);
    return conda;
  }
  return setUpVenv(at('.venv'), requirements, 'JupyterLab and nbconvert');
}

/** Makes sure that the other notebook runners are there, in an environment of their own. */
export const setUpRunners = (): Promise<PythonEnvironment> =>
  setUpVenv(at('.cache', 'runners-venv'), readEnvironment().runners, 'other notebook runners');

/** Makes sure that PyTorch and JAX are there, in an environment of their own. */
export const setUpTensorRivals = (): Promise<PythonEnvironment> =>
  setUpVenv(at('.cache', 'tensor-rivals-venv'), readEnvironment().tensorRivals, 'PyTorch and JAX');
