/** What a script of lib/datasets exports, as `dataset`; it makes the data set that has the script's name as its id. */

/** How a result differs from the stored one. */
export interface Difference {
  /** Whether rounding explains it, within a tolerance that `told` gives with its reason. */
  rounding: boolean;
  told: string;
}

export interface Dataset {
  /** Programs that must be on the path, each with how to get it. */
  programs?: Record<string, string>;
  /** Whether it computes with TensorFlow.js, which is then set up first. */
  tensors?: boolean;
  /** What makes it here, with versions: another result may be due to these. Called when the programs are there. */
  tools(): string[];
  /** What is meant by "the same", in words. */
  same: string;
  /** Makes the content of the file. */
  make(onProgress: (text: string) => void): Promise<string | Uint8Array>;
  /** Compares two results that are not the same byte by byte; without it, all differences count. */
  compare?(stored: Buffer, made: Buffer): Difference;
}

/** What a module exports as `dataset`, or an error that says what is missing. */
export function requireDataset(name: string, module: object): Dataset {
  const dataset = (module as { dataset?: Partial<Dataset> }).dataset ?? {};
  const { tools, same, make } = dataset;
  if (typeof tools !== 'function' || typeof make !== 'function' || typeof same !== 'string') {
    throw new TypeError(
      `script "${name}" exports no data set; expected "dataset" with make, tools and same, see dataset.ts`,
    );
  }
  return dataset as Dataset;
}
