/** The pages: their index, and what is put beside them. nbconvert itself is stood in for. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PLOTLY } from '#tooling/figures/picture';
import { indexPage } from '#tooling/ktln2/publish/index-page';
import { publishSite } from '#tooling/ktln2/publish/site';
import type { Cell, Loaded } from '#tooling/notebook/notebook';
import { codeCell, notebookOf, temporaryFolder } from './support.js';

const folder = temporaryFolder();
const figure = (html?: string) => ({
  output_type: 'display_data' as const,
  data: { [PLOTLY]: {}, ...(html === undefined ? {} : { 'text/html': html }) },
  metadata: {},
});

function chapter(name: string, head: string, ...code: ReturnType<typeof codeCell>[]): Loaded {
  const words = { cell_type: 'markdown', id: 'words', metadata: {}, source: head } as Cell;
  const notebook = { ...notebookOf(), cells: [words, ...code] };
  return {
    file: path.join(folder, `${name}.ipynb`),
    name: `${name}.ipynb`,
    bytes: Buffer.alloc(0),
    notebook,
  };
}

test('the index shows title, question and first figure of each chapter, in their order', () => {
  const stream = { output_type: 'stream' as const, name: 'stdout' as const, text: 'x' };
  const page = indexPage([
    chapter(
      '02-two',
      '# Heat & <work>\n\nWhat does *a bit*\nof [text](a.html) `cost`?\n\nMore.',
      codeCell('', [stream]),
      codeCell('', [figure('<img alt="first">')]),
      codeCell('', [figure('<img alt="second">')]),
    ),
    chapter('01-one', '# One\n\n## Not this\n\nWhy "so"?'),
    chapter('03-three', '# Three', codeCell('', [figure()])),
  ]);
  const sections = page.match(/<section[\s\S]*?<\/section>/g) ?? [];
  const told = sections.map(section => [
    /href="([^"]*)">([\s\S]*?)<\/a>/.exec(section)?.slice(1),
    /<p>([\s\S]*?)<\/p>/.exec(section)?.[1],
    section.match(/<img[^>]*>/g),
  ]);
  assert.deepEqual(told, [
    [['02-two.html', 'Heat &amp; &lt;work&gt;'], 'What does a bit of text cost?', ['<img alt="first">']],
    [['01-one.html', 'One'], 'Why "so"?', null],
    [['03-three.html', 'Three'], '', null],
  ]);
  assert.ok(!page.includes('undefined'));
  assert.match(page, /^<!doctype html>\n<html lang="en">[\s\S]*<\/html>\n$/);
  assert.match(page, /<link rel="stylesheet" href="assets\/report\.css">/);
});

test('publishing makes the folder anew, hands all notebooks to nbconvert and puts the assets beside', async () => {
  if (process.platform === 'win32') return; // A shell script cannot stand in for Python there.
  const site = path.join(folder, 'site');
  mkdirSync(site);
  writeFileSync(path.join(site, 'left-over.html'), '');
  const python = path.join(folder, 'python');
  writeFileSync(python, '#!/bin/sh\nprintf "%s\\n" "$@" > "$0.asked"\n');
  chmodSync(python, 0o755);
  const notebooks = [chapter('a', '# A'), chapter('b', '# B')];
  const index = await publishSite({ prefix: folder, python }, notebooks, site);
  assert.equal(index, path.join(site, 'index.html'));
  assert.equal(readFileSync(index, 'utf8'), indexPage(notebooks));
  assert.ok(!existsSync(path.join(site, 'left-over.html')));
  // The index and the template name these.
  const assets = readdirSync(path.join(site, 'assets')).sort();
  assert.deepEqual(assets, ['plotly-cartesian.min.js', 'report.css', 'report.js', 'tex-svg.js']);
  for (const asset of assets) assert.ok(readFileSync(path.join(site, 'assets', asset)).length > 100, asset);

  const asked = readFileSync(`${python}.asked`, 'utf8').trim().split('\n');
  assert.deepEqual(asked.slice(0, 2), ['-m', 'nbconvert']);
  const after = (option: string) => asked[asked.indexOf(option) + 1];
  assert.deepEqual([after('--to'), after('--output-dir'), after('--log-level')], ['html', site, 'ERROR']);
  const base = asked.flatMap(word => /extra_template_basedirs=(.*)/.exec(word)?.[1] ?? [])[0] ?? '';
  assert.ok(existsSync(path.join(base, after('--template') ?? '', 'conf.json')), base);
  assert.deepEqual(
    asked.slice(-2),
    notebooks.map(({ file }) => file),
  );

  writeFileSync(python, '#!/bin/sh\nexit 1\n');
  await assert.rejects(publishSite({ prefix: folder, python }, notebooks, site), /nbconvert could not make/);
});
