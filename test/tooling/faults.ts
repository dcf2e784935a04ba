/**
 * The fault suite: for every way in which a notebook can be wrong, one small notebook that is, and a clean twin
 * that differs in nothing else. The tests run both through our checker, the benchmark through others.
 */
import { figureBundle } from 'ktln2/notebook';
import { PLOTLY, pictureHtml } from '#tooling/figures/picture';
import type { CodeCell, Notebook, Output } from '#tooling/notebook/notebook';
import { pictureFor } from './pictures.js';
import { codeCell, notebookOf } from './support.js';

export interface Fault {
  name: string;
  faulty: Notebook;
  clean: Notebook;
  /** The number of the cell that must be named; 0 if it is the notebook as a whole. */
  cell: number;
  /** What must be said of it, the kind of the problem first. */
  says: RegExp;
  /** Whether it ends or blocks the kernel, so that no other fault can be tried in the same one. */
  fatal: boolean;
  /** Whether it can be seen without running anything. */
  stored: boolean;
  /** What the first cell puts out when it runs. */
  gives: Output[];
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
  { metadata = {}, after = [AFTER], fatal = false, outputs = [] as Output[] } = {},
): Fault {
  const around = (part: Part) => build([["console.log('before');", [stdout('before\n')]], part, ...after]);
  const [faulty, clean] = [around([wrong, outputs, metadata]), around([right, outputs, metadata])];
  return { name, faulty, clean, cell: 2, says, fatal, stored: false, gives: [] };
}

/** A fault in what is stored for a cell. It is the first of two cells. */
function stored(
  name: string,
  source: string,
  wrong: Output[],
  right: Output[],
  says: RegExp,
  metadata = {},
  gives = right,
): Fault {
  const make = (outputs: Output[]) => build([[source, outputs, metadata], AFTER]);
  return { name, faulty: make(wrong), clean: make(right), cell: 1, says, fatal: false, stored: true, gives };
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
const SHOW = `import { showFigure } from 'ktln2/notebook';\nshowFigure(${JSON.stringify(FIGURE)});`;

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
const EIGHT_SECONDS = { metadata: { ktln2: { limit: 8 } }, fatal: true };
// What comes late is charged to the cell that began it, or to the last one: here they are the same.
const LAST: { after: Part[] } = { after: [] };
/** A last cell in which all is allowed that can be. */
const TAGGED = { ...LAST, metadata: { tags: ['live', 'allow-stderr', 'allow-raw'] } };
/** Waits until a later cell calls `go()`: no clock decides which cell runs by then. */
const GATE = 'void new Promise(resolve => Object.assign(globalThis, { go: resolve }))';
const RAISES = {
  metadata: { ktln2: { raises: 'temperature is -1 K' } },
  outputs: [{ output_type: 'stream', name: 'stderr', text: 'temperature is -1 K\n' }] as Output[],
};
const COLD = "throw new RangeError('temperature is -1 K');";
const PRINT = "console.log('E = 1.25e-21 J at -4.5 K');";
const PRINTED = [stdout('E = 1.25e-21 J at -4.5 K\n')];
const TWO = `${SHOW}\nconsole.log('done');`;

export const FAULTS: Fault[] = [
  doing('a throw', "throw new Error('boom');", "void new Error('boom');", /^throw: [\s\S]*boom/),
  doing(
    'a throw after an await',
    "await null;\nthrow new Error('boom');",
    'await null;',
    /^throw: [\s\S]*boom/,
  ),
  doing(
    'a type error',
    "const n: number = 'text';\nvoid n;",
    'const n: number = 1;\nvoid n;',
    /^throw: [\s\S]*not assignable/,
  ),
  doing(
    'a failed assertion',
    "import { strict as assert } from 'node:assert';\nassert.equal(1, 2);",
    "import { strict as assert } from 'node:assert';\nassert.equal(1, 1);",
    /^throw: [\s\S]*1 !== 2/,
  ),
  doing('standard error', "console.error('careful');", "void 'careful';", /^standard error: careful/),
  doing(
    'an unhandled rejection',
    "void Promise.reject(new Error('lost'));",
    "void Promise.resolve('kept');",
    /^uncaught: [\s\S]*lost/,
  ),
  doing(
    'an unhandled rejection that comes late',
    "void setTimeout(() => void Promise.reject(new Error('later')), 100);",
    'void setTimeout(() => {}, 100);',
    /^uncaught: [\s\S]*later/,
    LAST,
  ),
  doing(
    'a throw from a timer',
    "void setTimeout(() => {\n  throw new Error('tick');\n}, 100);",
    'void setTimeout(() => {}, 100);',
    /^uncaught: [\s\S]*tick/,
    LAST,
  ),
  doing(
    'process.exit',
    'process.exit(0);',
    'void process.exitCode;',
    /^kernel: the kernel ended \(exit status 0\)/,
    { fatal: true },
  ),
  doing(
    'a kernel that dies',
    "process.stderr.write('last words');\nprocess.kill(process.pid, 'SIGKILL');",
    'void process.pid;',
    /^kernel: the kernel ended \(SIGKILL\)/,
    { fatal: true },
  ),
  doing(
    'an endless loop',
    'for (;;) {}',
    'for (; false; ) {}',
    /^timeout: ran longer than its limit of 8 s/,
    EIGHT_SECONDS,
  ),
  doing(
    'a promise that never settles',
    'await new Promise(() => {});',
    'await null;',
    /^timeout: ran longer than its limit of 8 s/,
    EIGHT_SECONDS,
  ),
  doing(
    'lost output',
    "const { Publisher } = require('zeromq');\nPublisher.prototype.send = async () => {};",
    "const { Publisher } = require('zeromq');\nvoid Publisher;",
    /^lost output: /,
    { fatal: true },
  ),
  doing(
    'too much output',
    "console.log('x'.repeat(6e6));",
    "void 'x'.repeat(6e6);",
    /^too much output: put out more than 5000000 characters/,
    { fatal: true },
  ),
  doing(
    'a throw long after the last cell',
    "void setTimeout(() => {\n  throw new Error('tick');\n}, 1500);",
    'void setTimeout(() => {}, 1500);',
    /^uncaught: [\s\S]*tick/,
    TAGGED,
  ),
  doing(
    'a rejection long after the last cell',
    "void setTimeout(() => void Promise.reject(new Error('later')), 1500);",
    'void setTimeout(() => void Promise.resolve(), 1500);',
    /^uncaught: [\s\S]*later/,
    TAGGED,
  ),
  doing(
    'an exit after the last cell',
    'void setTimeout(() => process.exit(3), 700);',
    'void setTimeout(() => process.exitCode, 700);',
    /^kernel: after the last cell the kernel ended \(exit status 3\)/,
    { ...TAGGED, fatal: true },
  ),
  doing(
    'an endless loop after the last cell',
    'void setTimeout(() => {\n  for (;;) {}\n}, 700);',
    'void setTimeout(() => {\n  for (; false; ) {}\n}, 700);',
    /^timeout: the kernel did not answer after the last cell/,
    { ...TAGGED, fatal: true },
  ),
  doing(
    'a timer that never ends',
    'void setInterval(() => {}, 100);',
    'clearInterval(setInterval(() => {}, 100));',
    /^timeout: a timer still runs \d+ s after the last cell/,
    { ...TAGGED, fatal: true },
  ),
  doing(
    'an error that hides in a later cell where all is allowed',
    "void setTimeout(() => {\n  throw new Error('tick');\n}, 100);",
    'void setTimeout(() => {}, 100);',
    /^uncaught: [\s\S]*tick/,
    { after: [['await new Promise(resolve => setTimeout(resolve, 300));', [], TAGGED.metadata]] },
  ),
  doing(
    'text that hides in a later cell where all is allowed',
    `${GATE}.then(() => console.error('careful'));`,
    `${GATE}.then(() => String('careful'));`,
    /^late: written to stderr after the cell had ended/,
    {
      after: [
        [
          '(globalThis as unknown as { go: () => void }).go();\nawait new Promise(resolve => setTimeout(resolve, 50));',
          [],
          TAGGED.metadata,
        ],
      ],
    },
  ),
  doing(
    'a rejection beside the expected error',
    `void Promise.reject(new Error('lost'));\n${COLD}`,
    COLD,
    /^uncaught: [\s\S]*lost/,
    RAISES,
  ),
  doing(
    'another error than the expected one, whose words are printed',
    "console.error('temperature is -1 K');\nthrow new RangeError('another');",
    COLD,
    /^throw: threw, but did not say "temperature is -1 K"[\s\S]*another/,
    RAISES,
  ),
  doing(
    'a rejection behind a listener of its own',
    "process.removeAllListeners('unhandledRejection').on('unhandledRejection', () => {});\nvoid Promise.reject(new Error('lost'));",
    "void Promise.reject(new Error('lost')).catch(() => {});",
    /^uncaught: [\s\S]*lost/,
  ),
  doing(
    'a console that is silenced',
    "console.error = () => {};\nconsole.error('careful');",
    'void console.error;',
    /^silenced: replaced console\.error/,
  ),
  doing(
    'text that is written past the notebook',
    "require('node:fs').writeSync(2, 'careful');",
    "void require('node:fs').writeSync;",
    /^raw output: wrote to file descriptor 2[\s\S]*careful/,
  ),
  doing(
    'text that a child process writes past the notebook',
    "void require('node:child_process').spawnSync(process.execPath, ['-p', '1'], { stdio: 'inherit' });",
    "void require('node:child_process').spawnSync(process.execPath, ['-p', '1']);",
    /^raw output: wrote to file descriptor 1/,
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
    PRINTED,
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
