/** How much a notebook may take before its kernel is ended. */
export interface Limits {
  /** Seconds for a cell that asks for no limit of its own (`ktln2.limit`). */
  cellSeconds: number;
  /** Seconds for all cells together. */
  notebookSeconds: number;
  /** Resident memory of the kernel's process, in bytes. */
  memoryBytes: number;
  /** Characters that one cell may put out. */
  outputCharacters: number;
}

export const LIMITS: Limits = {
  cellSeconds: 60,
  notebookSeconds: 600,
  memoryBytes: 4e9,
  outputCharacters: 5e6,
};
