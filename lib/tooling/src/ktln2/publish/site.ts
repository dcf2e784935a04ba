/** Makes the pages: each notebook through nbconvert with our template, an index, and the assets beside them. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Loaded } from '../../notebook/notebook.js';
import { at } from '../paths.js';
import { mustRun } from '../../run.js';
import type { PythonEnvironment } from '../setup/python.js';
import { indexPage } from './index-page.js';

const SITE = at('site');
const REPORT = at('lib', 'tooling', 'report');
const ASSETS: Record<string, string> = {
  'report.css': path.join(REPORT, 'assets', 'report.css'),
  'report.js': path.join(REPORT, 'assets', 'report.js'),
  'plotly-cartesian.min.js': at('node_modules', 'plotly.js-cartesian-dist-min', 'plotly-cartesian.min.js'),
  'tex-svg.js': at('node_modules', 'mathjax', 'es5', 'tex-svg.js'),
};

/** Publishes notebooks to a folder, site/ if not told otherwise; returns the path of the index page. */
export async function publishSite(
  { python }: PythonEnvironment,
  notebooks: Loaded[],
  site = SITE,
): Promise<string> {
  rmSync(site, { recursive: true, force: true });
  mkdirSync(path.join(site, 'assets'), { recursive: true });
  for (const [name, source] of Object.entries(ASSETS)) cpSync(source, path.join(site, 'assets', name));
  const template = ['--template', 'ktln2', `--TemplateExporter.extra_template_basedirs=${REPORT}`];
  const files = notebooks.map(({ file }) => file);
  await mustRun(
    python,
    ['-m', 'nbconvert', '--to', 'html', ...template, '--output-dir', site, '--log-level', 'ERROR', ...files],
    'nbconvert could not make the pages.',
  );
  const index = path.join(site, 'index.html');
  writeFileSync(index, indexPage(notebooks));
  return index;
}
