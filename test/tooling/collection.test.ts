/** The committed notebooks themselves: any change to any of their outputs must be caught. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compareOutputs } from '#tooling/check/compare';
import { collection } from '#tooling/ktln2/commands/check';
import { formatNotebook, isCode } from '#tooling/notebook/notebook';
import { loadNotebook } from '#tooling/notebook/read';
import { rulesOf } from '#tooling/notebook/rules';
import { at, REPOSITORY, shown } from '#tooling/ktln2/paths';
import { README_FIGURE, readmePicture } from '#tooling/ktln2/publish/readme-figure';
import { tamper } from './tampering.js';

const loaded = collection().map(file => loadNotebook(file, REPOSITORY));

test('the picture in the README is the one in the notebook', () => {
  assert.ok(readFileSync(README_FIGURE).equals(readmePicture()));
});

test('the notebooks are stored clean: formatting them changes nothing', () => {
  for (const { file, notebook } of loaded) {
    assert.ok(
      formatNotebook(notebook, REPOSITORY.config) === readFileSync(file, 'utf8'),
      `${shown(file)}: npm run check -- --update`,
    );
  }
});

test('links from the README and from chapter to chapter lead to notebooks that exist', () => {
  const linked = (text: string) =>
    [...text.matchAll(/\]\(([^():#]+\.ipynb)[#)]/g)].map(match => match[1] ?? '');
  const readme = linked(readFileSync(at('README.md'), 'utf8'));
  const chapters = loaded.flatMap(({ notebook }) => notebook.cells.flatMap(cell => linked(cell.source)));
  assert.ok(readme.length > 0 && chapters.length > 0);
  for (const link of readme) assert.ok(existsSync(at(link)), link);
  for (const link of chapters) assert.ok(existsSync(at('notebooks', link)), link);
});

test('every change beyond its tolerance to a stored output is caught', async () => {
  let changes = 0;
  for (const { file, notebook } of loaded) {
    for (const cell of notebook.cells.filter(isCode)) {
      const { rules } = rulesOf(cell, REPOSITORY.config);
      if (rules.live) continue;
      for (const [i, output] of cell.outputs.entries()) {
        for (const { what, output: changed } of tamper(output, rules)) {
          // The change is made to what is stored; the run gives what was there before.
          const stored = cell.outputs.map((o, j) => (j === i ? changed : o));
          const place = `${shown(file)}, cell ${cell.id}, output ${i + 1}, ${what}`;
          assert.notEqual((await compareOutputs(stored, cell.outputs, rules)).length, 0, place);
          changes += 1;
        }
      }
    }
  }
  assert.ok(changes > 500, `only ${changes} changes were tried`);
});

test('as they are stored, all outputs match themselves', async () => {
  for (const { file, notebook } of loaded) {
    for (const cell of notebook.cells.filter(isCode)) {
      const { rules } = rulesOf(cell, REPOSITORY.config);
      assert.deepEqual(
        await compareOutputs(cell.outputs, cell.outputs, rules),
        [],
        `${shown(file)}, ${cell.id}`,
      );
    }
  }
});
