/**
 * `npm run bench`: training a score network and its likelihood here, in PyTorch and in JAX, each on one thread, in CPU
 * seconds of the same run. All train by the same recipe, and our own readings give the gap of each one's network.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { noisedGrid } from '#ktln2/diffusion/expectation';
import { boundReadings, uniformData, varianceExploding } from 'ktln2/diffusion';
import {
  FUSED_RECIPE,
  loadScoreNetwork,
  networkScore,
  type ScoreNetwork,
  trainFusedNetwork,
  UNIFORM_SQUARE,
} from 'ktln2/score-network';
import { at } from '#tooling/ktln2/paths';
import { markdownTable, median, spread } from './support.js';

const SEEDS = [201, 202, 203];
const SIGMA = 25;
const data = [uniformData(1), uniformData(1)];
const noising = varianceExploding(SIGMA);

/** CPU seconds of `work`, all threads of this process together, and its result. */
function spent<T>(work: () => T): { seconds: number; result: T } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, result };
}

const readings = (network: ScoreNetwork) =>
  boundReadings(noising, data, networkScore(network, noising), { from: network.noiseRange[0] });

interface Rival {
  train: number[];
  trainFirst?: number;
  evaluate?: number[];
  version: string;
}

/** Trains and evaluates here and there; `python` is that of an environment with PyTorch and JAX. */
export function compareTraining(python: string, folder: string): string {
  const { network: shipped } = loadScoreNetwork();
  const [from, end] = [shipped.noiseRange[0], noising.std(1)];
  const grid = noisedGrid(data, 1, from, 12);
  const evaluate = { hidden: shipped.hidden, noiseRange: shipped.noiseRange, from, end };
  writeFileSync(
    path.join(folder, 'job.json'),
    JSON.stringify({ recipe: FUSED_RECIPE, seeds: SEEDS, evaluate }),
  );
  writeFileSync(path.join(folder, 'network.bin'), shipped.weights);
  writeFileSync(path.join(folder, 'points.bin'), grid.points);
  const rival = (name: string): Rival =>
    JSON.parse(
      execFileSync(python, [at('test', 'bench', 'training_rivals.py'), name, folder], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  const gapOf = (name: string, seed: number) => {
    const weights = new Float32Array(
      new Uint8Array(readFileSync(path.join(folder, `${name}-${seed}.bin`))).buffer,
    );
    const { hidden, noiseRange } = FUSED_RECIPE;
    return readings({ dimensions: 2, hidden, dataStd: UNIFORM_SQUARE.std, noiseRange, weights }).C.gap;
  };
  const own = SEEDS.map(seed => spent(() => trainFusedNetwork({ ...FUSED_RECIPE, seed })));
  const torch = rival('torch');
  const jax = rival('jax');
  const times = SEEDS.map(() => spent(() => readings(shipped)));
  const nll = new Float64Array(new Uint8Array(readFileSync(path.join(folder, 'nll.bin'))).buffer);
  const kl = nll.reduce(
    (sum, value, i) => sum + (grid.weights[i] as number) * (value + (grid.logDensity[i] as number)),
    0,
  );
  const ours = own.map(({ seconds }) => seconds);
  const evaluated = times.map(({ seconds }) => seconds);
  const ratio = (mine: number[], theirs: number[]) => (median(mine) / median(theirs)).toFixed(2);
  const gaps = (values: number[]) => values.map(value => value.toFixed(4)).join(' ');
  return markdownTable([
    ['', 'CPU seconds', 'ours ÷ theirs', `gap C in nat (seeds ${SEEDS.join(', ')}), or KL`],
    ['training here', spread(ours, 2), '', gaps(own.map(({ result }) => readings(result).C.gap))],
    ...(['torch', 'jax'] as const).map(name => {
      const { train, version } = name === 'torch' ? torch : jax;
      const label = `training in ${name} ${version}${name === 'jax' ? ', compiled before' : ''}`;
      return [label, spread(train, 2), ratio(ours, train), gaps(SEEDS.map(seed => gapOf(name, seed)))];
    }),
    [
      'training in jax, compiling',
      (jax.trainFirst ?? NaN).toFixed(2),
      ratio(ours, [jax.trainFirst ?? NaN]),
      '',
    ],
    ['all four readings here', spread(evaluated, 2), '', (times[0]?.result.kl ?? NaN).toFixed(8)],
    [
      "the flow's likelihood alone in jax",
      spread(jax.evaluate ?? [], 2),
      ratio(evaluated, jax.evaluate ?? []),
      kl.toFixed(8),
    ],
  ]);
}
