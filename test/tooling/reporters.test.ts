import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CellReport, Report } from '#tooling/check/report';
import { at } from '#tooling/ktln2/paths';
import { formatAnnotations } from '#tooling/reporters/github';
import { formatJUnit } from '#tooling/reporters/junit';
import { formatExemptions, formatReport } from '#tooling/reporters/terminal';

const cell = (number: number, more: Partial<CellReport> = {}): CellReport => ({
  number,
  id: `id-${number}`,
  source: `f(${number});`,
  seconds: 0.5,
  ran: true,
  problems: [],
  exempt: [],
  ...more,
});
const report: Report = {
  file: at('notebooks', 'a.ipynb'),
  seconds: 2,
  cells: [
    cell(2, { exempt: ['live, not compared'] }),
    cell(3, { problems: ['-1 < 2\n+2 & "3"\u0007'] }),
    cell(4, { ran: false, problems: ['not run'] }),
  ],
  complaints: ['cell 2: holds an absolute path'],
};
const good: Report = { ...report, cells: [cell(2)], complaints: [] };

test('the terminal names the failed cell, counts what was not run, and lists every exemption', () => {
  assert.equal(formatReport(good), 'ok   notebooks/a.ipynb  2.0 s  (1 cell)');
  assert.equal(
    formatReport(report),
    [
      'FAIL notebooks/a.ipynb  2.0 s  (3 cells, 1 with exemptions)',
      '  cell 2: holds an absolute path',
      '  cell 3: f(3);',
      '    -1 < 2',
      '    +2 & "3"\u0007',
      '  1 cell after it not run',
    ].join('\n'),
  );
  assert.equal(formatExemptions([good]), 'Exemptions: none');
  assert.match(
    formatExemptions([report]),
    /^Exemptions: 1\n {2}notebooks\/a\.ipynb, cell 2 \(id-2\): live, not compared$/,
  );
});

test('JUnit counts failures and what was not run, and is well-formed', () => {
  const xml = formatJUnit([report]);
  assert.match(
    xml,
    /<testsuite name="notebooks\/a\.ipynb" tests="4" failures="2" skipped="1" time="2\.000">/,
  );
  assert.match(xml, /<failure message="cell 3: f\(3\);">-1 &lt; 2\n\+2 &amp; &quot;3&quot;<\/failure>/);
  // Every tag that opens closes, and no bare & or control character is left.
  const open = [...xml.matchAll(/<(\w+)\b[^>]*>/g)].map(([, name]) => name).sort();
  const close = [...xml.matchAll(/<\/(\w+)>/g)].map(([, name]) => name).sort();
  assert.deepEqual(open, close);
  assert.doesNotMatch(xml, /&(?!amp;|lt;|gt;|quot;)/);
  assert.ok(!xml.includes('\u0007'));
});

test('GitHub gets one annotation for each failed cell and complaint', () => {
  assert.equal(formatAnnotations([good]), '');
  assert.deepEqual(formatAnnotations([report]).split('\n'), [
    '::error file=notebooks/a.ipynb,title=as stored::cell 2: holds an absolute path',
    '::error file=notebooks/a.ipynb,title=cell 3%3A f(3);::-1 < 2%0A+2 & "3"\u0007',
  ]);
});
