/**
 * `npm run bench`: how fast the check is, as ratios of times measured in the same run.
 *
 *  - The whole check, notebooks side by side, to `jupyter nbconvert --execute`, which takes them one by one.
 *  - The whole check to the time inside cells divided by the cores: 1 if nothing but cells took time and every
 *    core were busy to the end.
 *  - Our executor's time for a cell that does nothing to the kernel's reply to the same bare request.
 *  - Our best picture coder, written to be read, to lossless WebP: coding and decoding the astronaut.
 *  - Training a score network, and its readings, to PyTorch and JAX: see training.ts.
 */
import { availableParallelism } from 'node:os';
import { decodePictureCode, encodePicture, mixtureModel } from 'ktln2/compression';
import { loadPicture, losslessCode } from 'ktln2/image-files';
import { execute } from '#tooling/check/execute';
import { failed } from '#tooling/check/report';
import { collection } from '#tooling/ktln2/commands/check';
import { PlainError } from '#tooling/errors';
import { Kernel } from '#tooling/kernel/kernel';
import { at, REPOSITORY } from '#tooling/ktln2/paths';
import { mustRun, timed } from '#tooling/run';
import { setUpPython, setUpTensorRivals } from '#tooling/ktln2/setup/python';
import { setUpTensors } from '#tooling/ktln2/setup/tensors';
import { notebookOf } from '../tooling/support.js';
import { markdownTable, median, ourCheck, spread, temporaryFolder } from './support.js';
import { compareTraining } from './training.js';

const REPETITIONS = 3;
const TRIVIAL = 'void 0;';
const TRIVIAL_CELLS = 50;

/** Seconds of the whole check, and of all its cells together. */
async function sideBySide(folder: string): Promise<{ seconds: number; cells: number }> {
  const { reports, seconds } = await ourCheck(folder);
  if (reports.some(failed)) throw new PlainError('A notebook failed its check; see npm run check.');
  const cells = reports.flatMap(report => report.cells).reduce((sum, cell) => sum + cell.seconds, 0);
  return { seconds, cells };
}

/** Seconds of nbconvert for the same notebooks. */
async function oneByOne(python: string, folder: string): Promise<number> {
  const options = ['--to', 'notebook', '--execute', '--output-dir', folder, '--log-level', 'ERROR'];
  const env = { ...process.env, JUPYTER_PREFER_ENV_PATH: '1' };
  const args = ['-m', 'nbconvert', ...options, ...collection()];
  const started = performance.now();
  await mustRun(python, args, 'nbconvert could not execute the notebooks.', { env });
  return (performance.now() - started) / 1_000;
}

/** Milliseconds of a trivial cell, as our executor takes it. */
async function executed(): Promise<number> {
  const notebook = notebookOf(...Array<string>(TRIVIAL_CELLS).fill(TRIVIAL));
  const kernel = await Kernel.start(at(), at('notebooks'));
  return median((await execute(notebook, REPOSITORY.config, kernel)).executions.map(({ ms }) => ms));
}

/** Milliseconds from a bare request to the kernel's reply. */
async function replied(): Promise<number> {
  const kernel = await Kernel.start(at(), at('notebooks'));
  const times: number[] = [];
  for (let i = 0; i < TRIVIAL_CELLS; i++) {
    const started = performance.now();
    const id = kernel.send('execute_request', { code: TRIVIAL, silent: false, store_history: true });
    // The next request waits until the kernel has said that it is idle, as our executor's does.
    await new Promise<void>(resolve => {
      let [hasReplied, isIdle] = [false, false];
      kernel.onMessage = ({ parentId, type, content }) => {
        if (parentId !== id) return;
        if (type === 'execute_reply') {
          times.push(performance.now() - started);
          hasReplied = true;
        }
        isIdle ||= content.execution_state === 'idle';
        if (hasReplied && isIdle) resolve();
      };
    });
  }
  await kernel.close();
  return median(times);
}

/** Seconds to code the astronaut and to decode the code, by our best model and by WebP. */
async function coded(): Promise<{ mixture: number; webp: number }> {
  const picture = await loadPicture('astronaut');
  const started = performance.now();
  decodePictureCode(encodePicture(picture, mixtureModel).bytes, picture, mixtureModel);
  const between = performance.now();
  await losslessCode(picture, 'webp');
  return { mixture: (between - started) / 1_000, webp: (performance.now() - between) / 1_000 };
}

/** A row of the table: a ratio, and the times that it is made of. */
function row(label: string, above: number[], below: number[], unit: string, decimals: number): string[] {
  const ratios = above.map((value, i) => value / (below[i] as number));
  return [
    label,
    spread(ratios, 2),
    `${spread(above, decimals)} ${unit}`,
    `${spread(below, decimals)} ${unit}`,
  ];
}

export async function main(): Promise<void> {
  const tensors = await setUpTensors();
  const { python } = await setUpPython();
  const rivals = await setUpTensorRivals();
  const folder = temporaryFolder();
  const cores = availableParallelism();
  const check: number[] = [];
  const perCore: number[] = [];
  const nbconvert: number[] = [];
  const ours: number[] = [];
  const bare: number[] = [];
  const mixtures: number[] = [];
  const webps: number[] = [];
  for (let i = 1; i <= REPETITIONS; i++) {
    await timed(`Repetition ${i} of ${REPETITIONS}`, async () => {
      const { seconds, cells } = await sideBySide(folder);
      check.push(seconds);
      perCore.push(cells / cores);
      nbconvert.push(await oneByOne(python, folder));
      ours.push(await executed());
      bare.push(await replied());
      const { mixture, webp } = await coded();
      mixtures.push(mixture);
      webps.push(webp);
    });
  }
  console.log(
    [
      markdownTable([
        ['', 'ratio', 'first time', 'second time'],
        row('whole check ÷ serial nbconvert --execute', check, nbconvert, 's', 1),
        row('whole check ÷ (time inside cells / cores)', check, perCore, 's', 1),
        row("a trivial cell ÷ the kernel's bare reply", ours, bare, 'ms', 2),
        row('picture coded and decoded by our mixture ÷ by lossless WebP', mixtures, webps, 's', 1),
      ]),
      `${collection().length} notebooks; median (least–most) of ${REPETITIONS} repetitions. Node ` +
        `${process.versions.node}, ${process.platform} ${process.arch}, ${cores} cores. Tensors: ${tensors}.`,
      await timed('Training here, in PyTorch and in JAX', async () => compareTraining(rivals.python, folder)),
    ].join('\n\n'),
  );
}
