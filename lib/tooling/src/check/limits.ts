/** How much a notebook may take before its kernel is ended. */
export interface Limits {
  /** Seconds for a cell that asks for no limit of its own. */
  cellSeconds: number;
  /** Seconds for all cells together. */
  notebookSeconds: number;
  /** Seconds after the last cell for timers that still run. */
  lateSeconds: number;
  /** Resident memory of the kernel's process, in bytes. */
  memoryBytes: number;
  /** Characters that one cell may put out, and that it may write to file descriptors 1 and 2. */
  outputCharacters: number;
  /** Messages that one cell may send. */
  messages: number;
}

export const LIMITS: Limits = {
  cellSeconds: 60,
  notebookSeconds: 600,
  lateSeconds: 10,
  memoryBytes: 4e9,
  outputCharacters: 5e6,
  messages: 200_000,
};
