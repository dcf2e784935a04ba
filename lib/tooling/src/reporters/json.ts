/** The report for programs, as report.schema.json describes it. */
import type { Report } from '../check/report.js';

/** Changes when a reader of the format would have to. */
const FORMAT = 1;

/** The reports as one JSON document, whose beginning says what it is. */
export const formatJson = (notebooks: Report[]): string =>
  `${JSON.stringify({ tool: 'tslab-check', format: FORMAT, notebooks }, null, 2)}\n`;
