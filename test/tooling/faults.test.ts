/** The fault suite through the whole command: every fault is noticed and its cell named; every twin passes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Report } from '#tooling/check/report';
import { FAULTS } from './faults.js';
import { command, saved, temporaryFolder } from './support.js';

const folder = temporaryFolder();
const fileName = (name: string) => name.replace(/\W+/g, '-');

/** Checks one notebook for each fault; returns the exit status and the reports in the order of FAULTS. */
async function check(which: 'faulty' | 'clean'): Promise<{ status: number; reports: Report[] }> {
  const files = FAULTS.map(fault => saved(folder, `${which}-${fileName(fault.name)}`, fault[which]));
  const json = path.join(folder, `${which}.json`);
  const { status } = await command('check', '--json', json, ...files);
  return { status, reports: JSON.parse(readFileSync(json, 'utf8')) };
}

test('every fault is noticed, in the cell that has it', async () => {
  const { status, reports } = await check('faulty');
  assert.equal(status, 1);
  for (const [i, { name, cell, says }] of FAULTS.entries()) {
    const wrong = reports[i]?.cells.filter(({ ran, problems }) => ran && problems.length > 0) ?? [];
    assert.deepEqual(
      wrong.map(({ number }) => number),
      [cell],
      name,
    );
    assert.match(wrong[0]?.problems.join('\n') ?? '', says, name);
  }
});

test('every clean twin passes', async () => {
  const { status, reports } = await check('clean');
  for (const [i, { name }] of FAULTS.entries()) {
    const problems = reports[i]?.cells.flatMap(({ problems: all }) => all);
    assert.deepEqual(problems, [], name);
    assert.deepEqual(reports[i]?.complaints, [], name);
  }
  assert.equal(status, 0);
});
