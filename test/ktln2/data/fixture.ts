/** A small data folder in a temporary place, so that each test can damage it in its own way. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

export const CSV = 'name,energy,count,kind\nlamp,1.5,2,measured\n"desk, old",-2e-3,,claimed\n';

export const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

export function lampEntry(content = CSV): Record<string, unknown> {
  return {
    sha256: sha256(content),
    title: 'Lamps',
    source: 'a made-up source',
    licence: 'CC0',
    retrieved: 'for this test',
    columns: [
      { name: 'name', type: 'text', meaning: 'what it is' },
      { name: 'energy', type: 'number', unit: 'J', meaning: 'what it spends' },
      { name: 'count', type: 'integer?', unit: '1', meaning: 'how many there are' },
      { name: 'kind', type: ['measured', 'claimed'], meaning: 'how it is known' },
    ],
  };
}

/** Writes a data folder with one table and removes it when the test ends; returns its path. */
export function dataFolder(t: TestContext, content = CSV, entry: unknown = lampEntry(content)): string {
  const folder = mkdtempSync(join(tmpdir(), 'ktln2-data-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'energy'));
  writeFileSync(join(folder, 'energy', 'lamps.csv'), content);
  writeFileSync(join(folder, 'energy', 'lamps.csv.source.json'), JSON.stringify(entry));
  return folder;
}
