import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareOutputs } from '#tooling/check/compare';
import { ANY_NUMBER } from '#tooling/check/numbers';
import { PLOTLY, pictureHtml } from '#tooling/figures/picture';
import type { Output } from '#tooling/notebook/notebook';
import { pictureFor } from './pictures.js';

const exact = { rtol: 0, atol: 0 };
const wide = { rtol: 0.1, atol: 1 };
const stdout = (text: string): Output => ({ output_type: 'stream', name: 'stdout', text });
const display = (data: Record<string, unknown>, metadata: Record<string, unknown> = {}): Output => ({
  output_type: 'display_data',
  data,
  metadata,
});

const figure = {
  data: [
    {
      type: 'scatter',
      name: 'Gemma 2',
      x: [1, 2],
      y: [10, 20],
      text: ['at 50 K', 'b'],
      hovertemplate: '%{y:.20f}',
      legendgroup: 'group 20',
      line: { color: 'rgb(10, 20, 30)' },
    },
  ],
  layout: {
    width: 70,
    height: 42,
    title: { text: 'T of 50 K', font: { size: 20, family: 'Font 20' } },
    meta: { alt: 'A "line" up to 20' },
    margin: { t: 50 },
    annotations: [{ x: 5, y: 6, text: 'peak 50', font: { size: 12 } }],
    shapes: [{ x0: 1, x1: 2, y0: 3, y1: 4, path: 'M 10 10' }],
    xaxis: { range: [0, 30], tickvals: [10, 20], domain: [0, 0.5] },
  },
};
type Figure = typeof figure;
const fresh = display({ [PLOTLY]: figure, 'text/plain': 'caption' });
const committed = display({
  [PLOTLY]: figure,
  'text/html': pictureHtml(figure, pictureFor(figure)),
  'text/plain': 'caption',
});
const changedFigure = (change: (copy: Figure) => void) => {
  const copy = structuredClone(figure);
  change(copy);
  return display({ [PLOTLY]: copy, 'text/plain': 'caption' });
};

test('equal outputs match', async () => {
  assert.deepEqual(await compareOutputs([stdout('a\n'), committed], [stdout('a\n'), fresh], exact), []);
});

test('a changed digit is shown with its line and its relative error', async () => {
  const [difference] = await compareOutputs([stdout('E = 1.25 J\n')], [stdout('E = 1.26 J\n')], exact);
  assert.equal(difference, 'stdout:\nline 1:\n-E = 1.25 J\n+E = 1.26 J\n1.25 → 1.26 (relative error 8.0e-3)');
});

test('a number beyond a capped tolerance is told with the cap, one written differently as such', async () => {
  const tolerance = { rtol: 0, atol: 1e-3 };
  const [difference] = await compareOutputs([stdout('E = 1.25e-21 J')], [stdout('E = 9e-22 J')], tolerance);
  assert.match(difference ?? '', /atol 0\.001 counts as 1\.25e-22 here/);
  const [zeros] = await compareOutputs([stdout('E = 1.0 J')], [stdout('E = 1.00 J')], exact);
  assert.match(zeros ?? '', /1\.0 → 1\.00 \(the same number, written differently\)/);
  const [minus] = await compareOutputs([stdout('Q = 0')], [stdout('Q = -0')], exact);
  assert.match(minus ?? '', /0 → -0 \(zero with and without a minus sign/);
});

test('a figure is compared by its data and its layout, and the place is named', async () => {
  const moved = changedFigure(copy => {
    copy.data[0]?.y.splice(1, 1, 21);
  });
  assert.deepEqual(await compareOutputs([committed], [moved], exact), [
    'figure.data[0].y[1]: 20 → 21 (relative error 5.0e-2)',
  ]);
  assert.deepEqual(await compareOutputs([committed], [moved], { rtol: 0.06, atol: 0 }), []);
  const titled = changedFigure(copy => {
    copy.layout.title.text = 'U';
  });
  assert.deepEqual(await compareOutputs([committed], [titled], exact), [
    'figure.layout.title.text: "T of 50 K" → "U"',
  ]);
  const longer = changedFigure(copy => {
    copy.data[0]?.x.push(3);
  });
  assert.deepEqual(await compareOutputs([committed], [longer], exact), ['figure.data[0].x[2]: nothing → 3']);
});

test('in a figure the tolerance reaches data, positions and prose', async () => {
  const changes: ((copy: Figure) => void)[] = [
    copy => copy.data[0]?.x.splice(0, 1, 1.01),
    copy => copy.data[0]?.text.splice(0, 1, 'at 51 K'),
    copy => Object.assign(copy.layout.title, { text: 'T of 51 K' }),
    copy => Object.assign(copy.layout.meta, { alt: 'A "line" up to 21' }),
    copy => Object.assign(copy.layout.annotations[0] as object, { x: 5.1, text: 'peak 51' }),
    copy => Object.assign(copy.layout.shapes[0] as object, { y1: 4.1 }),
    copy => copy.layout.xaxis.range.splice(1, 1, 30.5),
  ];
  for (const change of changes) {
    assert.deepEqual(await compareOutputs([committed], [changedFigure(change)], wide), [], String(change));
    assert.equal((await compareOutputs([committed], [changedFigure(change)], exact)).length > 0, true);
  }
});

test('in a figure the tolerance reaches no name, colour, font, size or template', async () => {
  const changes: ((copy: Figure) => void)[] = [
    copy => Object.assign(copy.data[0] as object, { name: 'Gemma 2.1' }),
    copy => Object.assign(copy.data[0] as object, { hovertemplate: '%{y:.21f}' }),
    copy => Object.assign(copy.data[0] as object, { legendgroup: 'group 21' }),
    copy => Object.assign(copy.data[0]?.line as object, { color: 'rgb(10, 20, 31)' }),
    copy => Object.assign(copy.layout, { width: 71 }),
    copy => Object.assign(copy.layout.margin, { t: 51 }),
    copy => Object.assign(copy.layout.title.font, { size: 21 }),
    copy => Object.assign(copy.layout.title.font, { family: 'Font 21' }),
    copy => Object.assign(copy.layout.annotations[0]?.font as object, { size: 12.1 }),
    copy => Object.assign(copy.layout.shapes[0] as object, { path: 'M 10 11' }),
    copy => copy.layout.xaxis.tickvals.splice(0, 1, 10.1),
    copy => copy.layout.xaxis.domain.splice(1, 1, 0.51),
  ];
  for (const change of changes) {
    assert.equal(
      (await compareOutputs([committed], [changedFigure(change)], wide)).length,
      1,
      String(change),
    );
  }
});

test('in other JSON numbers are tolerant, each beside those of its array, and strings are exact', async () => {
  const json = (value: unknown) => display({ 'application/json': value });
  const count = async (a: unknown, b: unknown) => (await compareOutputs([json(a)], [json(b)], wide)).length;
  assert.equal(await count({ a: [1.25e-21, 2e-21] }, { a: [1.3e-21, 2e-21] }), 0);
  assert.equal(await count({ a: [1.25e-21, 2e-21] }, { a: [3e-21, 2e-21] }), 1);
  assert.equal(await count({ a: [0, 10] }, { a: [0.9, 10] }), 0);
  assert.equal(await count({ a: 0, b: 10 }, { a: 0.9, b: 10 }), 1);
  assert.equal(await count({ a: 1 }, { a: -1 }), 1);
  assert.equal(await count({ a: '50 K' }, { a: '51 K' }), 1);
  assert.equal(await count({}, JSON.parse('{"__proto__": 1, "toString": 2}')), 2);
  // Written by JavaScript, JSON has no -0.
  assert.equal(await count([JSON.parse('-0')], [0]), 0);
});

test('an output that is missing, left over, of another kind or out of order is a difference', async () => {
  assert.deepEqual(await compareOutputs([stdout('a')], [], exact), [
    'committed is stdout "a", now there is nothing',
  ]);
  assert.deepEqual(await compareOutputs([], [display({})], exact), [
    'committed is nothing, now there is an output with no content',
  ]);
  assert.equal((await compareOutputs([stdout('a')], [fresh], exact)).length, 1);
  assert.equal((await compareOutputs([stdout('a'), committed], [fresh, stdout('a')], exact)).length, 2);
  assert.deepEqual(
    await compareOutputs([display({ 'text/plain': 'a' })], [display({ 'text/html': 'a' })], exact),
    [
      'text/plain: committed is "a", now there is nothing',
      'text/html: nothing is committed, now there is "a"',
    ],
  );
  const result = { ...display({ 'text/plain': 'a' }), output_type: 'execute_result' } as unknown as Output;
  assert.deepEqual(await compareOutputs([result], [display({ 'text/plain': 'a' })], exact), [
    'committed is text/plain stored as execute_result, now there is text/plain',
  ]);
});

test('a stream that is stored in pieces is compared whole, and two streams are not joined', async () => {
  const stderr: Output = { output_type: 'stream', name: 'stderr', text: 'c\n' };
  const pieces = [stdout('a\n'), stdout('b'), stdout('\n'), stderr];
  assert.deepEqual(await compareOutputs(pieces, [stdout('a\nb\n'), stderr], exact), []);
  assert.equal((await compareOutputs([stdout('a'), stderr], [stdout('ac\n')], exact)).length, 2);
  assert.equal(
    pieces[0]?.output_type === 'stream' && pieces[0].text,
    'a\n',
    'what is stored is left as it is',
  );
});

test('metadata of an output is compared exactly', async () => {
  const [a, b] = [{ width: 100 }, { width: 101 }].map(size => display({ 'text/plain': 'a' }, size));
  assert.deepEqual(await compareOutputs([a as Output], [b as Output], wide), [
    'metadata.width: 100 → 101 (relative error 1.0e-2)',
  ]);
});

test('with any number allowed, words, kinds and lengths still count', async () => {
  const matches = async (a: Output, b: Output) => (await compareOutputs([a], [b], ANY_NUMBER)).length === 0;
  assert.ok(await matches(stdout('step 300, 12:30'), stdout('step 301, 12:45')));
  assert.ok(!(await matches(stdout('step 300'), stdout('stop 300'))));
  assert.ok(
    await matches(
      committed,
      changedFigure(copy => Object.assign(copy.layout, { width: 99 })),
    ),
  );
  assert.ok(
    !(await matches(
      committed,
      changedFigure(copy => copy.data[0]?.x.push(3)),
    )),
  );
});

test('characters that the eye cannot tell apart are written out, and none reaches the terminal raw', async () => {
  const told = async (a: string, b: string) =>
    (await compareOutputs([stdout(a)], [stdout(b)], exact)).join('\n');
  assert.match(await told('a b\n', 'a\u00a0b\n'), /-a b\n\+a\\u00a0b/);
  assert.match(await told('a\n', 'a \n'), /-a\n\+a\\u0020/);
  assert.match(await told('a\n', 'a\u200b\n'), /\+a\\u200b/);
  assert.match(await told('é\n', 'e\u0301\n'), /-\\u00e9\n\+e\\u0301/);
  assert.match(await told('a\n', '\u001b[31mb\n'), /\+\\u001b\[31mb/);
  assert.match(await told('a\n', '\u202eb\uffff\n'), /\+\\u202eb\\uffff/);
  assert.match(await told('a\n', 'a'), /the line break at the end is gone/);
  assert.match(await told('x', '\u001b'), /\\u001b/);
  assert.match((await compareOutputs([stdout('\u001b[2J')], [], exact)).join(), /\\u001b/);
  const json = (value: unknown) => display({ 'application/json': value });
  const [difference] = await compareOutputs([json(['a b'])], [json(['a\u00a0b'])], exact);
  assert.match(difference ?? '', /"a b" → "a\\u00a0b"/);
});

const html = (value: string) => display({ 'text/html': value });
const json = (value: unknown) => display({ 'application/json': value });
const lines = (n: number, word: string) => Array.from({ length: n }, (_, i) => `${word} ${i}\n`).join('');
const deep = (value: number) => JSON.parse(`${'['.repeat(10_000)}${value}${']'.repeat(10_000)}`);
const numbers = (n: number, add: number) => Array.from({ length: n }, (_, i) => i + add);
const HUGE: Record<string, [Output, Output]> = {
  '20,000 differing lines': [stdout(lines(20_000, 'a')), stdout(lines(20_000, 'b'))],
  '20,000 lines in another order': [
    stdout(lines(20_000, 'a')),
    stdout(lines(20_000, 'a').split('\n').reverse().join('\n')),
  ],
  'one line of a megabyte': [stdout(`${'a'.repeat(5e5)}b${'a'.repeat(5e5)}`), stdout('a'.repeat(1e6))],
  'a megabyte of numbers': [
    stdout(lines(1e5, '').replaceAll('\n', ' ')),
    stdout(lines(1e5, '9').replaceAll('\n', ' ')),
  ],
  'a table of 20,000 rows': [html(lines(20_000, '<tr><td>a')), html(lines(20_000, '<tr><td>b'))],
  'JSON with 100,000 differing values': [json(numbers(1e5, 0)), json(numbers(1e5, 0.5))],
  'JSON nested 10,000 deep': [json(deep(1)), json(deep(2))],
  'JSON nested 10,000 deep against none': [json({ a: deep(1) }), json({})],
  'a string of a megabyte in JSON': [json(`a${'b'.repeat(1e6)}`), json(`c${'b'.repeat(1e6)}`)],
  'a thousand kinds of content': [
    display(Object.fromEntries(numbers(1_000, 0).map(i => [`text/x-${i}`, lines(100, 'a')]))),
    display(Object.fromEntries(numbers(1_000, 0).map(i => [`text/x-${i}`, lines(100, 'b')]))),
  ],
};

for (const [name, [a, b]] of Object.entries(HUGE)) {
  test(`bounded in time and size: ${name}`, async () => {
    const before = process.cpuUsage();
    const told = (await compareOutputs([a], [b], exact)).join('\n');
    // Of the processor, not of the clock: other work on the machine does not count.
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 2_000_000, `${user + system} µs`);
    assert.ok(told.length > 0 && told.length <= 6_000, `${told.length} characters`);
    assert.ok(told.split('\n').length <= 60, `${told.split('\n').length} lines`);
    // Differing texts of many lines say how many more there are.
    if (/20,000|100,000|megabyte of|thousand/.test(name)) assert.match(told, /more/);
  });
}

test('of a thousand differing outputs some are told, and the others counted', async () => {
  const outputs = (word: string) => numbers(1_000, 0).map(i => display({ 'text/plain': `${word} ${i}` }));
  const told = await compareOutputs(outputs('a'), outputs('b'), exact);
  assert.equal(told.at(-1), '... and 980 more outputs differ');
  assert.equal(told.length, 21);
});

test('HTML and SVG are compared by their elements, in a display as well', async () => {
  for (const mime of ['text/html', 'image/svg+xml']) {
    const [one, other] = ['<g a="1"  b="2"></g>', "<g b='2' a='1'></g>"];
    assert.deepEqual(
      await compareOutputs([display({ [mime]: one })], [display({ [mime]: other })], exact),
      [],
      mime,
    );
    const [difference] = await compareOutputs(
      [display({ [mime]: one })],
      [display({ [mime]: '<g a="1"/>' })],
      exact,
    );
    assert.match(difference ?? '', new RegExp(`^${mime.replace('+', '\\+')}:`));
  }
});

test('which of several outputs differs is said, and of one alone it is not', async () => {
  const [alone] = await compareOutputs([stdout('a')], [stdout('b')], exact);
  assert.match(alone ?? '', /^stdout:/);
  const [second] = await compareOutputs([display({}), stdout('a')], [display({}), stdout('b')], exact);
  assert.match(second ?? '', /^output 2: stdout:/);
});

test('a difference is told with the lines around it, and with the part of a long text that differs', async () => {
  const [lines] = await compareOutputs([stdout('a\nb\nc\nd\n')], [stdout('a\nb\nx\nd\n')], exact);
  assert.equal(lines, 'stdout:\nline 2:\n b\n-c\n+x\n d');
  const json = (text: string) => display({ 'application/json': { text } });
  const said = async (before: number) => {
    const long = (letter: string) => json(`${'a'.repeat(before)}${letter}${'z'.repeat(300)}`);
    return (await compareOutputs([long('b')], [long('c')], exact))[0] ?? '';
  };
  // The whole beginning, as long as it is short; then a quarter of a line of it.
  assert.match(await said(39), /text: "a{39}b/);
  assert.match(await said(40), /text: …"a{20}bz+.* → …"a{20}cz/);
});
