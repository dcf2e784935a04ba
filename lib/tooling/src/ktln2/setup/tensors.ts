/**
 * TensorFlow's native binding for Node, in three tiers, chosen automatically:
 *
 *  1. the prebuilt binding of @tensorflow/tfjs-node, from its publisher's storage host;
 *  2. on Linux, the same two C++ files compiled against the libraries in TensorFlow's Python wheel, which
 *     export the C API that the binding calls;
 *  3. plain TensorFlow.js: no binding, the same results in JavaScript, slower.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { messageOf, PlainError } from '../../errors.js';
import { at } from '../paths.js';
import { mustRun, run, timed } from '../../run.js';
import { readEnvironment } from './environment.js';
import { findPython } from './python.js';
import { keyOf, recall, remember } from './stamp.js';

const PACKAGE = at('node_modules', '@tensorflow', 'tfjs-node');
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
const quiet = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };

/** Whether the binding computes when the library loads it, tried in a process of its own. */
async function bindingWorks(): Promise<boolean> {
  const script = `
    if (require('ktln2/tensors').tensorTier() !== 'tfjs-node') process.exit(1);
    const tf = require('@tensorflow/tfjs-node');
    process.exit(tf.getBackend() === 'tensorflow' && tf.add(1, 1).dataSync()[0] === 2 ? 0 : 1);`;
  return (await run(process.execPath, ['-e', script], { env: quiet, timeout: 60_000 })).status === 0;
}

/** Tier 1: the package's own install script, which downloads the library and the binding. */
async function downloadPrebuilt(): Promise<void> {
  const bin = at('node_modules', '.bin') + path.delimiter;
  await mustRun(process.execPath, ['scripts/install.js'], 'The prebuilt binding could not be downloaded.', {
    cwd: PACKAGE,
    env: { ...process.env, PATH: bin + process.env.PATH },
    timeout: 300_000,
  });
}

function nodeHeaders(): string {
  const prefix = path.dirname(path.dirname(process.execPath));
  const folders = [prefix, '/usr', '/usr/local'].map(p => path.join(p, 'include', 'node'));
  const found = folders.find(folder => existsSync(path.join(folder, 'node_api.h')));
  if (!found) throw new PlainError("Node's headers (node_api.h) were not found");
  return found;
}

/** Fetches the wheel and keeps its libraries and the headers of the C API in `folder`. */
async function unpackWheel(requirement: string, folder: string): Promise<void> {
  const python = await findPython();
  const wheels = path.join(folder, 'wheel');
  // The libraries do not depend on Python's version, so a wheel for any supported one will do.
  const version = ['--python-version', '3.12', '--only-binary', ':all:', '--no-deps', '--quiet'];
  await mustRun(
    python,
    ['-m', 'pip', 'download', '--disable-pip-version-check', ...version, '--dest', wheels, requirement],
    `pip could not fetch ${requirement}.`,
  );
  const script = `import sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
keep = tuple('tensorflow/' + name for name in ('libtensorflow_', 'include/tensorflow/c/', 'include/tensorflow/core/platform/', 'include/tsl/platform/', 'include/xla/tsl/'))
wheel.extractall(sys.argv[2], [n for n in wheel.namelist() if n.startswith(keep)])`;
  const wheel = readdirSync(wheels).find(name => name.endsWith('.whl')) ?? '';
  await mustRun(python, ['-c', script, path.join(wheels, wheel), folder], `${wheel} could not be unpacked.`);
  rmSync(wheels, { recursive: true });
}

/** Tier 2: compiles the package's two C++ files. */
async function compileBinding(): Promise<void> {
  if (process.platform !== 'linux') throw new PlainError('compiling it is possible on Linux only');
  const compiler = process.env.CXX ?? 'c++';
  await mustRun(compiler, ['--version'], 'a C++ compiler was not found');
  const headers = nodeHeaders();
  const { tensorflowWheel } = readEnvironment();
  const folder = at('.cache', 'tensorflow', tensorflowWheel);
  const stamp = path.join(folder, 'stamp');
  if (recall(stamp, keyOf(tensorflowWheel)) === undefined) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await timed(`Fetching ${tensorflowWheel} (270 MB)`, () => unpackWheel(tensorflowWheel, folder));
    remember(stamp, keyOf(tensorflowWheel));
  }
  const libraries = path.join(PACKAGE, 'deps', 'lib');
  rmSync(path.join(PACKAGE, 'deps'), { recursive: true, force: true });
  mkdirSync(libraries, { recursive: true });
  for (const name of LIBRARIES) {
    const target = path.join(folder, 'tensorflow', name);
    symlinkSync(path.relative(libraries, target), path.join(libraries, name));
  }
  const binding = path.join(PACKAGE, 'lib', 'napi-v8');
  mkdirSync(binding, { recursive: true });
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map(name => path.join('binding', name));
  const includes = [headers, path.join(folder, 'tensorflow', 'include'), '..'].map(dir => `-I${dir}`);
  const link = [
    `-L${libraries}`,
    ...LIBRARIES.map(name => `-l:${name}`),
    '-Wl,-rpath,$ORIGIN/../../deps/lib',
  ];
  const output = ['-o', path.join(binding, 'tfjs_binding.node')];
  const flags = ['-O2', '-shared', '-fPIC', '-std=c++17', '-DNAPI_VERSION=8'];
  await timed("Compiling tfjs-node's binding", () =>
    mustRun(
      compiler,
      [...flags, ...includes, ...sources, ...output, ...link],
      'the binding did not compile',
      {
        cwd: PACKAGE,
      },
    ),
  );
}

/** A way to a binding. */
export interface Tier {
  name: string;
  install(): Promise<void>;
}

const TIERS: Tier[] = [
  { name: 'tfjs-node, prebuilt binding', install: downloadPrebuilt },
  { name: 'tfjs-node, binding compiled against the TensorFlow wheel', install: compileBinding },
];
const PLAIN = 'plain TensorFlow.js, without the native binding: slow';

/** The first tier whose binding computes, and why those before it gave none. */
export async function firstWorking(
  tiers: Tier[],
  works: () => Promise<boolean>,
): Promise<{ found: string | undefined; reasons: string[] }> {
  const reasons: string[] = [];
  for (const { name, install } of tiers) {
    try {
      await install();
      if (await works()) return { found: name, reasons };
      reasons.push('the binding was installed but does not load');
    } catch (error) {
      reasons.push(messageOf(error).trim().split('\n').at(-1) ?? '');
    }
  }
  return { found: undefined, reasons };
}

/** Whether the binding's libraries are where it looks for them: links, of which some lead into `.cache`. */
export function librariesAreThere(folder = path.join(PACKAGE, 'deps', 'lib')): boolean {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.length > 0 && names.every(name => existsSync(path.join(folder, name)));
}

/** Makes sure that a tensor backend is there, and returns the tier in words. */
export async function setUpTensors(): Promise<string> {
  if (process.env.KTLN2_TENSORS === 'plain') return `${PLAIN} (as KTLN2_TENSORS asks)`;
  const stamp = path.join(PACKAGE, '.ktln2-tier');
  // One binding serves every Node, since Node-API is stable; why there is none may lie with this Node (its headers).
  const key = keyOf(process.arch, readEnvironment().tensorflowWheel);
  const plainKey = keyOf(key, process.versions.modules);
  const known = recall(stamp, key) ?? recall(stamp, plainKey);
  if (known !== undefined && (known === PLAIN || librariesAreThere())) return known;
  const { found, reasons } = await firstWorking(TIERS, bindingWorks);
  if (found === undefined) process.stderr.write(`No native tensor binding: ${reasons.join('; ')}.\n`);
  remember(stamp, found === undefined ? plainKey : key, found ?? PLAIN);
  return found ?? PLAIN;
}
