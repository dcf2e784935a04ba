/**
 * Notebooks changed at random, and what must be made of them. A kernel that is none gives each cell the outputs that
 * the unchanged notebook stores, so that hundreds of checks take seconds. For every changed notebook:
 *
 *  - no crash and no hang: the check ends with one report on it, in words and not in a stack trace;
 *  - no loss: checking leaves the file as it is to the byte; `--update` either stores outputs that pass afterwards, or
 *    leaves the file as it is;
 *  - no wrong pass: if it passes, it shows a reader what the run shows, by a reading of its own ({@link shown});
 *  - no false alarm: a change that changes nothing for a reader passes.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { figureBundle, tableBundle } from 'ktln2/notebook';
import { seededRandom } from 'ktln2/numerics';
import sharp from 'sharp';
import { pool } from '#tooling/check/pool';
import { failed } from '#tooling/check/report';
import { checkAll, type Surroundings } from '#tooling/command';
import { PLOTLY, pictureHtml } from '#tooling/figures/picture';
import { formatNotebook, type Notebook, type Output } from '#tooling/notebook/notebook';
import { loadOrReport } from '#tooling/notebooks';
import { DEFAULT_OPTIONS } from '#tooling/options';
import { DEFAULTS } from '#tooling/repository';
import { FakeKernel, IMPATIENT } from './fake-kernel.js';
import { codeCell, notebookOf } from './support.js';

// biome-ignore lint/suspicious/noExplicitAny: these are notebooks that are no notebooks
type Json = any;
type Random = () => number;

const stream = (text: string, name = 'stdout'): Output => ({ output_type: 'stream', name, text });
const display = (data: Record<string, unknown>): Output => ({
  output_type: 'display_data',
  data,
  metadata: {},
});
const RULES = { ktln2: { rtol: 0.01, why: 'for this test' } };

/** A notebook with outputs of every kind. */
async function original(): Promise<Notebook> {
  const axis = (text: string) => ({ title: { text } });
  const figure = figureBundle({
    data: [{ type: 'scatter', x: [1, 2, 3], y: [1, 4, 9], name: 'squares' }],
    layout: {
      width: 40,
      height: 30,
      title: { text: 'Squares' },
      xaxis: axis('x (m)'),
      yaxis: axis('y (m²)'),
    },
    caption: 'It rises.',
    alt: 'A rising line.',
  });
  const png = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  const html = pictureHtml(figure[PLOTLY], png.toString('base64'));
  const table = tableBundle({
    caption: 'Table',
    columns: ['n', 'n²'],
    rows: [
      [1, 1],
      [2, 4],
    ],
  });
  const words = {
    cell_type: 'markdown' as const,
    id: 'words',
    metadata: {},
    source: '# Title\n\nA question?',
  };
  const code = notebookOf(
    codeCell('text();', [stream('E = 2.87e-21 J\nT = 300 K\n')]),
    codeCell('both();', [stream('one\n'), display(table), stream('two\n')]),
    codeCell('figure();', [display({ ...figure, 'text/html': html })]),
    codeCell('tolerant();', [stream('mean 1,234.5 of 12 runs\n')], RULES),
    codeCell('live();', [stream('12 s\n')], { tags: ['live'] }),
    codeCell('warns();', [stream('careful\n', 'stderr')], { tags: ['allow-stderr'] }),
    codeCell('silent();'),
  );
  return { ...code, cells: [words, ...code.cells] };
}

/** What a run of the notebook gives: all that is stored but the pictures, which are drawn afterwards. */
const runOutputs = ({ cells }: Notebook): Map<string, Output[]> =>
  new Map(
    cells.map(({ source, outputs = [] }) => [
      source,
      outputs.map(output => {
        if (output.output_type === 'stream' || !(PLOTLY in output.data)) return output;
        const { 'text/html': _, ...data } = output.data;
        return { ...output, data };
      }),
    ]),
  );

const replaying = (outputs: Map<string, Output[]>): FakeKernel =>
  new FakeKernel((kernel, id, code) => {
    for (const output of outputs.get(code) ?? []) {
      if (output.output_type === 'stream') kernel.print(id, output.text, output.name);
      else kernel.message(id, 'display_data', { data: output.data, metadata: output.metadata });
    }
    kernel.done(id);
  });

const joined = (text: Json): string => (Array.isArray(text) ? text.join('') : String(text));

/** What a reader sees of a cell's outputs, read without any of the checker's code. */
function shown(outputs: Json): string {
  const pieces: Json[] = [];
  for (const output of outputs) {
    const last = pieces.at(-1);
    if (output.output_type !== 'stream') {
      // Where a tag ends, a browser often knows without being told; a misspelt end it ignores.
      const seen = (key: string, text: string) =>
        key === 'text/html' ? text.replace(/<\/[^>]*>/g, '') : text;
      const data = Object.entries(output.data).map(([key, v]) => [
        key,
        key.endsWith('json') ? v : seen(key, joined(v)),
      ]);
      pieces.push([output.output_type, output.metadata ?? {}, Object.fromEntries(data)]);
    } else if (last?.[0] === `stream ${output.name}`) last[1] += joined(output.text);
    else pieces.push([`stream ${output.name}`, joined(output.text)]);
  }
  return JSON.stringify(pieces, (_, value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
      : value,
  );
}

const words = (text: string): string => text.replace(/[\d.,]+/g, '#');

/** Whether every cell that is compared shows what its source gives when it runs; with a tolerance, the words. */
const showsTruth = ({ cells }: Json, truth: Map<string, string>): boolean =>
  cells.every((cell: Json) => {
    if (cell.cell_type !== 'code' || !joined(cell.source).trim()) return true;
    if (cell.metadata.tags?.includes('live')) return true;
    const [stored, given] = [shown(cell.outputs), truth.get(joined(cell.source)) ?? '[]'];
    return stored === given || (cell.metadata.ktln2 !== undefined && words(stored) === words(given));
  });

/** Every place in a JSON value: its holder and its key. */
function places(value: Json, found: [Json, string | number][] = []): [Json, string | number][] {
  if (value === null || typeof value !== 'object') return found;
  for (const key of Object.keys(value)) {
    found.push([value, key]);
    places(value[key], found);
  }
  return found;
}

const deep = (levels: number): Json => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
const ODD: Json[] = [
  ...[null, true, 0, -1, 1e308, 0.1, '', 'text', '\ud800', '\u0000\u001b[2J', '\uffff', '�'],
  ...[[], {}, [null], ['x', 1], { a: 1 }, [[]], 'x'.repeat(5_000), deep(300)],
  ...[
    'live',
    ['live'],
    ['allow-stderr'],
    { tags: 'live' },
    'code',
    'markdown',
    'stream',
    'error',
    '../../x',
    'figure();',
  ],
];

/** A change and whether a reader sees nothing of it; `false`: it may or may not matter. */
type Change = (notebook: Json, random: Random) => { text: string; neutral: boolean };

const pick = <T>(list: T[], random: Random): T => list[Math.floor(random() * list.length)] as T;
const written = (notebook: Json, neutral = false) => ({ text: JSON.stringify(notebook), neutral });
const codeCells = (notebook: Json): Json[] =>
  notebook.cells.filter((cell: Json) => cell.cell_type === 'code');

const CHANGES: Change[] = [
  // Anything anywhere becomes anything.
  (notebook, random) => {
    const [holder, key] = pick(places(notebook), random);
    holder[key] = structuredClone(pick(ODD, random));
    return written(notebook);
  },
  (notebook, random) => {
    const [holder, key] = pick(places(notebook), random);
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
    return written(notebook);
  },
  // A part of one notebook's tree in another place of it, or twice.
  (notebook, random) => {
    const [from, key] = pick(places(notebook), random);
    const [holder, place] = pick(places(notebook), random);
    const copy = JSON.parse(JSON.stringify(from[key]));
    if (Array.isArray(holder) && random() < 0.5) holder.splice(Number(place), 0, copy);
    else holder[place] = copy;
    return written(notebook);
  },
  // A character of a text: a digit, a letter, a sign.
  (notebook, random) => {
    const texts = places(notebook).filter(([holder, key]) => typeof holder[key] === 'string' && holder[key]);
    const [holder, key] = pick(texts, random);
    const text: string = holder[key];
    const at = Math.floor(random() * text.length);
    holder[key] = text.slice(0, at) + pick([...'0123456789-−.,ex <>"&\u00a0\n'], random) + text.slice(at + 1);
    return written(notebook);
  },
  // The file's text itself: cut short, or a byte changed.
  (notebook, random) => {
    const text = JSON.stringify(notebook);
    const at = Math.floor(random() * text.length);
    const middle = random() < 0.5 ? '' : String.fromCharCode(Math.floor(random() * 256));
    return {
      text: middle ? text.slice(0, at) + middle + text.slice(at + 1) : text.slice(0, at),
      neutral: false,
    };
  },
  // What editors and other tools do to a notebook, which nobody sees.
  (notebook, random) => {
    for (const cell of codeCells(notebook)) cell.execution_count = Math.floor(random() * 100);
    return written(notebook, true);
  },
  (notebook, random) => {
    pick<Json>(notebook.cells, random).metadata.collapsed = true;
    notebook.metadata.widgets = { state: {} };
    return { text: `${JSON.stringify(notebook, null, pick([0, 1, 4, '\t'], random))}\n\n`, neutral: true };
  },
  (notebook, random) => {
    const lines = (text: Json) =>
      random() < 0.5 ? joined(text) : (joined(text).match(/[^\n]*\n|[^\n]+$/g) ?? []);
    for (const cell of notebook.cells) cell.source = lines(cell.source);
    for (const cell of codeCells(notebook)) {
      cell.outputs = cell.outputs.flatMap((output: Json) => {
        if (output.output_type !== 'stream') return [output];
        const text = joined(output.text);
        const at = Math.floor(random() * text.length);
        const halves = [text.slice(0, at), text.slice(at)];
        return (random() < 0.5 ? [text] : halves).map(half => ({ ...output, text: lines(half) }));
      });
    }
    return written(notebook, true);
  },
];

/** What went wrong with one changed notebook; empty if nothing did. */
async function faultsOf(
  file: string,
  text: string,
  neutral: boolean,
  truth: Map<string, string>,
  around: Surroundings,
): Promise<string[]> {
  const bytes = Buffer.from(text);
  writeFileSync(file, bytes);
  const found: string[] = [];
  const run = async (update: boolean) =>
    checkAll([loadOrReport(file, around.repository)], around, { ...DEFAULT_OPTIONS, update, jobs: 1 });
  const checked = await run(false);
  const [report] = checked;
  if (checked.length !== 1 || !report) return ['no report'];
  const said = JSON.stringify(report);
  if (/the checker itself failed|\\n {4}at /.test(said)) found.push(`a stack trace: ${said.slice(0, 1_000)}`);
  if (!readFileSync(file).equals(bytes)) found.push('the check changed the file');
  if (neutral && failed(report)) found.push(`a false alarm: ${said.slice(0, 1_000)}`);
  if (!failed(report) && !showsTruth(JSON.parse(text), truth)) found.push('a wrong pass');
  const [updated] = await run(true);
  if (updated && /the checker itself failed/.test(JSON.stringify(updated)))
    found.push(`a stack trace in --update: ${JSON.stringify(updated).slice(0, 1_000)}`);
  if (updated && failed(updated)) {
    // Complaints about what is stored come after a successful update as well; without one the file is as it was.
    const now = readFileSync(file);
    const settled =
      now.equals(bytes) || updated.problems.every(({ kind }) => kind === 'stored' || kind === 'types');
    if (!settled) found.push('a failed update changed the file');
  } else if (failed((await run(false))[0] ?? report)) found.push('an update that does not pass afterwards');
  return found;
}

/** Tries `count` changes, seeded; returns what went wrong, with the text of each notebook. */
export async function fuzz(
  count: number,
  seed: number,
  folder: string,
  onProgress: (done: number) => void = () => {},
): Promise<{ passed: number; faults: { number: number; faults: string[]; text: string }[] }> {
  const notebook = await original();
  const outputs = runOutputs(notebook);
  const base = formatNotebook(notebook, { clean: true, metadata: 'ktln2' });
  const truth = new Map(
    codeCells(JSON.parse(base)).map(cell => [joined(cell.source), shown(cell.outputs)] as const),
  );
  const around: Surroundings = {
    repository: { root: folder, config: { ...DEFAULTS, metadata: 'ktln2', cache: 'cache' } },
    context: '',
    execute: { start: async () => replaying(outputs), patience: IMPATIENT },
  };
  const faults: { number: number; faults: string[]; text: string }[] = [];
  let passed = 0;
  const numbers = Array.from({ length: count }, (_, i) => i);
  // Thousands of reports are nobody's reading.
  const { log } = console;
  // Nor are pictures of changed figures, each of which would start a browser.
  const { CHROMIUM } = process.env;
  process.env.CHROMIUM = `${folder}/none`;
  console.log = () => {};
  try {
    await pool(numbers, 4, async number => {
      const random = seededRandom(seed + number).uniform;
      const { text, neutral } = pick(CHANGES, random)(JSON.parse(base), random);
      const file = path.join(folder, `fuzz-${number}.ipynb`);
      const found = await faultsOf(file, text, neutral, truth, around);
      // What is known of it is forgotten with it: each check looks through all that is known.
      rmSync(file);
      if (found.length > 0) faults.push({ number, faults: found, text });
      else passed += 1;
      onProgress(number + 1);
    });
  } finally {
    console.log = log;
    if (CHROMIUM === undefined) delete process.env.CHROMIUM;
    else process.env.CHROMIUM = CHROMIUM;
  }
  return { passed, faults };
}
