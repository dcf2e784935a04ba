/** Results of experiments as a table of data/: a row for each process and prior. */
import { loadTable, type TableColumns } from '../data';
import type { SdeLikelihood } from '../diffusion';
import type { ExperimentResult } from './run-experiment';

/** A stored result; the sampler with noise was evaluated for some only. */
export interface StoredResult extends ExperimentResult {
  sde?: Pick<SdeLikelihood, 'nll' | 'standardError'>;
}

/** Columns of numbers, and the properties that they hold. */
const NUMBERS = {
  log_ratio: 'logRatio',
  data_entropy: 'dataEntropy',
  nll: 'nll',
  nelbo: 'nelbo',
  s1_marginal: 'marginal',
  s1_prior: 'equilibrium',
  s1_cross: 'cross',
  s1_path: 'pathCross',
  bound_a: 'A',
  bound_b: 'B',
  bound_c: 'C',
  bound_d: 'D',
} as const satisfies Record<string, keyof ExperimentResult>;

const NAMES = Object.keys(NUMBERS) as (keyof typeof NUMBERS)[];
const KEYS = ['data', 'seed', 'process', 'sigma', 'prior'];
/** Results err by 1e-5 nat; two digits more. */
const DIGITS = 7;

const COLUMNS = {
  data: ['uniform-square', 'gaussian-unequal', 'gaussian-correlated'],
  seed: 'integer',
  process: ['ve', 'vp', 'vp-exponential'],
  sigma: 'number',
  prior: ['matched', 'standard'],
  ...(Object.fromEntries(NAMES.map(name => [name, 'number'])) as Record<keyof typeof NUMBERS, 'number'>),
  sde_nll: 'number?',
  sde_standard_error: 'number?',
} as const satisfies TableColumns;

/**
 * The text of a table of results.
 *
 * @param results the rows
 * @example
 * formatResults([]).split(',')[0]; // => 'data'
 */
export function formatResults(results: readonly StoredResult[]): string {
  const header = [...KEYS, ...NAMES, 'sde_nll', 'sde_standard_error'];
  const rows = results.map(result => {
    const { data, seed, kind, sigma, prior, sde } = result;
    const numbers = NAMES.map(name => result[NUMBERS[name]].toFixed(DIGITS));
    const likelihood = sde ? [sde.nll.toFixed(DIGITS), sde.standardError.toFixed(DIGITS)] : ['', ''];
    return [data, seed, kind, sigma, prior, ...numbers, ...likelihood];
  });
  return `${[header, ...rows].map(row => row.join(',')).join('\n')}\n`;
}

/**
 * The results that ship with the project, after checking the file's SHA-256.
 *
 * @param id the table's id, which is its file's name without the ending
 * @param folder the data folder; the project's own if it is not given
 * @throws RangeError if there is no such table
 * @throws Error if the file is damaged
 * @example
 * loadResults()[0].kind; // => 've'
 */
export function loadResults(id = 'paper-figure', folder?: string): StoredResult[] {
  return loadTable(id, COLUMNS, folder).map(row => ({
    ...{ data: row.data, seed: row.seed, kind: row.process, sigma: row.sigma, prior: row.prior },
    ...(Object.fromEntries(NAMES.map(name => [NUMBERS[name], row[name]])) as Omit<
      ExperimentResult,
      'data' | 'seed' | 'kind' | 'sigma' | 'prior'
    >),
    ...(row.sde_nll !== undefined && row.sde_standard_error !== undefined
      ? { sde: { nll: row.sde_nll, standardError: row.sde_standard_error } }
      : {}),
  }));
}
