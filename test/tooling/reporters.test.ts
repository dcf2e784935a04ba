import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { KINDS, problem, summarised } from '#tooling/check/problem';
import { type CellReport, failed, type Report } from '#tooling/check/report';
import { at } from '#tooling/ktln2/paths';
import { BEGINNINGS } from '#tooling/report-files';
import { formatAnnotations } from '#tooling/reporters/github';
import { formatJson } from '#tooling/reporters/json';
import { formatJUnit } from '#tooling/reporters/junit';
import { formatExemptions, formatReport, ProgressLine } from '#tooling/reporters/terminal';
import { visible } from '#tooling/reporters/text';

const cell = (number: number, more: Partial<CellReport> = {}): CellReport => ({
  ...{
    number,
    id: `id-${number}`,
    source: `f(${number});`,
    seconds: 0.5,
    ran: true,
    problems: [],
    exempt: [],
  },
  ...more,
});
const report: Report = {
  file: 'notebooks/a.ipynb',
  seconds: 2,
  skipped: false,
  cells: [
    cell(2, { exempt: ['live, not compared'] }),
    cell(3, { problems: [problem('difference', '-1 < 2\n+2 & "3"\u0007'), problem('late', 'x')] }),
    cell(4, { ran: false, problems: [problem('not run', 'not run')] }),
  ],
  problems: [problem('stored', 'cell 2: holds an absolute path')],
};
const good: Report = { ...report, cells: [cell(2)], problems: [] };
const skipped: Report = { ...good, skipped: true, cells: [cell(2, { ran: false, exempt: ['rtol 0.1'] })] };

test('the terminal names the failed cell and each kind, counts what was not run, and lists every exemption', () => {
  assert.equal(formatReport(good), 'ok   notebooks/a.ipynb  2.0 s  (1 cell)');
  assert.equal(formatReport(skipped), 'same notebooks/a.ipynb  (known good, not run)');
  assert.equal(
    formatReport(report),
    [
      'FAIL notebooks/a.ipynb  2.0 s  (3 cells, 1 with exemptions)',
      '  stored: cell 2: holds an absolute path',
      '  cell 3: f(3);',
      '    difference: -1 < 2',
      '    +2 & "3"\\u0007',
      '    late: x',
      '  1 cell after it not run',
    ].join('\n'),
  );
  assert.equal(formatExemptions([good]), 'Exemptions: none');
  assert.equal(
    formatExemptions([report, skipped]),
    [
      'Exemptions: 2',
      '  notebooks/a.ipynb, cell 2 (id-2): live, not compared',
      '  notebooks/a.ipynb, cell 2 (id-2): rtol 0.1',
    ].join('\n'),
  );
});

test('nothing in a notebook steers the terminal', () => {
  const evil = cell(1, { source: '\u001b[2J', problems: [problem('throw', 'a\u001b[31mb\u009b\r')] });
  const text = formatReport({ ...good, file: 'a\u001b.ipynb', cells: [evil] });
  assert.match(text, /a\\u001b\.ipynb[\s\S]*\\u001b\[2J[\s\S]*a\\u001b\[31mb\\u009b\\u000d/);
  assert.ok([...text].every(c => c === '\n' || c >= ' '));
  assert.equal(visible('é 😀 \ud83d x\udc00 \uffff\tz\n'), 'é 😀 \\ud83d x\\udc00 \\uffff\tz\n');
});

test('JUnit counts failures and what was not run, and is well-formed', () => {
  const xml = formatJUnit([report]);
  assert.ok(xml.startsWith(BEGINNINGS.junit));
  assert.match(
    xml,
    /<testsuite name="notebooks\/a\.ipynb" tests="4" failures="2" skipped="1" time="2\.000">/,
  );
  assert.match(
    xml,
    /<failure type="difference" message="cell 3: f\(3\);">difference: -1 &lt; 2\n\+2 &amp; &quot;3&quot;\\u0007\nlate: x<\/failure>/,
  );
  assert.match(xml, /name="as a whole" time="0\.000"><failure type="stored"/);
  assert.match(xml, /name="cell 4: f\(4\);" time="0\.500"><skipped message="not run"\/>/);
  assert.match(formatJUnit([good]), /tests="2" failures="0" skipped="0"/);
  // Every tag that opens closes, and no bare & or character that XML 1.0 lacks is left.
  const open = [...xml.matchAll(/<(\w+)\b[^>]*(?<!\/)>/g)].map(([, name]) => name).sort();
  const close = [...xml.matchAll(/<\/(\w+)>/g)].map(([, name]) => name).sort();
  assert.deepEqual(open, close);
  const odd = formatJUnit([{ ...good, cells: [cell(1, { source: 'a\uffff\ud800&<"\u0000' })] }]);
  assert.match(odd, /cell 1: a\\uffff\\ud800&amp;&lt;&quot;\\u0000/);
});

test('GitHub gets one annotation for each failed cell, and for what is wrong with the whole', () => {
  assert.equal(formatAnnotations([good]), '');
  assert.deepEqual(formatAnnotations([report]).split('\n'), [
    '::error file=notebooks/a.ipynb,title=as a whole::stored: cell 2: holds an absolute path',
    '::error file=notebooks/a.ipynb,title=cell 3%3A f(3);::difference: -1 < 2%0A+2 & "3"\\u0007%0Alate: x',
  ]);
  const named = formatAnnotations([{ ...report, file: 'a,b:100%.ipynb' }]);
  assert.match(named, /^::error file=a%2Cb%3A100%25\.ipynb,/);
});

/** As much of JSON Schema as report.schema.json uses; returns the places that do not conform. */
function violations(
  value: unknown,
  schema: Record<string, unknown>,
  root: Record<string, unknown>,
  where = '$',
): string[] {
  if (typeof schema.$ref === 'string') {
    const target = schema.$ref
      .split('/')
      .slice(1)
      .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], root);
    return violations(value, target as Record<string, unknown>, root, where);
  }
  if ('const' in schema) return value === schema.const ? [] : [where];
  if (Array.isArray(schema.enum)) return schema.enum.includes(value) ? [] : [where];
  if (schema.type === 'array') {
    const items = schema.items as Record<string, unknown>;
    return Array.isArray(value)
      ? value.flatMap((item, i) => violations(item, items, root, `${where}[${i}]`))
      : [where];
  }
  if (schema.type === 'object') {
    if (value === null || typeof value !== 'object') return [where];
    const properties = schema.properties as Record<string, Record<string, unknown>>;
    const missing = (schema.required as string[])
      .filter(key => !(key in value))
      .map(key => `${where}.${key}`);
    const present = Object.entries(value).flatMap(([key, item]) =>
      properties[key] ? violations(item, properties[key], root, `${where}.${key}`) : [`${where}.${key}`],
    );
    return [...missing, ...present];
  }
  if (schema.type === 'integer') return Number.isInteger(value) ? [] : [where];
  return typeof value === schema.type ? [] : [where];
}

test('the JSON report conforms to its schema, which knows every kind', () => {
  const schema = JSON.parse(readFileSync(at('lib', 'tooling', 'report.schema.json'), 'utf8'));
  const text = formatJson([report, good, skipped]);
  assert.ok(text.startsWith(BEGINNINGS.json));
  assert.deepEqual(violations(JSON.parse(text), schema, schema), []);
  assert.deepEqual(schema.$defs.problem.properties.kind.enum, [...KINDS]);
  const wrong = { tool: 'x', format: 1, notebooks: [{ ...good, cells: [{ ...cell(1), ran: 1, more: 0 }] }] };
  assert.deepEqual(violations(wrong, schema, schema), [
    '$.tool',
    '$.notebooks[0].cells[0].ran',
    '$.notebooks[0].cells[0].more',
  ]);
});

test('repeated problems are counted, and no cell has more than a person reads', () => {
  const many = Array.from({ length: 300 }, (_, i) => problem('late', i < 250 ? 'same' : `other ${i}`));
  const told = summarised(many);
  assert.equal(told.length, 20);
  assert.deepEqual(told[0], problem('late', 'same (250 times)'));
  assert.deepEqual(told.at(-1), problem('late', 'other 268\n... and 31 more problems'));
  assert.deepEqual(summarised([problem('late', 'a'), problem('types', 'a')]).length, 2);
  assert.equal(summarised(many.slice(240, 270)).length, 20);
  assert.doesNotMatch(summarised(many.slice(249, 269)).at(-1)?.text ?? '', /more problems/);
});

test('a report fails for what is wrong with a cell or with the whole', () => {
  assert.equal(failed(good), false);
  assert.equal(failed({ ...good, problems: [problem('types', 'x')] }), true);
  assert.equal(failed({ ...good, cells: [cell(1, { problems: [problem('late', 'x')] })] }), true);
});

test('the progress line names what runs, on terminals only, and no wider than they are', () => {
  const draw = (isTTY: boolean, columns: number) => {
    let written = '';
    const stream = {
      isTTY,
      columns,
      write: (text: string) => {
        written += text;
      },
    };
    const line = new ProgressLine(stream as unknown as NodeJS.WriteStream);
    line.update('a.ipynb', 0, 3);
    line.update('b.ipynb', 1, 2);
    line.finish('a.ipynb');
    return written;
  };
  assert.equal(draw(false, 80), '');
  assert.equal(draw(true, 80), '\r\x1b[Ka.ipynb 1/3\r\x1b[Ka.ipynb 1/3  b.ipynb 2/2\r\x1b[Kb.ipynb 2/2');
  assert.equal(draw(true, 5), '\r\x1b[Ka.ip\r\x1b[Ka.ip\r\x1b[Kb.ip');
});
