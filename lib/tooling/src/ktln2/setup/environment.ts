/** Reads environment.yml, the only place where the Python side is pinned. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { PlainError } from '../../errors.js';
import { at } from '../paths.js';

export interface Environment {
  /** Exact pip requirements, such as `nbconvert==7.17.2`. */
  requirements: string[];
  /** The wheel that the tensor binding is compiled against when the prebuilt one is out of reach. */
  tensorflowWheel: string;
  /** Other notebook runners, for the benchmark that compares ours with them. */
  runners: string[];
  /** Other tensor libraries, for the benchmark of training. */
  tensorRivals: string[];
}

/** Parses the text of an environment file; throws a `PlainError` that says what is missing. */
export function parseEnvironment(text: string): Environment {
  const file = parse(text) as {
    dependencies?: (string | { pip?: string[] })[];
    variables?: Record<string, string>;
  };
  const requirements = file.dependencies?.flatMap(d => (typeof d === 'string' ? [] : (d.pip ?? []))) ?? [];
  const tensorflowWheel = file.variables?.KTLN2_TENSORFLOW_WHEEL;
  const listed = (name: string) => (file.variables?.[name] ?? '').split(' ');
  const [runners, tensorRivals] = [listed('KTLN2_RUNNERS'), listed('KTLN2_TENSOR_RIVALS')];
  for (const requirement of [...requirements, tensorflowWheel ?? '', ...runners, ...tensorRivals]) {
    if (!/^[\w.-]+==[\w.]+$/.test(requirement)) {
      throw new PlainError(
        `environment.yml: "${requirement}" is not pinned; expected name==version under pip and variables`,
      );
    }
  }
  return { requirements, tensorflowWheel: tensorflowWheel as string, runners, tensorRivals };
}

/** The project's environment file. */
export const readEnvironment = (): Environment =>
  parseEnvironment(readFileSync(at('environment.yml'), 'utf8'));
