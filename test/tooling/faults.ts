/**
 * The fault suite: for every way in which a notebook can be wrong, one small notebook that is, and a clean twin
 * that differs in nothing else. The tests run both through our checker, the benchmark through others.
 */
import { figureBundle } from 'ktln2';
import { PLOTLY, pictureHtml } from '#tooling/figures/picture';
import type { CodeCell, Notebook, Output } from '#tooling/notebook/notebook';
import { pictureFor } from './pictures.js';
import { codeCell, notebookOf } from './support.js';

export interface Fault {
  name: string;
  faulty: Notebook;
  clean: Notebook;
  /** The number of the cell that must be named. */
  cell: number;
  /** What must be said of it. */
  says: RegExp;
}

type Part = [source: string, outputs?: Output[], metadata?: Record<string, unknown>];

const stdout = (text: string): Output => ({ output_type: 'stream', name: 'stdout', text });
const build = (parts: Part[]): Notebook => notebookOf(...parts.map((part): CodeCell => codeCell(...part)));

/** A cell after the faulty one, which must not hide the fault. */
const AFTER: Part = ["console.log('after');", [stdout('after\n')]];

/** A fault in what a cell does. It is the second cell. */
function doing(
  name: string,
  wrong: string,
  right: string,
  says: RegExp,
  { metadata = {}, after = [AFTER] } = {},
): Fault {
  const around = (part: Part) => build([["console.log('before');", [stdout('before\n')]], part, ...after]);
  return { name, faulty: around([wrong, [], metadata]), clean: around([right, [], metadata]), cell: 2, says };
}

/** A fault in what is stored for a cell. It is the first of two cells. */
function stored(
  name: string,
  source: string,
  wrong: Output[],
  right: Output[],
  says: RegExp,
  metadata = {},
): Fault {
  const make = (outputs: Output[]) => build([[source, outputs, metadata], AFTER]);
  return { name, faulty: make(wrong), clean: make(right), cell: 1, says };
}

const FIGURE = {
  data: [{ type: 'scatter' as const, x: [1, 2, 3], y: [1, 4, 9] }],
  layout: {
    title: { text: 'Squares' },
    xaxis: { title: { text: 'x (m)' } },
    yaxis: { title: { text: 'x² (m²)' } },
  },
  caption: 'The square grows.',
  alt: 'A rising line.',
};
const SHOW = `import { showFigure } from 'ktln2';\nshowFigure(${JSON.stringify(FIGURE)});`;

/** The figure as it would be stored, after a change to it. */
function drawn(change: (figure: typeof FIGURE) => void = () => {}): Output {
  const figure = structuredClone(FIGURE);
  change(figure);
  const bundle = figureBundle(figure);
  const html = pictureHtml(bundle[PLOTLY], pictureFor(bundle[PLOTLY]));
  return { output_type: 'display_data', data: { ...bundle, 'text/html': html }, metadata: {} };
}

/** The figure with the picture of another one. */
function withPictureOf(change: (figure: typeof FIGURE) => unknown): Output {
  const [own, other] = [drawn(), drawn(change)];
  if (own.output_type === 'stream' || other.output_type === 'stream') return own;
  return { ...own, data: { ...own.data, 'text/html': other.data['text/html'] } };
}

// Long enough for the twins, whose first cell has to be compiled, on a machine with much else to do.
const EIGHT_SECONDS = { metadata: { ktln2: { limit: 8 } } };
// The kernel charges what comes late to the cell that is the latest by then.
const LAST: { after: Part[] } = { after: [] };
const PRINT = "console.log('E = 1.25e-21 J at -4.5 K');";
const PRINTED = [stdout('E = 1.25e-21 J at -4.5 K\n')];
const TWO = `${SHOW}\nconsole.log('done');`;

export const FAULTS: Fault[] = [
  doing(
    'a throw',
    "throw new Error('boom');",
    "void new Error('boom');",
    /threw or did not compile[\s\S]*boom/,
  ),
  doing('a throw after an await', "await null;\nthrow new Error('boom');", 'await null;', /threw[\s\S]*boom/),
  doing(
    'a type error',
    "const n: number = 'text';\nvoid n;",
    'const n: number = 1;\nvoid n;',
    /not assignable/,
  ),
  doing(
    'a failed assertion',
    "import { strict as assert } from 'node:assert';\nassert.equal(1, 2);",
    "import { strict as assert } from 'node:assert';\nassert.equal(1, 1);",
    /1 !== 2/,
  ),
  doing('standard error', "console.error('careful');", "void 'careful';", /standard error:\ncareful/),
  doing(
    'an unhandled rejection',
    "void Promise.reject(new Error('lost'));",
    "void Promise.resolve('kept');",
    /standard error:[\s\S]*lost/,
  ),
  doing(
    'an unhandled rejection that comes late',
    "void setTimeout(() => void Promise.reject(new Error('later')), 100);",
    'void setTimeout(() => {}, 100);',
    /standard error:[\s\S]*later/,
    LAST,
  ),
  doing(
    'a throw from a timer',
    "void setTimeout(() => {\n  throw new Error('tick');\n}, 100);",
    'void setTimeout(() => {}, 100);',
    /standard error:[\s\S]*tick/,
    LAST,
  ),
  doing('process.exit', 'process.exit(0);', 'void process.exitCode;', /the kernel ended \(exit status 0\)/),
  doing(
    'a kernel that dies',
    "process.stderr.write('last words');\nprocess.kill(process.pid, 'SIGKILL');",
    'void process.pid;',
    /the kernel ended \(SIGKILL\)/,
  ),
  doing(
    'an endless loop',
    'for (;;) {}',
    'for (; false; ) {}',
    /ran longer than its limit of 8 s/,
    EIGHT_SECONDS,
  ),
  doing(
    'a promise that never settles',
    'await new Promise(() => {});',
    'await null;',
    /ran longer than its limit of 8 s/,
    EIGHT_SECONDS,
  ),
  doing(
    'lost output',
    "const { Publisher } = require('zeromq');\nPublisher.prototype.send = async () => {};",
    "const { Publisher } = require('zeromq');\nvoid Publisher;",
    /lost output/,
  ),
  doing(
    'too much output',
    "console.log('x'.repeat(6e6));",
    "void 'x'.repeat(6e6);",
    /more than 5000000 characters/,
  ),
  stored(
    'a changed digit',
    PRINT,
    [stdout('E = 1.26e-21 J at -4.5 K\n')],
    PRINTED,
    /-E = 1\.26e-21[\s\S]*relative error/,
  ),
  stored('a changed word', PRINT, [stdout('E = 1.25e-21 W at -4.5 K\n')], PRINTED, /-E = 1\.25e-21 W/),
  stored('a changed sign', PRINT, [stdout('E = 1.25e-21 J at 4.5 K\n')], PRINTED, /at 4\.5 K/),
  stored(
    'a number beyond its tolerance',
    PRINT,
    [stdout('E = 1.27e-21 J at -4.5 K\n')],
    [stdout('E = 1.255e-21 J at -4.5 K\n')],
    /relative error 1\.6e-2/,
    { ktln2: { rtol: 0.01, why: 'for this test' } },
  ),
  stored(
    'NaN for a number',
    "console.log('x =', 0 / 0);",
    [stdout('x = 0\n')],
    [stdout('x = NaN\n')],
    /\+x = NaN/,
    { ktln2: { atol: 1, why: 'for this test' } },
  ),
  stored(
    'a changed trace value',
    SHOW,
    [drawn(f => f.data[0]?.y.splice(1, 1, 5))],
    [drawn()],
    /figure\.data\[0\]\.y\[1\]: 5 → 4/,
  ),
  stored(
    'a changed axis title',
    SHOW,
    [drawn(f => Object.assign(f.layout.xaxis.title, { text: 'x (cm)' }))],
    [drawn()],
    /figure\.layout\.xaxis\.title\.text/,
  ),
  stored(
    'another picture',
    SHOW,
    [withPictureOf(f => Object.assign(f.layout.title, { text: 'Cubes' }))],
    [drawn()],
    /does not belong to its data/,
  ),
  stored(
    'outputs in another order',
    TWO,
    [stdout('done\n'), drawn()],
    [drawn(), stdout('done\n')],
    /output 1: committed is stdout/,
  ),
  stored(
    'a deleted output',
    TWO,
    [drawn()],
    [drawn(), stdout('done\n')],
    /output 2: committed is nothing, now there is stdout/,
  ),
  stored('a left-over output', PRINT, [...PRINTED, drawn()], PRINTED, /now there is nothing/),
];
